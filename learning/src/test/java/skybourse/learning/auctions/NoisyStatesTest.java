package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.headroom.BenchmarkMarkets;

class NoisyStatesTest {

    private static final int LANES = 512;
    private static final double DEVIATION = 0.1;

    private final AuctionProblem clear =
            AuctionProblem.of(BenchmarkMarkets.named("narrow-3x2").orElseThrow());
    private final BatchEnvironment seen = clear.lanes(LANES);
    private final BatchEnvironment blurred = clear.withStateNoise(DEVIATION).lanes(LANES);

    @Test
    void noiseHasTheDeviationAskedForAndChangesNothingElse() {
        seen.reset(5);
        blurred.reset(5);
        for (int step = 0; step < 3; step++) {
            double sum = 0;
            double squares = 0;
            float[] states = blurred.states();
            for (int i = 0; i < states.length; i++) {
                double noise = states[i] - seen.states()[i];
                sum += noise;
                squares += noise * noise;
            }
            assertThat(sum / states.length).isBetween(-0.01, 0.01);
            assertThat(Math.sqrt(squares / states.length)).isBetween(0.095, 0.105);
            assertThat(blurred.legal()).isEqualTo(seen.legal());
            int[] actions = firstLegal();
            seen.step(actions);
            blurred.step(actions);
            assertThat(blurred.rewards()).isEqualTo(seen.rewards());
            assertThat(blurred.terminated()).isEqualTo(seen.terminated());
        }
    }

    @Test
    void theFirstSeedFixesTheNoise() {
        blurred.reset(5);
        float[] first = blurred.states().clone();
        blurred.reset(6);
        assertThat(blurred.states()).isNotEqualTo(first);
        blurred.reset(5);
        assertThat(blurred.states()).isEqualTo(first);
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
