package skybourse.learning.learners;

import skybourse.learning.networks.Adam;

/**
 * Visitor that saves or restores named state, so that a learner lists its state only once. {@link TrainingCheckpoint.Writer} stores the values. {@link
 * TrainingCheckpoint} returns the stored numbers and fills arrays with stored values.
 */
public interface CheckpointSerializer {

    /** Saves or restores a number. A writer stores and returns {@code now}; a reader returns the stored value. */
    long number(String name, long now);

    /** Saves the content of an array, or overwrites the array with the stored content. */
    void floats(String name, float[] array);

    /** Saves the content of an array, or overwrites the array with the stored content. */
    void longs(String name, long[] array);

    /** Saves the content of an array, or overwrites the array with the stored content. */
    void ints(String name, int[] array);

    /** Saves the content of an array, or overwrites the array with the stored content. */
    void booleans(String name, boolean[] array);

    /** Saves or restores the state of an optimizer. */
    default void adam(String name, Adam adam) {
        floats(name + ".first", adam.moments()[0]);
        floats(name + ".second", adam.moments()[1]);
        adam.resume(number(name + ".steps", adam.steps()));
    }

    /** Saves or restores all arrays of a batch. */
    default void batch(String name, TransitionBatch batch) {
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
