package skybourse.tier2.clock;

/**
 * Half the expected distance to the next limit among those waiting, at least one tick.
 *
 * <p>Right where limits are about uniform and hardly a trade may be lost: the more wait, the finer it steps. Wrong where they lie
 * in a narrow band far from the start clocks: it creeps towards them with many messages.
 *
 * <p>Limits are taken for uniform between the start clocks: {@code n} of them below a clock that has {@code d} ticks to go
 * to the other side's start are expected to have the nearest {@code d / (n + 1)} away.
 */
public record OrderStatistics() implements ClockPolicy {

    /** Its name on a command line and in files. */
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
        long half = distance / (2L * (state.mover().waiting() + 1));
        return Math.clamp(half, 1, state.largestStepTicks());
    }
}
