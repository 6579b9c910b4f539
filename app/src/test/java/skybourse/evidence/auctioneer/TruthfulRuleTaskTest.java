package skybourse.evidence.auctioneer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.evidence.sweep.OneCell.assertRefused;
import static skybourse.evidence.sweep.OneCell.values;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.DropOutMarketDistribution;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.clock.dropout.DropOutValue;
import skybourse.tier2.rule.McAfee;

class TruthfulRuleTaskTest {

    private static final int MARKETS = 300;
    private static final ClockMarketDistribution NARROW =
            BenchmarkMarkets.named("narrow-3x2").orElseThrow();

    private static ToDoubleFunction<String> unit(String rule) {
        return values(
                TruthfulRuleTask.OF_BENCHMARKS,
                SweepGrid.standard().axis("rule", rule).axis("markets", MARKETS));
    }

    private static ToDoubleFunction<String> lots(String rule) {
        SweepGrid grid =
                SweepGrid.standard().axis("rule", rule).axis("policy", "fixed").axis("markets", 2);
        return values(TruthfulRuleTask.OF_TIER_ONE, grid);
    }

    /** Computes the gains and messages of both rules for each market. */
    @Test
    void comparesRuleWithMidpointPerMarket() {
        List<SampledMarket> draws = SampledValue.markets(NARROW, 1, "evaluation-markets", MARKETS);
        DoubleDutch midpoint = new DoubleDutch(
                NARROW.buyersStartTicks(),
                NARROW.sellersStartTicks(),
                TurnOrder.ALTERNATE,
                ClearingRule.MIDPOINT,
                new FixedStep(1));
        double[] more = new double[MARKETS];
        double gains = 0;
        double possible = 0;
        double rewards = 0;
        for (int i = 0; i < MARKETS; i++) {
            var book = draws.get(i).book();
            var outcome = midpoint.clear(book, new TieOrder.Lottery(1, i));
            double mcafee = new McAfee().clear(book, new TieOrder.Lottery(1, i)).welfareTicks(book);
            more[i] = outcome.welfareTicks(book) - mcafee;
            gains += mcafee;
            possible += draws.get(i).clairvoyantWelfareTicks();
            rewards += ClockReward.of(NARROW).welfare(mcafee)
                    + ClockReward.of(NARROW).announcement(0, 5);
        }
        ToDoubleFunction<String> found = unit("mcafee");
        ConfidenceInterval interval = ConfidenceInterval.of(more).times(MARKETS / possible);
        assertThat(found.applyAsDouble("gainsShare")).isCloseTo(gains / possible, within(1e-12));
        assertThat(found.applyAsDouble("messages")).isEqualTo(5);
        assertThat(found.applyAsDouble("reward")).isCloseTo(rewards / MARKETS, within(1e-12));
        assertThat(found.applyAsDouble("midpointMoreGainsShare")).isCloseTo(interval.mean(), within(1e-12));
        assertThat(found.applyAsDouble("midpointMoreGainsShareHalfWidth95"))
                .isCloseTo(interval.high() - interval.mean(), within(1e-12));
        assertThat(found.applyAsDouble("truthful")).isEqualTo(1);
        assertThat(found.applyAsDouble("gainfulShare")).isNaN();
    }

    @Test
    void misreportsGainUnderMidpoint() {
        ToDoubleFunction<String> midpoint = unit("double-dutch-midpoint");
        assertThat(midpoint.applyAsDouble("truthful")).isZero();
        assertThat(midpoint.applyAsDouble("midpointMoreReward")).isZero();
        assertThat(midpoint.applyAsDouble("gainfulShare")).isGreaterThan(.5);
        assertThat(unit("vcg").applyAsDouble("gainsShare")).isEqualTo(1);
        assertThat(unit("vcg").applyAsDouble("houseTicks")).isNegative();
    }

    /** Four policies lead to SBBA's outcome, with the same price and number of trades. */
    @Test
    void policiesOfRefinedRuleDifferOnlyInMessages() {
        double gains = unit("sbba").applyAsDouble("gainsShare");
        for (String policy : List.of("bisection", "estimate", "estimate-known-law")) {
            assertThat(unit("double-dutch-refined/" + policy).applyAsDouble("gainsShare"))
                    .as(policy)
                    .isCloseTo(gains, within(.02));
        }
        assertThat(unit("double-dutch-refined/estimate-known-law").applyAsDouble("messages"))
                .isLessThan(unit("double-dutch-refined").applyAsDouble("messages"));
    }

    /** The exact value comes from a program that shares no code with the auction. */
    @Test
    void bayesOptimalClocksReachExactValue() {
        var market = new DropOutMarketDistribution(
                NARROW.components().getFirst(), NARROW.sellersStartTicks(), NARROW.buyersStartTicks());
        double exact = DropOutValue.of(market, market.optimalPolicy(DropOutReward.GAINS, market.anySteps()))
                        .gainsTicks()
                / market.traders().clairvoyantWelfareTicks();
        ToDoubleFunction<String> bayes = unit("drop-out/bayes-gains");
        ToDoubleFunction<String> rewarded = unit("drop-out/bayes-reward");
        assertThat(bayes.applyAsDouble("gainsShare")).isCloseTo(exact, within(.05));
        assertThat(rewarded.applyAsDouble("reward")).isGreaterThan(bayes.applyAsDouble("reward"));
        assertThat(rewarded.applyAsDouble("messages")).isLessThan(bayes.applyAsDouble("messages"));
        assertThat(unit("drop-out/posted-best").applyAsDouble("gainsShare")).isBetween(.5, exact);
    }

    /** Few rules support several lots. */
    @Tag("slow")
    @Test
    void rulesWithoutSupportHaveNoNumbers() {
        assertThat(lots("mcafee").applyAsDouble("truthful")).isZero();
        assertThat(lots("double-dutch-refined").applyAsDouble("gainsShare")).isNaN();
        assertThat(unit("seller-vcg").applyAsDouble("gainsShare")).isNaN();
    }

    /** Several lots per trader need a multi-unit rule; a rule for a known distribution has no numbers. */
    @Tag("slow")
    @Test
    void sellerVcgRealizesAllGainsOfSeveralLots() {
        assertThat(lots("seller-vcg").applyAsDouble("gainsShare")).isEqualTo(1);
        assertThat(lots("drop-out/posted-best").applyAsDouble("truthful")).isEqualTo(1);
        assertThat(lots("drop-out/bayes-gains").applyAsDouble("gainsShare")).isNaN();
    }

    @Test
    void rejectsUnsuitablePolicies() {
        CellTask task = TruthfulRuleTask.OF_BENCHMARKS;
        assertRefused(task, "rule", "mcafee/bisection/x", "rule must have a policy that fits it: mcafee/bisection/x");
        assertRefused(task, "rule", "drop-out/bisection", "rule must have a policy that fits it: drop-out/bisection");
        assertRefused(task, "policy", "posted", "policy must move clocks: posted");
    }
}
