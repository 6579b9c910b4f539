package skybourse.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Open data for tests: files of the repository, and files in the folder of {@code SKYBOURSE_DATA}. */
public final class OpenData {

    private OpenData() {}

    /** Returns the path of a data file. If it is missing, the calling test is skipped with a message. */
    public static Path path(String name) {
        Path shipped = Path.of("examples/data", name);
        return Files.exists(shipped) ? shipped : path(name, System.getenv().getOrDefault("SKYBOURSE_DATA", ""));
    }

    static Path path(String name, String folder) {
        Path file = Path.of(folder, name);
        assumeTrue(
                !folder.isEmpty() && Files.isReadable(file),
                "SKYBOURSE_DATA must name a folder of open data that holds " + name);
        return file;
    }

    /** Returns the arguments of a command that imports a market from the open data, followed by more arguments. */
    public static Object[] imports(Object... more) {
        List<Object> words = new ArrayList<>(List.of("import"));
        words.addAll(List.of("--requests", path("llm_requests_azure_code.csv")));
        words.addAll(List.of("--sites", path("edge_sites_eua_melbourne_cbd.csv")));
        words.addAll(List.of("--users", path("users_eua_melbourne_cbd.csv")));
        words.addAll(List.of("--mobility", path("mobility_sumo_bologna_acosta.csv")));
        words.addAll(List.of(more));
        return words.toArray();
    }
}
