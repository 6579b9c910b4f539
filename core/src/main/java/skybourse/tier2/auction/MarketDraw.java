package skybourse.tier2.auction;

import java.util.Arrays;

/**
 * One market: everybody's limit, one lot each.
 *
 * @param bidTicks long[buyers]
 * @param askTicks long[sellers]
 */
public record MarketDraw(long[] bidTicks, long[] askTicks) {

    /** Returns the limits as orders. */
    public OrderBook book() {
        return OrderBook.unitDemand(bidTicks, askTicks);
    }

    /** Returns the most that trade can gain, in ticks. */
    public long clairvoyantWelfareTicks() {
        long[] bids = bidTicks.clone();
        long[] asks = askTicks.clone();
        Arrays.sort(bids);
        Arrays.sort(asks);
        return clairvoyantWelfareTicks(bids, bids.length, asks, asks.length);
    }

    /**
     * Returns the same of limits in ascending order, of which the first so many count.
     *
     * @param bids long[at least buyers]
     * @param asks long[at least sellers]
     */
    public static long clairvoyantWelfareTicks(long[] bids, int buyers, long[] asks, int sellers) {
        long welfare = 0;
        for (int k = 0; k < Math.min(buyers, sellers); k++) {
            welfare += Math.max(0, bids[buyers - 1 - k] - asks[k]);
        }
        return welfare;
    }
}
