package skybourse.learning.environment;

import java.util.random.RandomGenerator;

/**
 * Creates environments that append standard normal noise to each observation. The noise is sampled for every decision. The {@code firstSeed} of
 * {@code reset} determines it. A policy that uses this noise as its randomness is a function of the observation. The probability of an action can
 * therefore be recomputed
 * later, bit for bit.
 *
 * <pre>
 *   states   [ state of lane 0 | its noise | state of lane 1 | its noise | ... ]
 * </pre>
 *
 * <p>Use it for learners that need the probability of an action. Do not use it for evaluation, where policies sample their own noise.
 */
public final class NoiseAppendingWrapper {

    private NoiseAppendingWrapper() {}

    /**
     * Returns the environment with noise appended to its observations.
     *
     * @param environment the environment
     * @param noiseSize number of normal numbers per observation; 0 returns the environment itself
     */
    public static BatchEnvironment of(BatchEnvironment environment, int noiseSize) {
        int wide = environment.stateSize() + noiseSize;
        return noiseSize == 0
                ? environment
                : new ObservationWrapper(environment, "observed-noise", wide, NoiseAppendingWrapper::show);
    }

    /** Appends noise to the states. The noise of final states stays zero, because no action is taken in them. */
    private static void show(BatchEnvironment clear, RandomGenerator random, float[] shown, float[] shownAtEnd) {
        int size = clear.stateSize();
        int wide = shown.length / clear.lanes();
        for (int lane = 0; lane < clear.lanes(); lane++) {
            System.arraycopy(clear.states(), lane * size, shown, lane * wide, size);
            System.arraycopy(clear.finalStates(), lane * size, shownAtEnd, lane * wide, size);
            for (int i = lane * wide + size; i < (lane + 1) * wide; i++) {
                shown[i] = (float) random.nextGaussian();
            }
        }
    }
}
