package skybourse.learning.environment;

/**
 * Vectorized environment: many episodes in parallel lanes, as a structure of arrays. A lane whose episode ended starts its next one within the same
 * step.
 *
 * <p>Episode n (from 0) of lane i has the seed {@code firstSeed + n * lanes + i}, so that every episode can be replayed alone. The arrays belong to
 * the environment and are valid until the next call of {@link #reset} or {@link #step}.
 */
public interface BatchEnvironment {

    /** Returns the number of lanes. */
    int lanes();

    /** Returns the length of an observation. */
    int stateSize();

    /** Returns the number of actions. */
    int actions();

    /** Starts episode 0 in every lane. */
    void reset(long firstSeed);

    /**
     * Plays one action in every lane.
     *
     * @param actions {@code int[lanes]}, each legal in its lane
     * @throws IllegalArgumentException if the length is wrong or an action is not legal; no lane has moved then
     * @throws IllegalStateException before the first reset
     */
    void step(int[] actions);

    /** Returns the current observations, {@code float[lanes * stateSize]}. */
    float[] states();

    /** Returns the mask of actions that are legal now, {@code boolean[lanes * actions]}. */
    boolean[] legal();

    /** Returns the rewards of the last step, {@code float[lanes]}. */
    float[] rewards();

    /** Returns the lanes in which the last step terminated an episode, {@code boolean[lanes]}. */
    boolean[] terminated();

    /** Returns the lanes in which the last step truncated an episode, {@code boolean[lanes]}. */
    boolean[] truncated();

    /** Returns the last observations of episodes that ended in the last step, {@code float[lanes * stateSize]}; undefined for other lanes. */
    float[] finalStates();

    /** Returns the mask of actions that were legal at the end of truncated episodes, {@code boolean[lanes * actions]}; undefined for other lanes. */
    boolean[] finalLegal();
}
