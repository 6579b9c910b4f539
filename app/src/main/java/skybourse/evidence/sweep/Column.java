package skybourse.evidence.sweep;

import java.util.List;

/**
 * A column that a task measures.
 *
 * @param name in files
 * @param unit of its numbers
 * @param meaning what it counts, in one phrase
 */
public record Column(String name, String unit, String meaning) {

    /** Reads {@code name | unit | meaning}. */
    public static Column of(String text) {
        String[] parts = text.strip().split(" \\| ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a column must be name | unit | meaning: " + text);
        }
        return new Column(parts[0], parts[1], parts[2]);
    }

    /** Reads one a line. */
    public static List<Column> list(String lines) {
        return lines.lines().map(Column::of).toList();
    }
}
