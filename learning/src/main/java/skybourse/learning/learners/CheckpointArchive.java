package skybourse.learning.learners;

import skybourse.learning.networks.Adam;

/**
 * Visitor that saves or restores named state, so that a learner lists its state once. {@link Checkpoint.Writer} stores the values; {@link Checkpoint}
 * fills arrays and returns numbers from those stored.
 */
public interface CheckpointArchive {

    /** Exchanges a number: a writer returns {@code now}, a reader the stored value. */
    long number(String name, long now);

    /** Exchanges the content of an array. */
    void floats(String name, float[] array);

    /** Exchanges the content of an array. */
    void longs(String name, long[] array);

    /** Exchanges the content of an array. */
    void ints(String name, int[] array);

    /** Exchanges the content of an array. */
    void booleans(String name, boolean[] array);

    /** Exchanges the state of an optimizer. */
    default void adam(String name, Adam adam) {
        floats(name + ".first", adam.moments()[0]);
        floats(name + ".second", adam.moments()[1]);
        adam.resume(number(name + ".steps", adam.steps()));
    }

    /** Exchanges all arrays of a batch. */
    default void batch(String name, Batch batch) {
        floats(name + ".states", batch.states());
        booleans(name + ".legal", batch.legal());
        ints(name + ".chosen", batch.chosen());
        floats(name + ".rewards", batch.rewards());
        floats(name + ".discounts", batch.discounts());
        floats(name + ".nextStates", batch.nextStates());
        booleans(name + ".nextLegal", batch.nextLegal());
        booleans(name + ".ended", batch.ended());
    }
}
