package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * What an auctioneer sees when a clock is about to move; it never sees a limit.
 *
 * @param active the side whose clock moves next
 * @param step announcements so far
 * @param buyers the buyers' side
 * @param sellers the sellers' side
 */
public record ClockState(Side active, int step, SideState buyers, SideState sellers) {

    /**
     * One side.
     *
     * @param startTicks where its clock started
     * @param clockTicks where it stands
     * @param waiting participants with a lot not yet accepted
     * @param queuedLots lots accepted
     * @param announced whether the side has been announced yet
     */
    public record SideState(long startTicks, long clockTicks, int waiting, int queuedLots, boolean announced) {}

    /** Returns the largest legal step, the gap between the clocks; the smallest is 1. */
    public long largestStepTicks() {
        return buyers.clockTicks() - sellers.clockTicks();
    }

    /** Returns the gap between the clocks at the start. */
    public long startGapTicks() {
        return buyers.startTicks() - sellers.startTicks();
    }

    /** Returns the active side's state. */
    public SideState mover() {
        return active == Side.BUYERS ? buyers : sellers;
    }

    /** Returns how far a side's clock is from the other side's start. */
    public long ticksToGo(Side side) {
        return side == Side.BUYERS
                ? buyers.clockTicks() - sellers.startTicks()
                : buyers.startTicks() - sellers.clockTicks();
    }
}
