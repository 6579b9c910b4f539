package skybourse.learning.environment;

import java.util.random.RandomGenerator;

/** Policy that chooses actions for many states at once. */
@FunctionalInterface
public interface Policy {

    /**
     * Chooses one legal action per state.
     *
     * @param random source of randomness; deterministic policies ignore it
     * @param rows number of states
     * @param states {@code float[rows * stateSize]}
     * @param legal {@code boolean[rows * actions]}, at least one true element per state
     * @param chosen receives the actions, {@code int[rows]}
     */
    void choose(RandomGenerator random, int rows, float[] states, boolean[] legal, int[] chosen);
}
