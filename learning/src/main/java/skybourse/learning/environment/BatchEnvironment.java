package skybourse.learning.environment;

/**
 * Many episodes side by side, as a structure of arrays. A lane whose episode ended starts its next one within the same step.
 *
 * <p>Episode n (from 0) of lane i has the seed {@code firstSeed + n * lanes + i}, so that every episode can be played again
 * alone. The arrays are the environment's own, valid until the next call.
 */
public interface BatchEnvironment {

    int lanes();

    int stateSize();

    int actions();

    /** Begins episode 0 in every lane. */
    void reset(long firstSeed);

    /** Plays one legal action in every lane, {@code int[lanes]}; refused as {@link LegalActions#check} does, with no lane moved. */
    void step(int[] actions);

    /** Returns the observations to act on, {@code float[lanes * stateSize]}. */
    float[] states();

    /** Returns which actions are legal now, {@code boolean[lanes * actions]}. */
    boolean[] legal();

    /** Returns the rewards of the last step, {@code float[lanes]}. */
    float[] rewards();

    /** Returns in which lanes the last step ended an episode by itself. */
    boolean[] terminated();

    /** Returns in which lanes the last step cut an episode off. */
    boolean[] truncated();

    /** Returns the last observations of the lanes whose episode ended in the last step; other lanes hold anything. */
    float[] finalStates();

    /** Returns what was legal at the end in lanes that were cut off; other lanes hold anything. */
    boolean[] finalLegal();
}
