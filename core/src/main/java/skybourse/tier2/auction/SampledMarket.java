package skybourse.tier2.auction;

import java.util.Arrays;

/**
 * Limit prices of one sampled market with one lot per trader. Arrays are not copied.
 *
 * @param bidTicks {@code long[buyers]}
 * @param askTicks {@code long[sellers]}
 */
public record SampledMarket(long[] bidTicks, long[] askTicks) {

    /**
     * Returns the limit prices as an order book.
     *
     * @throws IllegalArgumentException if a limit price is not in {@code [-MAX_TICKS, MAX_TICKS]}
     */
    public OrderBook book() {
        return OrderBook.unitDemand(bidTicks, askTicks);
    }

    /** Returns the maximum gains from trade, in ticks. */
    public long clairvoyantWelfareTicks() {
        long[] bids = bidTicks.clone();
        long[] asks = askTicks.clone();
        Arrays.sort(bids);
        Arrays.sort(asks);
        return clairvoyantWelfareTicks(bids, bids.length, asks, asks.length);
    }

    /**
     * Returns the maximum gains from trade of sorted limit prices, in ticks.
     *
     * @param bids {@code long[]}; only the first {@code buyers} elements are read; they must be in ascending order
     * @param asks {@code long[]}; only the first {@code sellers} elements are read; they must be in ascending order
     */
    public static long clairvoyantWelfareTicks(long[] bids, int buyers, long[] asks, int sellers) {
        long welfare = 0;
        for (int k = 0; k < Math.min(buyers, sellers); k++) {
            welfare += Math.max(0, bids[buyers - 1 - k] - asks[k]);
        }
        return welfare;
    }
}
