package skybourse.learning.learners;

/** Source of expert demonstrations for imitation learning. */
@FunctionalInterface
public interface Expert {

    /**
     * Fills all rows with demonstrations: state, legal actions, the expert's action and, as the reward, the return from there on.
     *
     * @param round number of the round, from 0; equal rounds give equal episodes, different rounds different ones
     * @param into the batch to fill; if its states are longer than the expert's, the rest of each state is unchanged
     */
    void show(int round, Batch into);
}
