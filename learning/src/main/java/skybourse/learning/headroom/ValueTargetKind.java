package skybourse.learning.headroom;

/** Kind of target from which a learner learns the value of a step. */
public enum ValueTargetKind {
    /** One-step target: the reward of the step plus the value of the next visible state. Gains from trade are rewarded at the end. */
    ONE_STEP_PAID_AT_THE_END,
    /**
     * One-step target in which the gains of a pair are rewarded as soon as both queues contain it. The value of a state then covers only later
     * rewards.
     */
    ONE_STEP_PAID_WHEN_SETTLED,
    /** Monte Carlo target: the sum of all rewards until the end of the episode, if the present policy is followed after the step. */
    WHOLE_EPISODE
}
