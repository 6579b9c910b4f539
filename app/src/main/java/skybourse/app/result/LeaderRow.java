package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.LeaderKind;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.LeaderOutcome;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;

/** Outcome of a leader after both tiers, and the parameters of the leader in the pricing game. */
public record LeaderRow(
        @Description("Id of the leader.") String id,
        @Description("Kind of leader.") LeaderKind kind,

        @Description(value = "Price.", unit = "money per bit")
        LeaderPrice pricePerBit,

        @Description(value = "Highest allowed price.", unit = "money per bit") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double priceCapPerBit,

        @Description(value = "Energy cost of work.", unit = "money per work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double costPerWork,

        @Description(value = "Work that the leader can do in the round.", unit = "work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double capacity,

        @Description(value = "Overload price. It enters the decision only and is never paid.", unit = "money per work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double overloadPrice,

        @Description(value = "Sold work.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double work,

        @Description(value = "Sold work beyond capacity.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double overload,

        @Description(value = "Overload that was resold to aerial agents.", unit = "work")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double resold,

        @Description(value = "Overload that was not resold.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double leftOver,

        @Description("Number of wireless agents that send work.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int buyers,

        @Description(value = "Payments of wireless agents.", unit = "money") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double revenue,

        @Description(value = "Energy of computing.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double joules,

        @Description(
                value =
                        "Decision profit, on which the leader bases its price: revenue minus the energy cost of all sold work minus overloadPrice times overload. The certificate bounds its gap.",
                unit = "money")
        Double decisionProfit,

        @Description(value = "Upper bound on the decision profit at any price.", unit = "money")
        Double upperBound,

        @Description(value = "Best price that the certificate found.", unit = "money per bit")
        LeaderPrice bestPricePerBit,

        @Description(value = "Decision profit at bestPricePerBit.", unit = "money")
        Double bestDecisionProfit,

        @Description("Bound on the relative deviation gap.") Double relativeGap,

        @Description(value = "Revenue minus the energy cost of all sold work, before tier 2.", unit = "money")
        double profitTier1,

        @Description(
                value =
                        "Balance of the ledger after lots, refunds and penalties, minus the energy cost of the work that the leader does itself.",
                unit = "money")
        double profitSettled,

        @Description(
                "Mixed-strategy prices of the leader, if it randomizes. Then pricePerBit is the sampled price and decisionProfit an expected value.")
        @SchemaRule("minItems: 2, maxItems: 4")
        Optional<List<PriceProbabilityRow>> mix) {

    /** Returns a row for each leader of a study. If {@code mix} is present, the rows contain its mixed prices. */
    public static List<LeaderRow> all(RoundStudy study, Optional<MixedPrices> mix) {
        double[] settled = study.resale().settledProfits();
        return IntStream.range(0, settled.length)
                .mapToObj(s -> of(study, s, settled[s], mix))
                .toList();
    }

    private static LeaderRow of(RoundStudy study, int s, double settled, Optional<MixedPrices> mix) {
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
