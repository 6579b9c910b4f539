package skybourse.learning.episodes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import skybourse.base.random.ReusableGenerator;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;

/**
 * One market in which everyone wants one lot; mutable, so that one can be drawn again and again.
 *
 * <p>Among equals who comes first in the arrays comes first in the queue: places are drawn with the values, so this is a lot.
 */
public final class UnitMarket {

    /** Arrays have whole multiples of this, so that vectors fit. */
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

    /** Makes room for so many. */
    public UnitMarket(int mostBuyers, int mostSellers) {
        valueTicks = new long[Math.ceilDiv(mostBuyers, ROOM) * ROOM];
        costTicks = new long[Math.ceilDiv(mostSellers, ROOM) * ROOM];
        sortedValues = new long[mostBuyers];
        sortedCosts = new long[mostSellers];
    }

    /** Returns the market's own generator, started over from the seed. */
    ReusableGenerator restart(long seed) {
        random.restart(seed);
        return random;
    }

    /** Sets how many there are; their values are to be filled in next. */
    public void size(int buyerCount, int sellerCount) {
        buyers = buyerCount;
        sellers = sellerCount;
    }

    /** Sets where the clocks start. */
    public void clocks(long buyersStart, long sellersStart) {
        buyersStartTicks = buyersStart;
        sellersStartTicks = sellersStart;
    }

    public int buyers() {
        return buyers;
    }

    public int sellers() {
        return sellers;
    }

    public long buyersStartTicks() {
        return buyersStartTicks;
    }

    public long sellersStartTicks() {
        return sellersStartTicks;
    }

    /** Returns the buyers' limits, of which the first {@link #buyers} count; not a copy. */
    public long[] valueTicks() {
        return valueTicks;
    }

    /** Returns the sellers' limits, of which the first {@link #sellers} count; not a copy. */
    public long[] costTicks() {
        return costTicks;
    }

    /** Returns the most that trade can gain, in ticks; makes nothing anew. */
    long clairvoyantWelfareTicks() {
        System.arraycopy(valueTicks, 0, sortedValues, 0, buyers);
        System.arraycopy(costTicks, 0, sortedCosts, 0, sellers);
        Arrays.sort(sortedValues, 0, buyers);
        Arrays.sort(sortedCosts, 0, sellers);
        return MarketDraw.clairvoyantWelfareTicks(sortedValues, buyers, sortedCosts, sellers);
    }

    /** Returns the same market as orders; ids in ascending order are in the order of the arrays. */
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
