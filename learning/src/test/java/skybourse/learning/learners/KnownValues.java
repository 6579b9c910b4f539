package skybourse.learning.learners;

import skybourse.testing.KnownAnswers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small problems of {@code mdp_known_values.json}. */
public final class KnownValues {

    private KnownValues() {}

    private static JsonNode all() {
        return JsonMapper.shared().readTree(KnownAnswers.text("mdp_known_values.json"));
    }

    /** Returns a decision process by name. */
    public static JsonNode process(String name) {
        return all().get("mdps")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns one of the four two-clock problems. */
    public static JsonNode clocks(int index) {
        return all().get("tiny_dda").get(index);
    }

    public static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    static double[] doubles(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
