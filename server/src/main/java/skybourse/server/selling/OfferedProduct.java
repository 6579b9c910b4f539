package skybourse.server.selling;

import java.io.IOException;
import java.util.stream.Stream;
import skybourse.files.text.InvalidInputException;
import skybourse.server.http.ExchangeClient;
import tools.jackson.databind.JsonNode;

/** Product of an inference market: the model, the lot and the meter. */
public final class OfferedProduct {

    private final JsonNode market;
    private final JsonNode product;

    private OfferedProduct(JsonNode market) {
        this.market = market;
        product = market.path("product");
    }

    /**
     * Reads the product from a market.
     *
     * @param source address of the market for messages
     * @throws InvalidInputException if the server is not an inference market
     * @throws IOException if the market does not reply
     */
    public static OfferedProduct of(ExchangeClient client, String source) throws IOException {
        JsonNode market = client.get("market").json();
        if (!market.path("product").isObject()) {
            throw new InvalidInputException(
                    source,
                    "must be an inference market: its reply has no product",
                    "give the address that `serve` printed.");
        }
        for (String name : new String[] {"lotVolume", "answerWeight", "bytesPerToken", "answerSeconds", "capUnits"}) {
            if (!(market.path("product").path(name).asDouble(0) > 0)) {
                throw new InvalidInputException(source, "product." + name, "must be greater than 0", "");
            }
        }
        return new OfferedProduct(market);
    }

    private long whole(String name) {
        return product.path(name).asLong(0);
    }

    /** Returns the name of the model. */
    public String model() {
        return product.path("model").asString("");
    }

    /** Returns the quantization of the model; may be empty. */
    public String quantization() {
        return product.path("quantization").asString("");
    }

    /** Returns the largest reserved volume of a lot. */
    public long lotVolume() {
        return whole("lotVolume");
    }

    /** Returns the highest price of a lot, ledger units. */
    public long capUnits() {
        return whole("capUnits");
    }

    /** Returns the money that one ledger unit represents. */
    public double ledgerUnitMoney() {
        return market.path("ledgerUnitMoney").asDouble(1);
    }

    long defaultMaxTokens() {
        return whole("defaultMaxTokens");
    }

    /** Returns the duration of a round, s; 0 if the operator closes rounds. */
    double roundSeconds() {
        return market.path("roundSeconds").asDouble(0);
    }

    /** Returns the volume per second with which a seller offers one lot. */
    double leastVolumePerSecond() {
        return lotVolume() / product.path("answerSeconds").asDouble(1);
    }

    /** Returns whether a request limits the tokens of its answer. */
    static boolean limitsTokens(JsonNode request) {
        return limits(request).findAny().isPresent();
    }

    private static Stream<JsonNode> limits(JsonNode request) {
        return Stream.of(request.path("max_completion_tokens"), request.path("max_tokens"))
                .filter(JsonNode::isIntegralNumber);
    }

    /** Returns the reserved volume of a request whose line has {@code lineBytes} bytes. */
    long reserved(JsonNode request, long lineBytes) {
        long tokens = limits(request).findFirst().map(JsonNode::asLong).orElse(defaultMaxTokens());
        return whole("promptWeight") * lineBytes + whole("answerWeight") * whole("bytesPerToken") * tokens;
    }

    /** Returns the used volume of a request with an answer of {@code answerBytes} bytes. */
    long used(long reserved, long lineBytes, long answerBytes) {
        long least = (long) Math.ceil(product.path("leastShare").asDouble(0) * reserved);
        return Math.min(
                reserved, Math.max(least, whole("promptWeight") * lineBytes + whole("answerWeight") * answerBytes));
    }
}
