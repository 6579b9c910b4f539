package skybourse.server.codec;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundLots;
import skybourse.venue.event.TwoTierModel;

/** Description of a market, with its rules, its agents and the last prices. */
public record MarketBody(
        @FieldDescription("Name of the market.") String market,

        @FieldDescription("Auction rule of tier 2; missing in an inference market.")
        Optional<String> rule,

        @FieldDescription("What an inference market sells; missing in a two-tier market.")
        Optional<ProductBody> product,

        @FieldDescription("True if joining needs no invitation.")
        boolean isOpen,

        @FieldDescription("Number of the current round.") JsonLong round,

        @FieldDescription("Time between rounds; 0 on demand.")
        double roundSeconds,

        @FieldDescription("Time for results after the deadline.")
        double graceSeconds,

        @FieldDescription("Time for disputing a result.") double objectionSeconds,

        @FieldDescription(
                "Largest epsilon at which a round is sold. For mixed-strategy prices it applies to the mix. Missing in an inference market.")
        Optional<Double> maxEpsilon,

        @FieldDescription(PricesBody.MOST_POSTED_GAIN) Optional<Double> mostPostedGain,

        @FieldDescription(
                "Deadline for reporting a piece undoable, as a share of the time from the sale to the due time.")
        double undoableShare,

        @FieldDescription("Share of the bill that the house keeps if the buyer confirms that a piece is undoable.")
        double feeShare,

        @FieldDescription(
                "Share e of rulings that are wrong. The stake of a dispute is e / (1 - e) of the bill and the bonds.")
        double errorRate,

        @FieldDescription("Time limit for a ruling on a dispute.")
        double rulingSeconds,

        @FieldDescription(PAYS_UNRULED) boolean paysUnruled,

        @FieldDescription(value = "Value of one ledger unit.", unit = "money")
        double ledgerUnitMoney,

        @FieldDescription(value = "Current time.", unit = "ms")
        JsonLong now,

        @FieldDescription("All agents.") List<AgentBody> agents,

        @FieldDescription("Agents that the next round leaves out because they are inactive.")
        List<String> inactive,

        @FieldDescription("Prices of the last round; missing before the first round is sold.")
        Optional<PricesBody.LastPrices> last,

        @FieldDescription("Lots of the last sold round of an inference market; missing before the first round is sold.")
        Optional<LotsBody> lastLots) {

    static final String PAYS_UNRULED =
            "True if a disputed result is paid when the time for a ruling ends, and its stake goes to the worker. False if all money is returned.";

    /** Lots of a round. */
    public record LotsBody(
            @FieldDescription("Number of the round.") JsonLong round,
            @FieldDescription("Number of demanded lots.") int demandLots,
            @FieldDescription("Number of lots sold.") int lots,

            @FieldDescription(value = "Payment for all sold lots if they are used in full.", unit = "ledger units")
            JsonLong payment,

            @FieldDescription(
                    "Number of sold lots that are paid the price cap, because no other offer below the cap replaces them. For these lots, the cap is a posted price.")
            int lotsAtCap) {

        private static LotsBody of(RoundLots last) {
            return new LotsBody(
                    new JsonLong(last.round()),
                    last.demandLots(),
                    last.lots(),
                    new JsonLong(last.paymentUnits()),
                    last.lotsAtCap());
        }
    }

    public MarketBody {
        agents = List.copyOf(agents);
        inactive = List.copyOf(inactive);
    }

    /**
     * Returns the body of a market.
     *
     * @param now present time, milliseconds of the market's clock
     * @param inactive agents that the next round leaves out
     */
    public static MarketBody of(
            String name,
            MarketRules rules,
            double roundSeconds,
            long now,
            Collection<String> inactive,
            ExchangeEngine engine) {
        Optional<TwoTierModel> twoTier =
                rules.inference().isPresent() ? Optional.empty() : Optional.of(rules.twoTier());
        return new MarketBody(
                name,
                twoTier.map(TwoTierModel::rule),
                rules.inference().map(market -> ProductBody.of(market.product())),
                rules.open(),
                new JsonLong(engine.round()),
                roundSeconds,
                rules.graceSeconds(),
                rules.objectionSeconds(),
                twoTier.map(TwoTierModel::maxEpsilon),
                twoTier.flatMap(
                        market -> market.mostPostedGain().stream().boxed().findFirst()),
                rules.disputes().undoableShare(),
                rules.disputes().feeShare(),
                rules.disputes().errorRate(),
                rules.disputes().rulingSeconds(),
                rules.disputes().paysUnruled(),
                rules.model().ledgerUnitMoney(),
                new JsonLong(now),
                engine.agents().stream().map(AgentBody::of).toList(),
                List.copyOf(inactive),
                PricesBody.LastPrices.of(engine),
                engine.lastLots().map(LotsBody::of));
    }
}
