package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Progress of a reproduction, read from its {@code results.json}.
 *
 * @param command command line of the reproduction, without the folder
 * @param toCome folders of the experiments that have not been run yet
 */
public record ReproductionState(String command, List<String> toCome) {

    public ReproductionState {
        toCome = List.copyOf(toCome);
    }

    /**
     * Reads the progress.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static ReproductionState read(String source, byte[] bytes) {
        ObjectNode tree = YamlOrJsonReader.read(source, bytes);
        List<String> names = new ArrayList<>();
        for (JsonNode name : tree.path("toCome")) {
            names.add(name.asString());
        }
        return new ReproductionState(RunManifest.text(source, tree, "command"), names);
    }
}
