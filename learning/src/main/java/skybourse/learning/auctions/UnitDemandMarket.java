package skybourse.learning.auctions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import skybourse.base.random.ReusableGenerator;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.SampledMarket;

/**
 * Market in which every trader has one lot. Mutable, so that training can resample it; not safe for several threads.
 *
 * <p>Traders with equal limits queue in the order of the arrays. Limits are sampled independently, so this order is random.
 */
public final class UnitDemandMarket {

    /** Lengths of arrays are multiples of this number, so that they consist of complete vectors. */
    private static final int ROOM = 8;

    private final long[] valueTicks;
    private final long[] costTicks;
    private final long[] sortedValues;
    private final long[] sortedCosts;
    private final ReusableGenerator random = new ReusableGenerator(0);
    private int buyers;
    private int sellers;
    private long buyersStartTicks;
    private long sellersStartTicks;

    /** Creates a market with room for given numbers of traders. */
    public UnitDemandMarket(int mostBuyers, int mostSellers) {
        valueTicks = new long[Math.ceilDiv(mostBuyers, ROOM) * ROOM];
        costTicks = new long[Math.ceilDiv(mostSellers, ROOM) * ROOM];
        sortedValues = new long[mostBuyers];
        sortedCosts = new long[mostSellers];
    }

    /** Returns the market's generator, restarted with the seed. */
    ReusableGenerator restart(long seed) {
        random.restart(seed);
        return random;
    }

    /** Sets the numbers of traders. Their limits must be set next. */
    public void size(int buyerCount, int sellerCount) {
        buyers = buyerCount;
        sellers = sellerCount;
    }

    /** Sets the start clocks, ticks. */
    public void clocks(long buyersStart, long sellersStart) {
        buyersStartTicks = buyersStart;
        sellersStartTicks = sellersStart;
    }

    /** Returns the number of buyers. */
    public int buyers() {
        return buyers;
    }

    /** Returns the number of sellers. */
    public int sellers() {
        return sellers;
    }

    /** Returns the start of the buyers' clock. */
    public long buyersStartTicks() {
        return buyersStartTicks;
    }

    /** Returns the start of the sellers' clock. */
    public long sellersStartTicks() {
        return sellersStartTicks;
    }

    /** Returns the buyers' limits, not a copy; only the first {@link #buyers} are used. */
    public long[] valueTicks() {
        return valueTicks;
    }

    /** Returns the sellers' limits, not a copy; only the first {@link #sellers} are used. */
    public long[] costTicks() {
        return costTicks;
    }

    /** Returns the largest attainable gains from trade, in ticks. Allocates no objects. */
    long clairvoyantWelfareTicks() {
        System.arraycopy(valueTicks, 0, sortedValues, 0, buyers);
        System.arraycopy(costTicks, 0, sortedCosts, 0, sellers);
        Arrays.sort(sortedValues, 0, buyers);
        Arrays.sort(sortedCosts, 0, sellers);
        return SampledMarket.clairvoyantWelfareTicks(sortedValues, buyers, sortedCosts, sellers);
    }

    /** Returns this market as an {@link AuctionMarket}. Ids ascend in the order of the arrays. */
    public AuctionMarket market() {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            orders.add(new Bid(String.format(Locale.ROOT, "b%06d", i), 1, valueTicks[i]));
        }
        for (int i = 0; i < sellers; i++) {
            orders.add(new Ask(String.format(Locale.ROOT, "s%06d", i), 1, costTicks[i]));
        }
        return new AuctionMarket(OrderBook.of(orders), buyersStartTicks, sellersStartTicks);
    }
}
