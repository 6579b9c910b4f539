package skybourse.server.a2a;

import java.nio.charset.StandardCharsets;
import skybourse.files.log.TextFiles;
import skybourse.server.signedlog.MarketSigningKey;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Agent card of a market. All its values are text without control characters, truth values, lists and objects, and none is empty. With sorted members, its
 * JSON text is therefore the canonical form of RFC 8785 that A2A requires for signatures.
 */
final class AgentCard {

    /** URI of the extension. It is the address of its specification. */
    static final String EXTENSION = "https://github.com/skybourse/skybourse/blob/main/docs/reference/a2a-market-v1.md";

    private static final String TEMPLATE = "/skybourse/server/a2a/agent-card.json";
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private AgentCard() {}

    /** Returns the card of an agent whose calls are sent to {@code url}, without a signature. */
    static ObjectNode of(String url, MarketSigningKey key, boolean isInference) {
        ObjectNode card = SORTED.readValue(TextFiles.bundled(TEMPLATE), ObjectNode.class);
        card.put("name", card.path("name").asString() + key.market()).put("documentationUrl", EXTENSION);
        ((ObjectNode) card.at("/supportedInterfaces/0")).put("url", url);
        ((ObjectNode) card.at("/capabilities/extensions/0")).put("uri", EXTENSION);
        ((ObjectNode) card.at("/capabilities/extensions/0/params"))
                .put("market", key.market())
                .put("exchangeKey", key.text());
        card.withArray("skills").remove(isInference ? 0 : 1);
        return card;
    }

    static String text(ObjectNode card) {
        return SORTED.writeValueAsString(card);
    }

    /** Adds the signature by the market's key to a card. */
    static void sign(ObjectNode card, MarketSigningKey key) {
        String[] id = key.text().split("\\+", 3);
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + id[0] + "+" + id[1] + "\",\"typ\":\"JOSE\"}";
        String[] jws =
                key.sign(header, text(card).getBytes(StandardCharsets.US_ASCII)).split("\\.", -1);
        card.putArray("signatures").addObject().put("protected", jws[0]).put("signature", jws[2]);
    }
}
