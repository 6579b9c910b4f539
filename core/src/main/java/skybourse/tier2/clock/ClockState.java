package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * State that an auctioneer observes before a clock moves. It contains no limit price.
 *
 * @param active the side whose clock moves next
 * @param step number of announcements so far
 * @param buyers the buyers' side
 * @param sellers the sellers' side
 */
public record ClockState(Side active, int step, SideState buyers, SideState sellers) {

    /**
     * State of one side.
     *
     * @param startTicks start of its clock
     * @param clockTicks present price of its clock
     * @param waiting number of participants with a lot not yet accepted
     * @param queuedLots number of accepted lots
     * @param announced whether a price has been announced to the side
     */
    public record SideState(long startTicks, long clockTicks, int waiting, int queuedLots, boolean announced) {}

    /** Returns the largest legal step, which is the gap between the clocks. The smallest legal step is 1. */
    public long largestStepTicks() {
        return buyers.clockTicks() - sellers.clockTicks();
    }

    /** Returns the gap between the start clocks. */
    public long startGapTicks() {
        return buyers.startTicks() - sellers.startTicks();
    }

    /** Returns the active side's state. */
    public SideState activeSide() {
        return active == Side.BUYERS ? buyers : sellers;
    }

    /** Returns the distance from a side's clock to the other side's start clock, in ticks. */
    public long ticksToGo(Side side) {
        return side == Side.BUYERS
                ? buyers.clockTicks() - sellers.startTicks()
                : buyers.startTicks() - sellers.clockTicks();
    }
}
