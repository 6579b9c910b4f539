package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.PropertyAudit;

/** Audit of an auction rule over many markets, as {@code audit --json} prints it. Exact gains are fractions such as {@code 3/2}. */
public record PropertyAuditBody(
        @FieldDescription("Name of the rule.") String rule,
        @FieldDescription("Number of markets.") long markets,

        @FieldDescription("No truthful trader lost in any market.")
        boolean individuallyRational,

        @FieldDescription("True if misreports were searched and none was profitable.")
        boolean incentiveCompatible,

        @FieldDescription("Payments were equal to receipts in every market.")
        boolean stronglyBalanced,

        @FieldDescription("Payments were at least the receipts in every market.")
        boolean weaklyBalanced,

        @FieldDescription("Whether theorem 1 of the paper holds for the markets.")
        boolean theoremOneHolds,

        @FieldDescription("Number of markets that were searched for misreports.")
        long marketsSearchedForMisreports,

        @FieldDescription("How misreports were searched.") String search,

        @FieldDescription("Number of markets with a search over a price per lot.")
        long marketsSearchedPerLot,

        @FieldDescription("Whether misreports were tested with fixed ties, not in expectation over ties.")
        boolean givenLots,

        @FieldDescription("Number of traders with a profitable misreport, over all searched markets.")
        long gainfulTraders,

        @FieldDescription(value = "Largest exact gain of a misreport; 0 if none was searched.", unit = "half ticks")
        @SchemaRule(SchemaRule.FRACTION)
        String worstGainHalfTicks,

        @FieldDescription(value = "Largest loss of a truthful trader.", unit = "half ticks")
        long worstLossHalfTicks,

        @FieldDescription(value = "Lowest surplus of the house.", unit = "half ticks")
        long lowestHouseHalfTicks,

        @FieldDescription(value = "Highest surplus of the house.", unit = "half ticks")
        long highestHouseHalfTicks,

        @FieldDescription("Number of markets with a limit price outside the range of the clocks.")
        long startClockTooNarrowMarkets,

        @FieldDescription("Share of searched markets with a profitable misreport.")
        MeanBody gainfulMarkets,

        @FieldDescription(value = "Largest gain of a misreport in a market.", unit = "ticks")
        MeanBody largestGainTicks,

        @FieldDescription(value = "Surplus of the house.", unit = "ticks")
        MeanBody houseTicks,

        @FieldDescription("Gains from trade divided by the optimum, over markets with attainable gains.")
        MeanBody efficiency,

        @FieldDescription("Number of trades fewer than in the optimum.")
        MeanBody tradesLost,

        @FieldDescription("Number of announced clock prices.")
        MeanBody announcements,

        @FieldDescription("Number of messages between traders and auctioneer.")
        MeanBody messages,

        @FieldDescription("The largest gain that was found, if any.")
        Optional<CounterexampleBody> counterexample) {

    /** A mean with its confidence interval. */
    public record MeanBody(
            @FieldDescription("Mean.") double mean,

            @FieldDescription("Lower end of the 95 % confidence interval.")
            double low95,

            @FieldDescription("Upper end of the 95 % confidence interval.")
            double high95,

            @FieldDescription("Number of markets.") long markets) {

        private static MeanBody of(Estimate estimate) {
            return new MeanBody(estimate.mean(), estimate.low(), estimate.high(), estimate.count());
        }
    }

    /** A market in which a trader gains by a misreport. */
    public record CounterexampleBody(
            @FieldDescription("Number of the market.") long market,
            @FieldDescription("Id of the trader.") String trader,
            @FieldDescription("The misreport in words.") String misreport,

            @FieldDescription(value = "Exact utility of the truthful report.", unit = "half ticks")
            @SchemaRule(SchemaRule.FRACTION)
            String truthfulHalfTicks,

            @FieldDescription(value = "Exact utility of the misreport.", unit = "half ticks")
            @SchemaRule(SchemaRule.FRACTION)
            String bestHalfTicks,

            @FieldDescription("True limit prices of all lots.")
            List<TrueOrder> truth) {

        private static CounterexampleBody of(Counterexample counterexample) {
            return new CounterexampleBody(
                    counterexample.market(),
                    counterexample.misreport().trader(),
                    counterexample.misreport().text(),
                    counterexample.misreport().truthfulHalfTicks().toString(),
                    counterexample.misreport().bestHalfTicks().toString(),
                    counterexample.truth().orders().map(TrueOrder::of).toList());
        }
    }

    /** A true limit price. */
    public record TrueOrder(
            @FieldDescription("Side of the market.") Side side,
            @FieldDescription("Id of the trader.") String participant,

            @FieldDescription("Number of the trader's lot, from 1.")
            int lot,

            @FieldDescription(value = "Limit price.", unit = "ticks")
            long limitTicks) {

        private static TrueOrder of(Order order) {
            return new TrueOrder(order.side(), order.participant(), order.lot(), order.limitTicks());
        }
    }

    /**
     * Returns the body of an audit.
     *
     * @param search description of the search for misreports
     */
    public static PropertyAuditBody of(PropertyAudit audit, String search) {
        return new PropertyAuditBody(
                audit.rule().name(),
                audit.markets(),
                audit.individuallyRational(),
                audit.incentiveCompatible(),
                audit.stronglyBalanced(),
                audit.weaklyBalanced(),
                audit.theoremOneHolds(),
                audit.searched(),
                search,
                audit.searchedPerLot(),
                audit.givenTies(),
                audit.gainfulTraders(),
                audit.worstGainHalfTicks().toString(),
                audit.worstLossHalfTicks(),
                audit.lowestHouseHalfTicks(),
                audit.highestHouseHalfTicks(),
                audit.startTooNarrow(),
                MeanBody.of(audit.gainfulMarkets()),
                MeanBody.of(audit.gainTicks()),
                MeanBody.of(audit.houseTicks()),
                MeanBody.of(audit.efficiency()),
                MeanBody.of(audit.tradesLost()),
                MeanBody.of(audit.announcements()),
                MeanBody.of(audit.messages()),
                audit.counterexample().map(CounterexampleBody::of));
    }
}
