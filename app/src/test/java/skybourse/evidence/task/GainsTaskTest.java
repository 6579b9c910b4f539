package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.evidence.sweep.OneCell.assertRefused;
import static skybourse.evidence.sweep.OneCell.value;
import static skybourse.evidence.sweep.OneCell.values;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.tier2.clock.dropout.DropOutMarketDistribution;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.clock.dropout.DropOutValue;
import skybourse.tier2.clock.dropout.LargerSidePolicy;

class GainsTaskTest {

    /** One lot each: sampled shares equal the exact ones up to sampling error. */
    @Tag("slow")
    @Test
    void sampledSharesMatchExactOnes() {
        SweepGrid pair = SweepGrid.standard().axis("market", "1/1").axis("markets", 1_000);
        DropOutMarketDistribution exact =
                new DropOutMarketDistribution(UnitDemandDistributions.of("uniform", 1, 1, 50), 1, 50);
        double optimum = exact.traders().clairvoyantWelfareTicks();
        ToDoubleFunction<String> found = values(GainsTask.TASK, pair);
        double width = 2 * found.applyAsDouble("halfWidth95");
        assertThat(width).isBetween(0.01, 0.2);
        assertThat(found.applyAsDouble("moreIn"))
                .isCloseTo(DropOutValue.of(exact, new LargerSidePolicy(1)).gainsTicks() / optimum, within(width));
        double posted = DropOutValue.of(exact, DropOutValue.bestPosted(exact, DropOutReward.GAINS))
                        .gainsTicks()
                / optimum;
        assertThat(found.applyAsDouble("postedBest")).isCloseTo(posted, within(width));
        assertThat(found.applyAsDouble("sbba")).isZero();
        assertThat(found.applyAsDouble("muda")).isZero();
    }

    /** As the audit had them when it was a command of its own. */
    @Tag("slow")
    @Test
    void sharesHaveKnownValues() {
        SweepGrid lots = SweepGrid.standard()
                .axis("market", "2/2/5")
                .axis("range", "1/40")
                .axis("markets", 20)
                .axis("chosenOn", "rising-costs");
        ToDoubleFunction<String> found = values(GainsTask.TASK, lots);
        var expected = Map.of(
                "halfWidth95", .1650,
                "sbba", .9224,
                "coarse", .8861,
                "muda", .5501,
                "postedMiddle", .8939,
                "postedBest", .9401,
                "moreIn", .5727,
                "bayes", .9440);
        expected.forEach((column, value) ->
                assertThat(found.applyAsDouble(column)).as(column).isCloseTo(value, within(0.00005)));
    }

    /** One buyer and one seller with several lots: knowledge of the distribution decides. */
    @Tag("slow")
    @Test
    void knowledgeOfDistributionIncreasesGains() {
        SweepGrid lots = SweepGrid.standard()
                .axis("market", "1/1/8")
                .axis("law", "tier1-lots")
                .axis("range", "0/62")
                .axis("markets", 200);
        ToDoubleFunction<String> found = values(GainsTask.TASK, lots);
        double bayes = found.applyAsDouble("bayes");
        assertThat(bayes).isGreaterThan(found.applyAsDouble("moreIn") + .3);
        assertThat(bayes).isGreaterThan(value(GainsTask.TASK, lots.axis("chosenOn", "uniform"), "bayes"));
    }

    /** As the audit had them when it was a command of its own. */
    @Tag("slow")
    @Test
    void tierOneGainsHaveKnownValues() {
        SweepGrid drawn = SweepGrid.standard().axis("markets", 20);
        ToDoubleFunction<String> found = values(TierOneGainsTask.TASK, drawn);
        assertThat(found.applyAsDouble("sbba")).isEqualTo(1);
        assertThat(found.applyAsDouble("coarse")).isCloseTo(0.9515, within(0.00005));
        assertThat(found.applyAsDouble("postedBest")).isCloseTo(0.9340, within(0.00005));
        assertThat(value(TierOneGainsTask.TASK, drawn.axis("chosenOn", "24/1/2/3"), "postedBest"))
                .isNotCloseTo(0.9340, within(0.00005));
    }

    @Test
    void rejectsUnknownDistributionsAndScenarios() {
        assertRefused(
                GainsTask.TASK,
                "chosenOn",
                "pareto",
                "chosenOn must be one of uniform, normal, narrow, tier1-like, low, high: pareto");
        assertRefused(GainsTask.TASK, "range", "0/50", "range must begin at 1 where traders have one lot: 0/50");
        assertRefused(
                TierOneGainsTask.TASK,
                "chosenOn",
                "reference.yaml",
                "chosenOn must be 4 whole numbers with slashes between them: reference.yaml");
    }
}
