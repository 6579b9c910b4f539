package skybourse.files.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import tools.jackson.databind.node.ObjectNode;

/** Inference markets as YAML or JSON. Files are checked against {@code docs/inference.schema.json}. */
public final class InferenceMarketText {

    /** Field that only the file of an inference market has. */
    static final String PRODUCT = "product";

    private static final Set<String> RESERVED = Set.of("house", "escrow", "outside");

    private static final SchemaValidator SCHEMA = SchemaValidator.published("inference.schema.json");

    private InferenceMarketText() {}

    /**
     * Reads an inference market.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file, as for {@link ScenarioText#read}
     * @param type record whose components are the fields of the file
     * @return empty if the file has no product, so that it is not an inference market
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static <T> Optional<T> read(String source, byte[] bytes, Class<T> type) {
        ObjectNode tree = YamlOrJsonReader.read(source, bytes);
        if (!tree.has(PRODUCT)) {
            return Optional.empty();
        }
        SCHEMA.check(source, tree);
        requireNewIds(source, tree);
        ObjectNode full = ScenarioMapper.MAPPER.createObjectNode();
        full.put("description", "")
                .put("ledgerUnitMoney", 1e-6)
                .putObject("newcomers")
                .put("most", 0);
        full.setAll(tree);
        return Optional.of(ScenarioMapper.bind(source, "", full, type));
    }

    /**
     * Checks a file, and describes its content in a few words.
     *
     * @return empty if the file has no product, so that it is not an inference market
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static Optional<String> contents(String source, byte[] bytes) {
        return read(source, bytes, ObjectNode.class)
                .map(market -> "inference market of "
                        + market.path(PRODUCT).path("model").asString("") + ", "
                        + market.path("sellers").size() + " sellers and "
                        + market.path("buyers").size() + " buyers");
    }

    private static void requireNewIds(String source, ObjectNode tree) {
        Set<String> ids = new HashSet<>();
        for (String list : List.of("sellers", "buyers")) {
            for (int i = 0; i < tree.path(list).size(); i++) {
                String id = tree.path(list).path(i).asString("");
                if (RESERVED.contains(id) || !ids.add(id)) {
                    throw new InvalidInputException(
                            source,
                            list + "[" + i + "]",
                            "must be new and not house, escrow or outside: " + id,
                            "rename the agent.");
                }
            }
        }
    }
}
