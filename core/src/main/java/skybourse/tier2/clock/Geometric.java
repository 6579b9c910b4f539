package skybourse.tier2.clock;

import skybourse.base.numeric.Checks;

/**
 * A fixed share of the gap between the clocks, at least one tick: large steps first, small ones near the end.
 *
 * <p>Right where start clocks lie far outside the limits and the scale is not known. Wrong where many limits lie near the start
 * clocks, which the first steps jump over, or where many traders make every jump cost trades; it does not look at the queues.
 *
 * @param part the share is one part in this many, at least 1
 */
public record Geometric(long part) implements ClockPolicy {

    public Geometric {
        Checks.positive(part, "part");
    }

    @Override
    public String name() {
        return "geometric-" + part;
    }

    @Override
    public long stepTicks(ClockState state) {
        return Math.max(1, state.largestStepTicks() / part);
    }
}
