package skybourse.evidence.sweep;

import java.util.List;

/**
 * A column that a task measures.
 *
 * @param name in files
 * @param unit of its numbers
 * @param meaning what it counts, in one phrase
 * @param ofMachine whether it is a time or memory of the machine that ran it, another each time: of these nothing is promised, and
 *     of a sweep's files only {@code timing.csv} and its cells have them
 */
public record Column(String name, String unit, String meaning, boolean ofMachine) {

    /** The mark of such a column. */
    private static final String OF_MACHINE = "of this machine";

    /** Reads {@code name | unit | meaning}, behind which {@code | of this machine} may stand. */
    public static Column of(String text) {
        String[] parts = text.strip().split(" \\| ", -1);
        boolean ofMachine = parts.length == 4 && parts[3].equals(OF_MACHINE);
        if (parts.length != 3 && !ofMachine) {
            throw new IllegalArgumentException("a column must be name | unit | meaning: " + text);
        }
        return new Column(parts[0], parts[1], parts[2], ofMachine);
    }

    /** Reads one a line. */
    public static List<Column> list(String lines) {
        return lines.lines().map(Column::of).toList();
    }
}
