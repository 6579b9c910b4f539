package skybourse.learning.headroom;

/** Targets from which the value of a step is learned. */
public enum LearningTarget {
    /** One-step target: reward of the step plus the value of the next visible state; gains from trade are rewarded at the end. */
    ONE_STEP_PAID_AT_THE_END,
    /** One-step target in which a pair is rewarded as soon as it is in both queues, so that the value is that of later rewards. */
    ONE_STEP_PAID_WHEN_SETTLED,
    /** Monte Carlo target: all rewards of the present policy after the step, without the value of a state. */
    WHOLE_EPISODE
}
