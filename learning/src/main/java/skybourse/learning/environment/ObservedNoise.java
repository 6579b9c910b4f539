package skybourse.learning.environment;

import java.util.random.RandomGenerator;

/**
 * An environment whose observations end in standard normal numbers that are drawn afresh for every decision and independent of all
 * else; the first seed fixes them. A policy that takes its chance from there is a function of what it sees, so that the probability
 * of an action can be told again later, to the bit.
 *
 * <pre>
 *   states   [ state of lane 0 | its noise | state of lane 1 | its noise | ... ]
 * </pre>
 *
 * <p>Right for a learner that needs the probability of what it did. Wrong for judging: whoever judges draws the noise itself.
 */
public final class ObservedNoise {

    private ObservedNoise() {}

    /** Returns the environment with so many numbers more; itself if there are none. */
    public static BatchEnvironment of(BatchEnvironment environment, int noiseSize) {
        int wide = environment.stateSize() + noiseSize;
        return noiseSize == 0 ? environment : new ShownStates(environment, "observed-noise", wide, ObservedNoise::show);
    }

    /** The noise of last observations stays zero: nothing is decided there. */
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
