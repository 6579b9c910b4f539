package skybourse.learning.learners;

import java.util.random.RandomGenerator;

/** Replay buffer. It stores the latest transitions up to a capacity; new transitions replace the oldest ones. */
public final class ReplayBuffer {

    private final TransitionBatch kept;
    private long added;

    /**
     * Creates an empty buffer.
     *
     * @throws IllegalArgumentException if an argument is below 1
     */
    public ReplayBuffer(int capacity, int stateSize, int actions) {
        kept = new TransitionBatch(capacity, capacity, stateSize, actions);
    }

    /** Adds one row of a batch. */
    public void add(TransitionBatch from, int row) {
        kept.copyRow(from, row, (int) (added % kept.rows()));
        added++;
    }

    /** Returns the number of stored transitions. */
    public int size() {
        return (int) Math.min(added, kept.rows());
    }

    /**
     * Fills a batch with transitions sampled uniformly with replacement.
     *
     * @throws IllegalStateException if the buffer is empty
     */
    public void sample(RandomGenerator random, TransitionBatch into) {
        if (size() == 0) {
            throw new IllegalStateException("the buffer must contain a transition");
        }
        for (int i = 0; i < into.rows(); i++) {
            into.copyRow(kept, random.nextInt(size()), i);
        }
    }

    /** Saves the content of the buffer to a checkpoint, or restores it from one. */
    void exchange(CheckpointSerializer state) {
        added = state.number("replay.added", added);
        state.batch("replay", kept);
    }
}
