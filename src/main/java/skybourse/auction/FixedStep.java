package skybourse.auction;

import skybourse.numeric.Checks;

/**
 * The same step every time, shortened where the clocks meet.
 *
 * @param ticks the step, at least 1
 */
public record FixedStep(long ticks) implements ClockPolicy {

    public FixedStep {
        Checks.positive(ticks, "ticks");
    }

    @Override
    public String name() {
        return "fixed-" + ticks;
    }

    @Override
    public String steps() {
        return ticks == 1 ? "of 1 tick" : "of " + ticks + " ticks";
    }

    @Override
    public long stepTicks(ClockState state) {
        return Math.min(ticks, state.largestStepTicks());
    }
}
