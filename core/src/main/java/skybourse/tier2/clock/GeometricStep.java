package skybourse.tier2.clock;

import skybourse.base.numeric.Checks;

/**
 * Policy whose step is a constant share of the gap between the clocks, at least one tick. Steps are large first and small near the end.
 *
 * <p>It suits start clocks far outside the limit prices if the scale of these prices is unknown. The first steps pass over limit prices
 * near the start clocks. With many traders each large step costs trades, because the policy ignores the queues.
 *
 * @param part the step is the gap divided by this number, at least 1
 */
public record GeometricStep(long part) implements ClockPolicy {

    /** @throws IllegalArgumentException if {@code part} is not positive */
    public GeometricStep {
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
