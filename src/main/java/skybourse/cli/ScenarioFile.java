package skybourse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import skybourse.codec.ScenarioText;
import skybourse.codec.SweepText;
import skybourse.scenario.Scenario;

/** Scenarios from files, and the one that comes with the program. */
final class ScenarioFile {

    private static final String BUNDLED = "/skybourse/examples/reference.yaml";

    private ScenarioFile() {}

    /** Reads a scenario; without a path, the bundled reference scenario. */
    static Scenario read(@Nullable Path path) {
        if (path == null) {
            return ScenarioText.read("reference.yaml", bundled());
        }
        return ScenarioText.read(path.toString(), TextFiles.read(path));
    }

    /** Returns the text of the scenario that comes with the program. */
    static byte[] bundled() {
        try (InputStream stream = ScenarioFile.class.getResourceAsStream(BUNDLED)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + BUNDLED);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the SHA-256 of the scenario's canonical text, in hexadecimal. */
    static String hash(Scenario scenario) {
        return SweepText.digest(ScenarioText.writeYaml(scenario).getBytes(StandardCharsets.UTF_8));
    }
}
