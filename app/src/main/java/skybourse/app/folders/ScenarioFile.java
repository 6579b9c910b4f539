package skybourse.app.folders;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.MarketOverTime;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import tools.jackson.databind.node.ObjectNode;

/** Scenarios from files, and the one that comes with the program. */
public final class ScenarioFile {

    private static final String NAME = "reference.yaml";
    private static final String BUNDLED = "/skybourse/examples/" + NAME;

    private ScenarioFile() {}

    /** Reads a scenario; without a path, the bundled reference scenario. */
    public static Scenario read(@Nullable Path path) {
        if (path == null) {
            return ScenarioText.read(NAME, bundled());
        }
        return ScenarioText.read(path.toString(), TextFiles.read(path));
    }

    /** Reads the block of a scenario's file that tells who may join a running exchange; empty for none. */
    public static ObjectNode newcomers(@Nullable Path path) {
        return ScenarioText.newcomers(name(path), path == null ? bundled() : TextFiles.read(path));
    }

    /** Reads a scenario with what of it changes with time, and the tables beside it that it names. */
    public static MarketOverTime readOverTime(@Nullable Path path) {
        return path == null
                ? ScenarioText.readOverTime(NAME, bundled(), TextFiles::bundled)
                : ScenarioText.readOverTime(
                        path.toString(), TextFiles.read(path), table -> TextFiles.read(path.resolveSibling(table)));
    }

    /** Returns what a scenario's file is called in messages. */
    public static String name(@Nullable Path path) {
        return path == null ? NAME : path.toString();
    }

    /**
     * Does what a scenario is wanted for. Where one of its settings does not go together with what comes out, its file is named.
     *
     * @param path the scenario's file; null for the bundled one
     */
    public static <T> T using(@Nullable Path path, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            // a worker thread's complaint comes wrapped in another of its kind
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

    /** Returns the text of the scenario that comes with the program. */
    public static byte[] bundled() {
        return TextFiles.bundled(BUNDLED);
    }

    /** Returns the SHA-256 of the scenario's canonical text, in hexadecimal. */
    public static String hash(Scenario scenario) {
        return Sha256.of(ScenarioText.writeYaml(scenario).getBytes(StandardCharsets.UTF_8));
    }
}
