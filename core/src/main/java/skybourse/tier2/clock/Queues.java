package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/** The two queues at the end of an auction, as far as a price needs them. */
public interface Queues {

    /** Returns how many lots queue. */
    int length(Side side);

    /**
     * Returns where the clock stood when an entry joined its queue.
     *
     * @param entry from 1 to the queue's length
     */
    long stopTicks(Side side, int entry);

    /** Returns how many lots of both queues face each other. */
    default int pairs() {
        return Math.min(length(Side.BUYERS), length(Side.SELLERS));
    }
}
