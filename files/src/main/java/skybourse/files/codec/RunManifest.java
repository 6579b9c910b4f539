package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import skybourse.files.text.ErrorText;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.round.analysis.ResultProvenance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Content of {@code manifest.json} in the folder of a run. With the scenario, it is sufficient to reproduce the files of the run.
 *
 * @param origin provenance of the run
 * @param options options of the command line, each as one argument such as {@code --starts=1}
 */
public record RunManifest(ResultProvenance origin, List<String> options) {

    private static final String VERSION = "version";
    private static final String HASH = "scenarioSha256";
    private static final String COMMAND = "command";
    private static final String OPTIONS = "options";

    private record Written(
            @FieldDescription("Version of the program.") String version,

            @FieldDescription("SHA-256 of the scenario's canonical text.")
            String scenarioSha256,

            @FieldDescription("Command that reproduces the run.")
            String command,

            @FieldDescription("Options that were given.") List<String> options) {}

    public RunManifest {
        options = List.copyOf(options);
    }

    /** Returns the manifest as JSON that {@link #read} reads. */
    public String text() {
        return ResultJsonEncoder.indented(
                new Written(origin.version(), origin.scenarioHash(), origin.command(), options));
    }

    /**
     * Reads a manifest.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static RunManifest read(String source, byte[] bytes) {
        ObjectNode tree = YamlOrJsonReader.read(source, bytes);
        var origin = new ResultProvenance(
                text(source, tree, VERSION), text(source, tree, HASH), text(source, tree, COMMAND));
        List<String> options = new ArrayList<>();
        for (JsonNode option : tree.path(OPTIONS)) {
            options.add(option.asString());
        }
        return new RunManifest(origin, options);
    }

    /**
     * Returns the program version in a JSON file with a field {@code version}: the manifest of a run or sweep, results of a study, or a plan.
     *
     * @throws InvalidInputException if the file is not valid or has no such field
     */
    public static String version(String source, byte[] bytes) {
        return text(source, YamlOrJsonReader.read(source, bytes), VERSION);
    }

    static String text(String source, ObjectNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new InvalidInputException(
                    source,
                    field + ":",
                    "must be text: " + ErrorText.show(value),
                    "restore the file; it was changed, or another program wrote it.");
        }
        return value.stringValue();
    }
}
