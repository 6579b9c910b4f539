package skybourse.learning.learners;

/** Source of expert demonstrations for imitation learning. */
@FunctionalInterface
public interface Expert {

    /**
     * Fills all rows with demonstrations. A row contains a state, the legal actions, the expert's action and, as its reward, the return from this
     * state to the end of the episode.
     *
     * @param round number of the round of demonstrations, from 0; equal rounds have equal episodes, different rounds have different episodes
     * @param into the batch to fill; if its states are longer than the expert's, the rest of each state is unchanged
     */
    void show(int round, TransitionBatch into);
}
