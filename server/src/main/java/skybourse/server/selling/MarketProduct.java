package skybourse.server.selling;

import java.io.IOException;
import skybourse.client.ExchangeClient;
import skybourse.files.text.InvalidInputException;
import skybourse.server.codec.ProductBody;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.JsonNode;

/**
 * Product of an inference market, with what a seller needs to know about the market.
 *
 * @param product what the market sells
 * @param ledgerUnitMoney value of a ledger unit, money
 * @param roundSeconds length of a round, s; 0 if the operator closes rounds
 * @param objectionSeconds time between a result and its payment, s
 */
public record MarketProduct(
        InferenceProduct product, double ledgerUnitMoney, double roundSeconds, double objectionSeconds) {

    /**
     * Reads the product from a market.
     *
     * @param source address of the market for messages
     * @throws InvalidInputException if the server is not an inference market
     * @throws IOException if the market does not reply
     */
    public static MarketProduct of(ExchangeClient client, String source) throws IOException {
        JsonNode market = client.get("market").json();
        try {
            return new MarketProduct(
                    ProductBody.read(market.path("product")),
                    market.path("ledgerUnitMoney").asDouble(1),
                    market.path("roundSeconds").asDouble(0),
                    market.path("objectionSeconds").asDouble(0));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInputException(
                    source,
                    "must be an inference market: " + wrong.getMessage(),
                    "give the address that `serve` printed.");
        }
    }

    /** Returns the volume per second with which a seller offers one lot. */
    double leastVolumePerSecond() {
        return product.lotVolume() / product.answerSeconds();
    }
}
