package skybourse.tier2.auction;

/**
 * Trade of one lot. If the prices differ, the house keeps or pays the difference.
 *
 * @param bid the buyer's order
 * @param ask the seller's order
 * @param buyerPriceHalfTicks price that the buyer pays
 * @param sellerPriceHalfTicks price that the seller receives
 */
public record Trade(Bid bid, Ask ask, long buyerPriceHalfTicks, long sellerPriceHalfTicks) {

    /** Returns the house's surplus from this trade, in half ticks; negative if it pays. */
    public long houseHalfTicks() {
        return buyerPriceHalfTicks - sellerPriceHalfTicks;
    }
}
