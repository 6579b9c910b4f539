package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.headroom.BenchmarkMarkets;

class NoisyEnvironmentTest {

    private static final int LANES = 512;
    private static final double DEVIATION = 0.1;

    private final AuctionProblem clear =
            AuctionProblem.of(BenchmarkMarkets.named("narrow-3x2").orElseThrow());
    private final BatchEnvironment seen = clear.lanes(LANES);
    private final BatchEnvironment noisy = clear.withStateNoise(DEVIATION).lanes(LANES);

    @Test
    void noiseHasGivenDeviationAndChangesOnlyStates() {
        seen.reset(5);
        noisy.reset(5);
        for (int step = 0; step < 3; step++) {
            double sum = 0;
            double squares = 0;
            float[] states = noisy.states();
            for (int i = 0; i < states.length; i++) {
                double noise = states[i] - seen.states()[i];
                sum += noise;
                squares += noise * noise;
            }
            assertThat(sum / states.length).isBetween(-0.01, 0.01);
            assertThat(Math.sqrt(squares / states.length)).isBetween(0.095, 0.105);
            assertThat(noisy.legal()).isEqualTo(seen.legal());
            int[] actions = firstLegal();
            seen.step(actions);
            noisy.step(actions);
            assertThat(noisy.rewards()).isEqualTo(seen.rewards());
            assertThat(noisy.terminated()).isEqualTo(seen.terminated());
        }
    }

    @Test
    void firstSeedDeterminesTheNoise() {
        noisy.reset(5);
        float[] first = noisy.states().clone();
        noisy.reset(6);
        assertThat(noisy.states()).isNotEqualTo(first);
        noisy.reset(5);
        assertThat(noisy.states()).isEqualTo(first);
    }

    private int[] firstLegal() {
        int[] chosen = new int[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            while (!seen.legal()[lane * seen.actions() + chosen[lane]]) {
                chosen[lane]++;
            }
        }
        return chosen;
    }
}
