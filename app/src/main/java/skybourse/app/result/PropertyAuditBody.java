package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.PropertyAudit;

/** Audit of an auction rule over many markets, as {@code audit --json} prints it. Exact gains are fractions such as {@code 3/2}. */
public record PropertyAuditBody(
        @Description("Name of the rule.") String rule,
        @Description("Number of markets.") long markets,

        @Description("No truthful trader lost in any market.")
        boolean individuallyRational,

        @Description("True if misreports were searched and none was profitable.")
        boolean incentiveCompatible,

        @Description("Payments were equal to receipts in every market.")
        boolean stronglyBalanced,

        @Description("Payments were at least the receipts in every market.")
        boolean weaklyBalanced,

        @Description("Whether theorem 1 of the paper holds for the markets.")
        boolean theoremOneHolds,

        @Description("Number of markets that were searched for misreports.")
        long marketsSearchedForMisreports,

        @Description("How misreports were searched.") String search,

        @Description("Number of markets with a search over a price per lot.")
        long marketsSearchedPerLot,

        @Description("Whether misreports were tested with fixed ties, not in expectation over ties.")
        boolean givenLots,

        @Description("Number of traders with a profitable misreport, over all searched markets.")
        long gainfulTraders,

        @Description(value = "Largest exact gain of a misreport; 0 if none was searched.", unit = "half ticks")
        @SchemaRule(SchemaRule.FRACTION)
        String worstGainHalfTicks,

        @Description(value = "Largest loss of a truthful trader.", unit = "half ticks")
        long worstLossHalfTicks,

        @Description(value = "Lowest surplus of the house.", unit = "half ticks")
        long lowestHouseHalfTicks,

        @Description(value = "Highest surplus of the house.", unit = "half ticks")
        long highestHouseHalfTicks,

        @Description("Number of markets with a limit price outside the range of the clocks.")
        long startClockTooNarrowMarkets,

        @Description("Share of searched markets with a profitable misreport.")
        MeanBody gainfulMarkets,

        @Description(value = "Largest gain of a misreport in a market.", unit = "ticks")
        MeanBody largestGainTicks,

        @Description(value = "Surplus of the house.", unit = "ticks")
        MeanBody houseTicks,

        @Description("Gains from trade divided by the optimum, over markets with attainable gains.")
        MeanBody efficiency,

        @Description("Number of trades fewer than in the optimum.")
        MeanBody tradesLost,

        @Description("Number of announced clock prices.") MeanBody announcements,

        @Description("Number of messages between traders and auctioneer.")
        MeanBody messages,

        @Description("The largest gain that was found, if any.")
        Optional<CounterexampleBody> counterexample) {

    /** A mean with its confidence interval. */
    public record MeanBody(
            @Description("Mean.") double mean,

            @Description("Lower end of the 95 % confidence interval.")
            double low95,

            @Description("Upper end of the 95 % confidence interval.")
            double high95,

            @Description("Number of markets.") long markets) {

        private static MeanBody of(Estimate estimate) {
            return new MeanBody(estimate.mean(), estimate.low(), estimate.high(), estimate.count());
        }
    }

    /** A market in which a trader gains by a misreport. */
    public record CounterexampleBody(
            @Description("Number of the market.") long market,
            @Description("Id of the trader.") String trader,
            @Description("The misreport in words.") String misreport,

            @Description(value = "Exact utility of the truthful report.", unit = "half ticks")
            @SchemaRule(SchemaRule.FRACTION)
            String truthfulHalfTicks,

            @Description(value = "Exact utility of the misreport.", unit = "half ticks")
            @SchemaRule(SchemaRule.FRACTION)
            String bestHalfTicks,

            @Description("True limit prices of all lots.") List<TrueOrder> truth) {

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
            @Description("Side of the market.") Side side,
            @Description("Id of the trader.") String participant,

            @Description("Number of the trader's lot, from 1.")
            int lot,

            @Description(value = "Limit price.", unit = "ticks")
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
