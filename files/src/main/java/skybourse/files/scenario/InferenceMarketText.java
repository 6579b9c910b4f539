package skybourse.files.scenario;

import java.util.Optional;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import tools.jackson.databind.node.ObjectNode;

/** Inference markets as YAML or JSON. Files are checked against {@code docs/inference.schema.json}. */
public final class InferenceMarketText {

    /** Field that only the file of an inference market has. */
    static final String PRODUCT = "product";

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
        ObjectNode full = ScenarioMapper.MAPPER.createObjectNode();
        full.put("description", "")
                .put("ledgerUnitMoney", 1e-6)
                .putObject("newcomers")
                .put("most", 0);
        full.setAll(tree);
        return Optional.of(ScenarioMapper.bind(source, "", full, type));
    }
}
