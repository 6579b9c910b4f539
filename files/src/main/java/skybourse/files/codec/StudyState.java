package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.TextTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a reproduction is, from its {@code results.json}.
 *
 * @param command what made it, but for the folder
 * @param toCome the folders of the experiments that are not run yet
 */
public record StudyState(String command, List<String> toCome) {

    public StudyState {
        toCome = List.copyOf(toCome);
    }

    /**
     * Reads it.
     *
     * @param source the file's name, for messages
     * @param bytes its content
     * @throws InvalidInputException for the first thing that is wrong
     */
    public static StudyState read(String source, byte[] bytes) {
        ObjectNode tree = TextTree.read(source, bytes);
        List<String> names = new ArrayList<>();
        for (JsonNode name : tree.path("toCome")) {
            names.add(name.asString());
        }
        return new StudyState(RunManifest.text(source, tree, "command"), names);
    }
}
