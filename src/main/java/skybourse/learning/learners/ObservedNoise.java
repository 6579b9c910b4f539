package skybourse.learning.learners;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

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
final class ObservedNoise implements BatchEnvironment {

    private final BatchEnvironment environment;
    private final int noiseSize;
    private final float[] states;
    private final float[] finalStates;
    private RandomGenerator random = new RandomStreams(0).stream("observed-noise", 0);

    private ObservedNoise(BatchEnvironment environment, int noiseSize) {
        this.environment = environment;
        this.noiseSize = noiseSize;
        states = new float[environment.lanes() * stateSize()];
        finalStates = states.clone();
    }

    /** Returns the environment with so many numbers more; itself if there are none. */
    static BatchEnvironment of(BatchEnvironment environment, int noiseSize) {
        return noiseSize == 0 ? environment : new ObservedNoise(environment, noiseSize);
    }

    @Override
    public int lanes() {
        return environment.lanes();
    }

    @Override
    public int stateSize() {
        return environment.stateSize() + noiseSize;
    }

    @Override
    public int actions() {
        return environment.actions();
    }

    @Override
    public void reset(long firstSeed) {
        random = new RandomStreams(firstSeed).stream("observed-noise", 0);
        environment.reset(firstSeed);
        observe();
    }

    @Override
    public void step(int[] actions) {
        environment.step(actions);
        observe();
    }

    private void observe() {
        int clear = environment.stateSize();
        int wide = stateSize();
        for (int lane = 0; lane < lanes(); lane++) {
            System.arraycopy(environment.states(), lane * clear, states, lane * wide, clear);
            System.arraycopy(environment.finalStates(), lane * clear, finalStates, lane * wide, clear);
            for (int i = lane * wide + clear; i < (lane + 1) * wide; i++) {
                states[i] = (float) random.nextGaussian();
            }
        }
    }

    @Override
    public float[] states() {
        return states;
    }

    @Override
    public boolean[] legal() {
        return environment.legal();
    }

    @Override
    public float[] rewards() {
        return environment.rewards();
    }

    @Override
    public boolean[] terminated() {
        return environment.terminated();
    }

    @Override
    public boolean[] truncated() {
        return environment.truncated();
    }

    /** Returns the last observations, their noise zero: nothing is decided there. */
    @Override
    public float[] finalStates() {
        return finalStates;
    }

    @Override
    public boolean[] finalLegal() {
        return environment.finalLegal();
    }
}
