package skybourse.tier2.clock.dropout;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Policy by which both clocks jump to one price, the sellers' clock first.
 *
 * <p>The policy needs an estimate of the values of lots. In small markets with several lots per trader hardly any policy gains more. The
 * price does not adapt to the market.
 *
 * @param priceTicks the price; a price outside the start clocks becomes the nearest start clock
 */
public record PostedPricePolicy(long priceTicks) implements DropOutPolicy {

    /**
     * Returns the policy with the best of the tried prices by the total gains from trade in earlier markets. Tried are {@code lowTicks} and
     * the limit prices of these markets, clamped to the range; a price between them may be better, because the larger side is rationed by
     * lottery. If several tried prices have the same gains, the lowest is taken.
     *
     * @param seen the earlier markets
     * @param lowTicks lowest price
     * @param highTicks highest price
     */
    public static PostedPricePolicy best(List<OrderBook> seen, long lowTicks, long highTicks) {
        SortedSet<Long> prices = new TreeSet<>(List.of(lowTicks));
        seen.forEach(book ->
                book.orders().forEach(order -> prices.add(Math.clamp(order.limitTicks(), lowTicks, highTicks))));
        long best = lowTicks;
        long most = -1;
        for (long price : prices) {
            long gains = 0;
            for (int i = 0; i < seen.size(); i++) {
                var posted = new DropOutAuction(price, price, new PostedPricePolicy(price));
                gains += posted.clear(seen.get(i), new TieOrder.Lottery(0, i)).welfareTicks(seen.get(i));
            }
            if (gains > most) {
                best = price;
                most = gains;
            }
        }
        return new PostedPricePolicy(best);
    }

    @Override
    public String name() {
        return "posted-" + priceTicks;
    }

    @Override
    public boolean needsPrior() {
        return true;
    }

    @Override
    public boolean dependsOnLeavers() {
        return false;
    }

    @Override
    public Move next(DropOutState state) {
        long fall = state.clockTicks(Side.SELLERS) - priceTicks;
        return fall > 0
                ? new Move(Side.SELLERS, Math.min(fall, state.gapTicks()))
                : new Move(Side.BUYERS, state.gapTicks());
    }
}
