package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.LeaderKind;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.LeaderOutcome;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;

/** Outcome of a leader after both tiers, and the parameters of the leader in the pricing game. */
public record LeaderRow(
        @FieldDescription("Id of the leader.") String id,
        @FieldDescription("Kind of leader.") LeaderKind kind,

        @FieldDescription(value = "Price.", unit = "money per bit")
        LeaderPrice pricePerBit,

        @FieldDescription(value = "Highest allowed price.", unit = "money per bit") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double priceCapPerBit,

        @FieldDescription(
                value =
                        "Energy cost of work. With an energy model that has a cost curve, the lowest slope of the curve.",
                unit = "money per work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double costPerWork,

        @FieldDescription(value = "Work that the leader can do in the round.", unit = "work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double capacity,

        @FieldDescription(
                value = "Overload price. It enters the decision only and is never paid.",
                unit = "money per work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double overloadPrice,

        @FieldDescription(value = "Sold work.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double work,

        @FieldDescription(value = "Sold work beyond capacity.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double overload,

        @FieldDescription(
                value =
                        "Work that was resold to aerial agents: overload and, with a convex energy model, work within capacity.",
                unit = "work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double resold,

        @FieldDescription(value = "Overload that was not resold.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double leftOver,

        @FieldDescription("Number of wireless agents that send work.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int buyers,

        @FieldDescription(value = "Payments of wireless agents.", unit = "money") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double revenue,

        @FieldDescription(value = "Energy of computing.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double joules,

        @FieldDescription(
                value =
                        "Decision profit, on which the leader bases its price: revenue minus the energy cost of all sold work minus overloadPrice times overload; with a convex energy model, revenue minus the least cost of the load, of which a part may be resold. The certificate bounds its gap.",
                unit = "money")
        Double decisionProfit,

        @FieldDescription(value = "Upper bound on the decision profit at any price.", unit = "money")
        Double upperBound,

        @FieldDescription(value = "Best price that the certificate found.", unit = "money per bit")
        LeaderPrice bestPricePerBit,

        @FieldDescription(value = "Decision profit at bestPricePerBit.", unit = "money")
        Double bestDecisionProfit,

        @FieldDescription("Bound on the relative deviation gap.")
        Double relativeGap,

        @FieldDescription(value = "Revenue minus the energy cost of all sold work, before tier 2.", unit = "money")
        double profitTier1,

        @FieldDescription(
                value =
                        "Balance of the ledger after lots, refunds and penalties, minus the energy cost of the work that the leader does itself.",
                unit = "money")
        double profitSettled,

        @FieldDescription(
                "Mixed-strategy prices of the leader, if it randomizes. Then pricePerBit is the sampled price and decisionProfit an expected value.")
        @SchemaRule("minItems: 2, maxItems: 4")
        Optional<List<PriceProbabilityRow>> mix) {

    /** Returns a row for each leader of a study. If {@code mix} is present, the rows contain its mixed prices. */
    public static List<LeaderRow> all(RoundAnalysis study, Optional<MixedPrices> mix) {
        double[] settled = study.resale().settledProfits();
        return IntStream.range(0, settled.length)
                .mapToObj(s -> of(study, s, settled[s], mix))
                .toList();
    }

    private static LeaderRow of(RoundAnalysis study, int s, double settled, Optional<MixedPrices> mix) {
        LeaderOutcome outcome = study.finalRound().leaders().get(s);
        LeaderGap gap = study.result().certificate().leaders().get(s);
        LeaderTable table = study.game().leaderTable();
        LeaderLoad load = outcome.load();
        return new LeaderRow(
                outcome.leader().id(),
                outcome.leader().kind(),
                new LeaderPrice(outcome.pricePerBit()),
                table.priceCap(s),
                table.costPerWork(s),
                table.capacity(s),
                table.overloadPrice(s),
                load.work(),
                load.overload(),
                load.resale().work(),
                load.leftOver(),
                outcome.buyers(),
                outcome.revenue(),
                outcome.joules(),
                gap.profit(),
                gap.upperBound(),
                new LeaderPrice(gap.bestPrice()),
                gap.bestProfit(),
                gap.relativeGap(),
                study.round().leaders().get(s).profit(),
                settled,
                mix.flatMap(all -> PriceProbabilityRow.of(all, s)));
    }
}
