package skybourse.learning.learners;

import skybourse.learning.networks.Adam;

/**
 * Carries named state into a checkpoint or back out of one: what a learner depends on is written down once. {@link Checkpoint.Writer} takes what
 * it gets, {@link Checkpoint} fills it with what was written.
 */
public interface CheckpointExchange {

    /** Exchanges a number; one that writes returns what it gets. */
    long number(String name, long now);

    /** Exchanges an array's content. */
    void floats(String name, float[] array);

    /** Exchanges an array's content. */
    void longs(String name, long[] array);

    /** Exchanges an array's content. */
    void ints(String name, int[] array);

    /** Exchanges an array's content. */
    void booleans(String name, boolean[] array);

    /** Exchanges an optimiser's state. */
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
