package skybourse.tier2.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.clock.StepSet;

class ValueDistributionTest {

    @Test
    void samplesFollowProbabilities() {
        var random = new RandomStreams(1).stream("values", 0);
        for (ValueDistribution distribution : List.of(
                ValueDistribution.uniform(-3, 4),
                ValueDistribution.normal(12, 2.5, 8, 30),
                ValueDistribution.table(5, 0, 1, 0, 3, 0.5, 0))) {
            int draws = 100_000;
            int[] seen = new int[(int) (distribution.highTicks() - distribution.lowTicks() + 1)];
            for (int i = 0; i < draws; i++) {
                seen[(int) (distribution.draw(random) - distribution.lowTicks())]++;
            }
            double total = 0;
            for (int i = 0; i < seen.length; i++) {
                double p = distribution.probability(distribution.lowTicks() + i);
                total += p;
                // five standard deviations, and never a value of probability 0
                assertThat((double) seen[i] / draws).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
            }
            assertThat(total).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void rejectsInvalidWeights() {
        assertThatThrownBy(() -> ValueDistribution.table(0, 0, 0)).hasMessageStartingWith("sum of weights must be");
        assertThatThrownBy(() -> ValueDistribution.table(0, 1, -1)).hasMessageStartingWith("weights must not");
        assertThatThrownBy(() -> ValueDistribution.uniform(4, 3)).hasMessageStartingWith("ticks from");
        assertThatThrownBy(() -> StepSet.of(2, 2)).hasMessageStartingWith("ticks must be");
    }

    @Test
    void onlySmallestCrossingStepIsLegal() {
        StepSet steps = StepSet.of(1, 2, 3, 5, 8);
        assertThat(steps.legal(1)).isEqualTo(1);
        assertThat(steps.legal(3)).isEqualTo(3);
        assertThat(steps.legal(4)).isEqualTo(4);
        assertThat(steps.stepTicks(3, 4)).isEqualTo(4);
        assertThat(steps.legal(100)).isEqualTo(5);
        assertThat(StepSet.forGap(100).ticks()).containsExactly(2L, 4L, 6L, 10L, 16L, 26L, 42L, 68L);
    }
}
