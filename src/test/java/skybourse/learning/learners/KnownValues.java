package skybourse.learning.learners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import skybourse.testing.OpenData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small problems of {@code mdp_known_values.json}; the test that asks is skipped with a line where the file is missing. */
final class KnownValues {

    private KnownValues() {}

    private static JsonNode all() {
        try {
            return JsonMapper.shared().readTree(Files.readString(OpenData.path("mdp_known_values.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a decision process by name. */
    static JsonNode process(String name) {
        return all().get("mdps")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns one of the four two-clock problems. */
    static JsonNode clocks(int index) {
        return all().get("tiny_dda").get(index);
    }

    static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
