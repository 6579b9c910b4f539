package skybourse.learning.environment;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/**
 * An environment that shows the states of another one in another form, drawn with chance that the first seed fixes; all else is the
 * other's.
 */
public final class ShownStates implements BatchEnvironment {

    /** Makes states to be shown of those of an environment. */
    @FunctionalInterface
    public interface Showing {

        /**
         * Fills what is shown after a reset or a step.
         *
         * @param clear the environment
         * @param shown receives what is shown of its states, {@code float[lanes * stateSize]}
         * @param shownAtEnd receives what is shown of its final states
         */
        void show(BatchEnvironment clear, RandomGenerator random, float[] shown, float[] shownAtEnd);
    }

    private final BatchEnvironment environment;
    private final String purpose;
    private final int stateSize;
    private final Showing showing;
    private final float[] states;
    private final float[] finalStates;
    private RandomGenerator random;

    /**
     * Shows an environment.
     *
     * @param purpose of the stream that chance is drawn from
     * @param stateSize numbers of a state as it is shown
     * @param showing how it is made
     */
    public ShownStates(BatchEnvironment environment, String purpose, int stateSize, Showing showing) {
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
