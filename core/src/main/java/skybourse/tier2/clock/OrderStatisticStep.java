package skybourse.tier2.clock;

/**
 * Half the expected distance to the next limit price of the waiting traders, at least one tick.
 *
 * <p>Limit prices are assumed uniform between the start clocks. Of {@code n} limit prices beyond a clock with {@code d} ticks to
 * the other side's start, the nearest is expected {@code d / (n + 1)} away.
 *
 * <p>Loses few trades if limit prices are about uniform: the more traders wait, the smaller the steps. For a narrow band far from
 * the start clocks it takes many messages.
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
