package skybourse.receipt;

import java.util.List;
import skybourse.receipt.format.JsonField;

/** Part of line 14 for an inference market: the round used the seller's own ask, and offered at most the lots that it can serve in time. */
final class InferenceTermsCheck {

    private InferenceTermsCheck() {}

    /**
     * Compares the offer of a seller with its terms.
     *
     * @param terms terms of the agent in the record
     * @param found receives the findings
     */
    static void compare(RoundRecord record, InferenceSale sale, String agent, JsonField terms, CheckFindings found) {
        String kind = record.sellers().contains(agent) ? "seller" : "buyer";
        found.require(
                terms.optional("kind").isEmpty() || terms.has("kind", kind),
                agent + " is a " + kind + " in the round, but not in its terms");
        if (kind.equals("buyer")) {
            return;
        }
        List<JsonField> asks = terms.at("askTicks").items();
        double most = Math.floor(terms.at("workPerSecond").number() * sale.answerSeconds() / sale.lotVolume());
        found.require(sale.offer(agent).isPresent(), "the record does not contain the offer of " + agent);
        sale.offer(agent).ifPresent(offer -> {
            found.require(
                    asks.size() == 1 && asks.getFirst().whole() == offer.askUnits(),
                    "the ask " + offer.askUnits() + " in the round is not that of the terms of " + agent);
            found.require(
                    offer.lots() <= most,
                    agent + " offered " + offer.lots() + " lots, but can serve " + (long) most + " in time");
        });
    }
}
