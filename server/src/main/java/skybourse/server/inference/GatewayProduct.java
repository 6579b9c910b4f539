package skybourse.server.inference;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * Product of an inference market and its meter.
 *
 * @param model model that sellers run
 * @param lotVolume largest reserved volume of a lot
 * @param promptWeight volume of one byte of a request's line
 * @param answerWeight volume of one byte of an answer
 * @param bytesPerToken bytes that are reserved for one token of an answer
 * @param defaultMaxTokens tokens that are reserved if a request names no limit
 * @param leastShare least share of the reserved volume that an answered request uses, in [0, 1]
 * @param capUnits highest price of a lot, ledger units
 */
record GatewayProduct(
        String model,
        long lotVolume,
        long promptWeight,
        long answerWeight,
        long bytesPerToken,
        long defaultMaxTokens,
        double leastShare,
        long capUnits) {

    /**
     * Reads the member {@code product} of a market.
     *
     * @throws IllegalArgumentException if the market has no product
     */
    static GatewayProduct of(JsonNode product) {
        if (!product.path("model").isString()
                || product.path("lotVolume").asLong(0) <= 0
                || product.path("capUnits").asLong(0) <= 0) {
            throw new IllegalArgumentException("product must be present, as in an inference market");
        }
        return new GatewayProduct(
                product.path("model").stringValue(),
                product.path("lotVolume").asLong(),
                product.path("promptWeight").asLong(1),
                product.path("answerWeight").asLong(1),
                product.path("bytesPerToken").asLong(1),
                product.path("defaultMaxTokens").asLong(1),
                product.path("leastShare").asDouble(0),
                product.path("capUnits").asLong());
    }

    /** Returns the reserved volume of a request; {@link Long#MAX_VALUE} if it is larger than a lot. */
    long reserved(int lineBytes, long maxTokens) {
        double volume = (double) promptWeight * lineBytes + (double) answerWeight * bytesPerToken * maxTokens;
        return volume > lotVolume
                ? Long.MAX_VALUE
                : promptWeight * lineBytes + answerWeight * bytesPerToken * maxTokens;
    }

    /** Returns the used volume of a request with an answer. */
    long used(int lineBytes, long reserved, JsonNode answer) {
        long metered = promptWeight * lineBytes
                + answerWeight * answerBytes(answer.path("choices").path(0).path("message"));
        return Math.min(reserved, Math.max((long) Math.ceil(leastShare * reserved), metered));
    }

    private static long answerBytes(JsonNode message) {
        long bytes = bytes(message.path("content"));
        for (JsonNode call : message.path("tool_calls")) {
            bytes += bytes(call.path("function").path("arguments"));
        }
        return bytes;
    }

    private static long bytes(JsonNode text) {
        return text.isString() ? text.stringValue().getBytes(StandardCharsets.UTF_8).length : 0;
    }
}
