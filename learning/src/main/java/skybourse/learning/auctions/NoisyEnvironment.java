package skybourse.learning.auctions;

import java.util.random.RandomGenerator;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.ObservationWrapper;

/** Adds Gaussian noise to the observations of an environment, sampled at each step. The {@code firstSeed} of {@code reset} determines the noise. */
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
