package skybourse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Known answers from other sources. {@code SOURCES.csv} in the same folder lists sources and licences. */
public final class KnownAnswers {

    private KnownAnswers() {}

    /** Returns the text of a file. */
    public static String text(String name) {
        try (InputStream stream =
                Objects.requireNonNull(KnownAnswers.class.getResourceAsStream("/known-answers/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the rows of a CSV file without quoted cells, by column name. */
    public static List<Map<String, String>> rows(String name) {
        List<String> lines = text(name).lines().toList();
        String[] columns = lines.getFirst().split(",", -1);
        return lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> row(columns, line.split(",", -1)))
                .toList();
    }

    private static Map<String, String> row(String[] columns, String[] cells) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            row.put(columns[i], cells[i]);
        }
        return row;
    }

    /** Returns one cell as a number. */
    public static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }
}
