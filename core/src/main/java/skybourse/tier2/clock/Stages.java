package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * Six numbers: each side's clock first leaps, then moves until one of its lots has queued, then goes on, by so many fiftieths of the gap between
 * the start clocks.
 *
 * <p>Right where markets are of very different size and nothing is to be trained: most of what a network learns of a scenario's rounds. Wrong where
 * limits lie near the start clocks, which the first leap jumps over.
 *
 * @param buyersLeap of the buyers' first choice
 * @param buyersUntil of theirs until a lot has queued
 * @param buyersAfter of theirs from then on
 * @param sellersLeap of the sellers' first choice
 * @param sellersUntil of theirs until a lot has queued
 * @param sellersAfter of theirs from then on
 */
public record Stages(
        double buyersLeap,
        double buyersUntil,
        double buyersAfter,
        double sellersLeap,
        double sellersUntil,
        double sellersAfter)
        implements ClockPolicy {

    private static final int PARTS = 50;

    /** Returns the numbers that were best on 240 drawn scenarios, changed one by one until none was better. */
    public static Stages standard() {
        return new Stages(13, 3, 3.5, 13, 3.5, 2);
    }

    @Override
    public String name() {
        return "stages";
    }

    @Override
    public long stepTicks(ClockState state) {
        boolean buyers = state.active() == Side.BUYERS;
        ClockState.SideState mover = state.mover();
        double leap = buyers ? buyersLeap : sellersLeap;
        double until = buyers ? buyersUntil : sellersUntil;
        double after = buyers ? buyersAfter : sellersAfter;
        double fiftieths = mover.queuedLots() > 0 ? after : mover.clockTicks() == mover.startTicks() ? leap : until;
        long ticks = Math.round(fiftieths * state.startGapTicks() / PARTS);
        return Math.clamp(ticks, 1, state.largestStepTicks());
    }
}
