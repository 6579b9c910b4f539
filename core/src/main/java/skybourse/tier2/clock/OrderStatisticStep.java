package skybourse.tier2.clock;

/**
 * Policy whose step is half the expected distance to the next limit price of the waiting traders, at least one tick.
 *
 * <p>Limit prices are assumed uniform between the start clocks. If n limit prices are beyond a clock that is d ticks away from the other
 * side's start, the nearest of them is expected at a distance of {@code d / (n + 1)}.
 *
 * <p>It loses few trades if limit prices are about uniform, because steps are smaller if more traders wait. If limit prices are in a narrow
 * band far from the start clocks, it takes many messages.
 */
public record OrderStatisticStep() implements ClockPolicy {

    /** Name on a command line and in files. */
    public static final String NAME = "order-statistics";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String steps() {
        return "by " + NAME + ", not learned";
    }

    @Override
    public long stepTicks(ClockState state) {
        long distance = state.ticksToGo(state.active());
        long half = distance / (2L * (state.activeSide().waiting() + 1));
        return Math.clamp(half, 1, state.largestStepTicks());
    }
}
