package skybourse.tier2.clock;

import skybourse.base.numeric.Checks;

/**
 * Policy with a constant step, shortened where the clocks meet.
 *
 * <p>The policy needs no knowledge of the limit prices. With one tick and {@code shorter} turns, the step loses no trade, and the
 * reductions are ex-post truthful for traders with one lot if the start clocks are at or beyond all values. Small steps cause many
 * announcements without acceptances. Large steps lose trades.
 *
 * @param ticks the step, at least 1
 */
public record FixedStep(long ticks) implements ClockPolicy {

    /** Name of the policy without the size of its step. */
    public static final String NAME = "fixed";

    /** @throws IllegalArgumentException if {@code ticks} is not positive */
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
