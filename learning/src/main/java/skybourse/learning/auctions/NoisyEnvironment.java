package skybourse.learning.auctions;

import java.util.random.RandomGenerator;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.ObservationWrapper;

/** Environment with Gaussian noise in its observations, sampled at each step. The first seed determines the noise. */
final class NoisyEnvironment {

    private NoisyEnvironment() {}

    /** Returns the environment with noise of the given standard deviation. */
    static BatchEnvironment of(BatchEnvironment environment, double deviation) {
        return new ObservationWrapper(
                environment, "state-noise", environment.stateSize(), (clear, random, shown, atEnd) -> {
                    blur(random, (float) deviation, clear.states(), shown);
                    blur(random, (float) deviation, clear.finalStates(), atEnd);
                });
    }

    private static void blur(RandomGenerator random, float deviation, float[] clear, float[] blurred) {
        for (int i = 0; i < clear.length; i++) {
            blurred[i] = clear[i] + deviation * (float) random.nextGaussian();
        }
    }
}
