package skybourse.learning.learners;

/** Whoever shows a learner what to do. */
@FunctionalInterface
public interface Expert {

    /**
     * Fills all rows: what was seen, what was legal, what the expert does there, and as reward the whole return from there on.
     *
     * @param round from 0; others show other episodes, equal ones the same
     * @param into its states may be longer than the expert's; what follows is left as it is
     */
    void show(int round, Batch into);
}
