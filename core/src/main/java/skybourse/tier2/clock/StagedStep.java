package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * Policy with three step sizes for each side, one for each stage of the auction, in fiftieths of the gap between the start clocks. Each
 * side's clock takes a large first step, then steps of one size until a lot of its side has queued, then steps of another size. If a lot
 * accepts the start price, the clock takes steps of the last size only. Each step is at least one tick.
 *
 * <p>The policy suits markets of very different sizes without training, and attains most of what a network learns in a scenario's rounds.
 * The first step passes over limit prices near the start clocks.
 *
 * @param buyersLeap first step of the buyers' clock
 * @param buyersUntil its steps until a lot has queued
 * @param buyersAfter its steps from then on
 * @param sellersLeap first step of the sellers' clock
 * @param sellersUntil its steps until a lot has queued
 * @param sellersAfter its steps from then on
 */
public record StagedStep(
        double buyersLeap,
        double buyersUntil,
        double buyersAfter,
        double sellersLeap,
        double sellersUntil,
        double sellersAfter)
        implements ClockPolicy {

    private static final int PARTS = 50;

    /** Returns the parameters that were best on 240 random scenarios, found by coordinate search. */
    public static StagedStep standard() {
        return new StagedStep(13, 3, 3.5, 13, 3.5, 2);
    }

    @Override
    public String name() {
        return "stages";
    }

    @Override
    public long stepTicks(ClockState state) {
        boolean buyers = state.active() == Side.BUYERS;
        ClockState.SideState mover = state.activeSide();
        double leap = buyers ? buyersLeap : sellersLeap;
        double until = buyers ? buyersUntil : sellersUntil;
        double after = buyers ? buyersAfter : sellersAfter;
        double fiftieths = mover.queuedLots() > 0 ? after : mover.clockTicks() == mover.startTicks() ? leap : until;
        long ticks = Math.round(fiftieths * state.startGapTicks() / PARTS);
        return Math.clamp(ticks, 1, state.largestStepTicks());
    }
}
