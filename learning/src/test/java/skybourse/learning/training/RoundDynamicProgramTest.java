package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.auctions.RoundReward;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.StagedStep;

class RoundDynamicProgramTest {

    private static final int PARTS = 8;

    /**
     * The first eight of 1,492 samples that fit the program and whose auction has a choice of steps and attainable
     * gains.
     */
    private static final long[] SAMPLES = {87, 206, 313, 341, 1_194, 1_289, 1_369, 1_492};

    private static List<RoundReward> small;

    @BeforeAll
    static void solve() {
        var sampler = ScenarioSampler.standard(new ScenarioSampler.Counts(8, 1, 2, 1))
                .with(Rules.standard().withLotWork(5e9))
                .withPublishedPrice();
        small = ScenarioMarkets.withDeadlines(SampledRounds.of(
                        SAMPLES.length, TaskRunner.CALLER, number -> sampler.sample("small", SAMPLES[number])))
                .pools()
                .stream()
                .map(pool -> pool.rounds().getFirst())
                .toList();
        assertThat(small).hasSize(SAMPLES.length).allMatch(RoundDynamicProgram::fits);
    }

    @Test
    void equalsBestSequenceOfStepsOnOneRound() {
        for (RoundReward round : small) {
            DoubleDutchRun start = new DoubleDutch(
                            PARTS, 0, ScenarioMarkets.TURNS, ClearingRule.MIDPOINT, new FixedStep(1))
                    .start(round.round().market().inParts(PARTS), new TieOrder.ById());
            assertThat(new RoundDynamicProgram(List.of(round), PARTS).best().orElseThrow())
                    .isCloseTo(bestBySearch(start, round), within(1e-9));
        }
    }

    /** Returns the best reward over all sequences of steps. */
    private static double bestBySearch(DoubleDutchRun run, RoundReward round) {
        if (run.nextSide().isEmpty()) {
            return round.outcomeReward(run.outcome());
        }
        double best = Double.NEGATIVE_INFINITY;
        long steps = run.policyIsAsked() ? run.state().largestStepTicks() : 1;
        for (long step = 1; step <= Math.max(1, steps); step++) {
            DoubleDutchRun next = run.copy();
            long messages = next.announce(step).orElseThrow().messages();
            best = Math.max(best, bestBySearch(next, round) - 0.2 * messages / round.messages());
        }
        return best;
    }

    /** No policy is better than the program, and known limits are not worse. A policy with many messages is worse. */
    @Test
    void noPolicyIsBetterAndClairvoyantIsNotWorse() {
        var program = new RoundDynamicProgram(small, 20);
        double best = program.best().orElseThrow();
        for (ClockPolicy policy : List.of(
                new FixedStep(1),
                new FixedStep(2),
                new FixedStep(5),
                new OrderStatisticStep(),
                new GreedyStep(),
                StagedStep.standard())) {
            assertThat(program.value(policy)).isLessThanOrEqualTo(best + 1e-9);
        }
        assertThat(program.value(new FixedStep(1))).isLessThan(best - 0.01);
        assertThat(program.bestWithLimitsKnown()).isGreaterThanOrEqualTo(best - 1e-9);
    }
}
