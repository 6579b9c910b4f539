package skybourse.server.codec;

import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.JsonNode;

/** What an inference market sells. The volume of a request is the weighted number of bytes of its line and of its answer. */
public record ProductBody(
        @FieldDescription("Language model.") String model,
        @FieldDescription("Quantization of its weights.") String quantization,

        @FieldDescription("Number of tokens of a request and its answer that an endpoint must support.")
        int contextTokens,

        @FieldDescription("Volume of a lot; the largest reserved volume of a request.")
        JsonLong lotVolume,

        @FieldDescription("Volume of a byte of a request.") int promptWeight,
        @FieldDescription("Volume of a byte of an answer.") int answerWeight,

        @FieldDescription("Largest number of paid answer bytes per token of max_tokens.")
        int bytesPerToken,

        @FieldDescription("Value of max_tokens for requests without it.")
        int defaultMaxTokens,

        @FieldDescription("Share of its reserved volume for which an answered request is billed at least.")
        @SchemaRule(SchemaRule.SHARE)
        double leastShare,

        @FieldDescription("Time from the sale to the due time.")
        double answerSeconds,

        @FieldDescription("Highest price of a lot.") JsonLong capUnits,

        @FieldDescription(
                "Share of the answers that the operator checks. Above 0, the operator may also rule on pieces that are not disputed.")
        @SchemaRule(SchemaRule.SHARE)
        double checkShare) {

    /**
     * Reads a product from JSON.
     *
     * @throws IllegalArgumentException if it is missing or not valid
     */
    public static InferenceProduct read(JsonNode product) {
        if (!product.path("model").isString()) {
            throw new IllegalArgumentException("product must be present, as in an inference market");
        }
        return new InferenceProduct(
                product.path("model").stringValue(),
                product.path("quantization").asString(""),
                product.path("contextTokens").asInt(0),
                product.path("lotVolume").asLong(0),
                product.path("promptWeight").asInt(-1),
                product.path("answerWeight").asInt(0),
                product.path("bytesPerToken").asInt(0),
                product.path("defaultMaxTokens").asInt(0),
                product.path("leastShare").asDouble(-1),
                product.path("answerSeconds").asDouble(0),
                product.path("capUnits").asLong(0),
                product.path("checkShare").asDouble(0));
    }

    /** Returns the body of a product. */
    public static ProductBody of(InferenceProduct product) {
        return new ProductBody(
                product.model(),
                product.quantization(),
                product.contextTokens(),
                new JsonLong(product.lotVolume()),
                product.promptWeight(),
                product.answerWeight(),
                product.bytesPerToken(),
                product.defaultMaxTokens(),
                product.leastShare(),
                product.answerSeconds(),
                new JsonLong(product.capUnits()),
                product.checkShare());
    }
}
