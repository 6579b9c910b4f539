package skybourse.learning.training;

import skybourse.tier2.auction.OrderBook;

/**
 * One market to hold an auction on.
 *
 * @param book true limits of all lots; among equals ids in ascending order come first
 * @param buyersStartTicks where the buyers' clock starts
 * @param sellersStartTicks where the sellers' clock starts
 */
public record AuctionMarket(OrderBook book, long buyersStartTicks, long sellersStartTicks) {

    /** Returns the gap between the start clocks. */
    public long gapTicks() {
        return buyersStartTicks - sellersStartTicks;
    }
}
