package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/** Queues at the end of an auction, as needed for its prices. */
public interface AcceptedLotQueues {

    /** Returns the number of lots in a side's queue. */
    int length(Side side);

    /**
     * Returns the clock price at which an entry joined its queue.
     *
     * @param entry from 1 to the length of the queue
     */
    long stopTicks(Side side, int entry);

    /** Returns the number of matched pairs. */
    default int pairs() {
        return Math.min(length(Side.BUYERS), length(Side.SELLERS));
    }
}
