package skybourse.learning.headroom;

/** What the value of a step is learned from. */
public enum Targets {
    /** One step and the value of the visible state that follows; gains from trade are paid at the end. */
    ONE_STEP_PAID_AT_THE_END,
    /** The same, but a pair is paid as soon as both queues hold it, so that the value is of what is still to come. */
    ONE_STEP_PAID_WHEN_SETTLED,
    /** All that the present policy earns after the step: Monte Carlo, no value of a state. */
    WHOLE_EPISODE
}
