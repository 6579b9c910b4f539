package skybourse.auction;

import skybourse.numeric.Checks;

/**
 * A fixed share of the gap between the clocks, at least one tick: large steps first, small ones near the end.
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
