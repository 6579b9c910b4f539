package skybourse.app.folders;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import tools.jackson.databind.node.ObjectNode;

/** Reader of scenario files and of the bundled reference scenario. */
public final class ScenarioFileReader {

    private static final String NAME = "reference.yaml";
    private static final String BUNDLED = "/skybourse/examples/" + NAME;

    private ScenarioFileReader() {}

    /** Reads a scenario. A null path stands for the bundled reference scenario. */
    public static Scenario read(@Nullable Path path) {
        if (path == null) {
            return ScenarioText.read(NAME, bundled());
        }
        return ScenarioText.read(path.toString(), TextFiles.read(path), table -> TextFiles.readBeside(path, table));
    }

    /** Reads the block of a scenario file about agents that may join a running exchange. Returns an empty object if the file has no such block. */
    public static ObjectNode newcomers(@Nullable Path path) {
        return ScenarioText.newcomers(name(path), path == null ? bundled() : TextFiles.read(path));
    }

    /** Reads a scenario with its changes over time. Also reads the tables that the scenario names, from the folder of the scenario. */
    public static DynamicScenario readOverTime(@Nullable Path path) {
        return path == null
                ? ScenarioText.readOverTime(NAME, bundled(), TextFiles::bundled)
                : readOverTime(path, TextFiles.read(path));
    }

    /** Reads a scenario with its changes over time from the content of its file. Also reads the tables that the scenario names, from the folder of the file. */
    public static DynamicScenario readOverTime(Path path, byte[] content) {
        return ScenarioText.readOverTime(path.toString(), content, table -> TextFiles.readBeside(path, table));
    }

    /** Returns the name of a scenario file for messages. A null {@code path} stands for the bundled scenario. */
    public static String name(@Nullable Path path) {
        return path == null ? NAME : path.toString();
    }

    /**
     * Runs work with a scenario. A {@code SettingException} is reported as an error in the scenario file.
     *
     * @param path the scenario file; null for the bundled one
     * @param work the work
     * @throws InvalidInputException if a cause of the work's {@code IllegalArgumentException} is a {@code SettingException}
     */
    public static <T> T using(@Nullable Path path, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            // Exceptions of worker threads are wrapped in others, so the search covers all causes.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SettingException setting) {
                    String advice =
                            "check the unit; docs/reference/scenario-files.md explains the rules of a scenario.";
                    throw InvalidInputException.of(name(path), "", setting, advice);
                }
            }
            throw e;
        }
    }

    /** Returns the content of the bundled reference scenario. */
    public static byte[] bundled() {
        return TextFiles.bundled(BUNDLED);
    }

    /** Returns the SHA-256 of the scenario's canonical text, in hexadecimal. */
    public static String hash(Scenario scenario) {
        return Sha256.of(ScenarioText.writeYaml(scenario).getBytes(StandardCharsets.UTF_8));
    }
}
