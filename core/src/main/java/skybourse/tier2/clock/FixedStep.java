package skybourse.tier2.clock;

import skybourse.base.numeric.Checks;

/**
 * The same step every time, shortened where the clocks meet.
 *
 * <p>Right where nothing is known of the limits, and at one tick where a reduction has to be truthful: then no trade is lost
 * under {@code shorter} turns. Wrong where talk is dear: small steps announce long stretches that nobody accepts, large ones
 * jump over trades.
 *
 * @param ticks the step, at least 1
 */
public record FixedStep(long ticks) implements ClockPolicy {

    /** What it goes by where the step is given apart. */
    public static final String NAME = "fixed";

    public FixedStep {
        Checks.positive(ticks, "ticks");
    }

    @Override
    public String name() {
        return NAME + "-" + ticks;
    }

    @Override
    public String steps() {
        return ticks == 1 ? "of 1 tick" : "of " + ticks + " ticks";
    }

    @Override
    public long leastStepTicks(long gapTicks) {
        return ticks;
    }

    @Override
    public long stepTicks(ClockState state) {
        return Math.min(ticks, state.largestStepTicks());
    }
}
