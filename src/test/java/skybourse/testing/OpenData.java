package skybourse.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The open data that tests check against, in {@code SKYBOURSE_DATA} or beside the repository. */
public final class OpenData {

    private OpenData() {}

    /** Returns the path of a data file; the test that asks is skipped with a line where it is missing. */
    public static Path path(String name) {
        String folder = System.getenv("SKYBOURSE_DATA");
        Path file = Path.of(folder == null ? "../shared/data/open" : folder).resolve(name);
        assumeTrue(
                Files.isReadable(file),
                "SKYBOURSE_DATA must name the folder of the open data, which is not in %s".formatted(file.getParent()));
        return file;
    }

    /** Returns the words of a command that imports a market from the open data, with more at its end. */
    public static Object[] imports(Object... more) {
        List<Object> words = new ArrayList<>(List.of("import"));
        words.addAll(List.of("--requests", path("llm_requests_azure_code.csv")));
        words.addAll(List.of("--sites", path("edge_sites_eua_melbourne_cbd.csv")));
        words.addAll(List.of("--users", path("users_eua_melbourne_cbd.csv")));
        words.addAll(List.of("--mobility", path("mobility_sumo_bologna_acosta.csv")));
        words.addAll(List.of(more));
        return words.toArray();
    }

    /** Returns the rows of a CSV file without quoted cells, by column name. */
    public static List<Map<String, String>> rows(String name) {
        try {
            List<String> lines = Files.readAllLines(path(name));
            String[] columns = lines.getFirst().split(",", -1);
            return lines.stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> row(columns, line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
