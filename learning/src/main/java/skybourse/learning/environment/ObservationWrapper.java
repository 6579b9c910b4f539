package skybourse.learning.environment;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/**
 * Environment wrapper that transforms the states of another environment. The {@code firstSeed} of {@link #reset} determines the randomness of the
 * transformation. Rewards,
 * masks and ends of episodes are unchanged.
 */
public final class ObservationWrapper implements BatchEnvironment {

    /** Transformation of an environment's states. */
    @FunctionalInterface
    public interface ObservationTransform {

        /**
         * Computes the transformed states after a reset or a step.
         *
         * @param clear the environment with the original states
         * @param random source of randomness
         * @param shown receives the transformed states, {@code float[lanes * stateSize]}
         * @param shownAtEnd receives the transformed final states, of the same length
         */
        void show(BatchEnvironment clear, RandomGenerator random, float[] shown, float[] shownAtEnd);
    }

    private final BatchEnvironment environment;
    private final String purpose;
    private final int stateSize;
    private final ObservationTransform showing;
    private final float[] states;
    private final float[] finalStates;
    private RandomGenerator random;

    /**
     * Wraps an environment.
     *
     * @param environment the environment
     * @param purpose purpose of the random stream
     * @param stateSize length of a transformed state
     * @param showing the transformation
     */
    public ObservationWrapper(
            BatchEnvironment environment, String purpose, int stateSize, ObservationTransform showing) {
        this.environment = environment;
        this.purpose = purpose;
        this.stateSize = stateSize;
        this.showing = showing;
        states = new float[environment.lanes() * stateSize];
        finalStates = states.clone();
        random = new RandomStreams(0).stream(purpose, 0);
    }

    @Override
    public int lanes() {
        return environment.lanes();
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    @Override
    public int actions() {
        return environment.actions();
    }

    @Override
    public void reset(long firstSeed) {
        random = new RandomStreams(firstSeed).stream(purpose, 0);
        environment.reset(firstSeed);
        showing.show(environment, random, states, finalStates);
    }

    @Override
    public void step(int[] actions) {
        environment.step(actions);
        showing.show(environment, random, states, finalStates);
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

    @Override
    public float[] finalStates() {
        return finalStates;
    }

    @Override
    public boolean[] finalLegal() {
        return environment.finalLegal();
    }
}
