package skybourse.tier2.auction;

/**
 * One lot that changes hands; the two prices differ where the house keeps or pays the difference.
 *
 * @param bid the buyer's order
 * @param ask the seller's order
 * @param buyerPriceHalfTicks what the buyer pays
 * @param sellerPriceHalfTicks what the seller gets
 */
public record Trade(Bid bid, Ask ask, long buyerPriceHalfTicks, long sellerPriceHalfTicks) {

    /** Returns what the house keeps of this trade, below zero where it pays. */
    public long houseHalfTicks() {
        return buyerPriceHalfTicks - sellerPriceHalfTicks;
    }
}
