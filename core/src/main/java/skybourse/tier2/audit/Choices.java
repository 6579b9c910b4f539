package skybourse.tier2.audit;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.fast.StopAuction;
import skybourse.tier2.clock.fast.StopGrid;

/** The distinct offers (price and chance) that the reports of one class of traders lead to. Mutable, for one thread. */
final class Choices {

    /** Stands for no report at all. */
    static final long STAYS_AWAY = Long.MIN_VALUE;

    /** An expected utility, {@code halfTicks / over}. */
    record Utility(long halfTicks, int over) implements Comparable<Utility> {

        static final Utility NOTHING = new Utility(0, 1);

        @Override
        public int compareTo(Utility other) {
            if (over == other.over) {
                return Long.compare(halfTicks, other.halfTicks);
            }
            // the products may need 85 bits
            int high = Long.compare(Math.multiplyHigh(halfTicks, other.over), Math.multiplyHigh(other.halfTicks, over));
            return high != 0 ? high : Long.compareUnsigned(halfTicks * other.over, other.halfTicks * over);
        }
    }

    private final StopGrid grid;
    private long[] price = new long[16];
    private int[] spots = new int[16];
    private int[] group = new int[16];
    private int[] stop = new int[16];
    private int size;
    private boolean truthTrades;
    private long truthPrice;
    private int truthSpots;
    private int truthGroup;

    Choices(StopGrid grid) {
        this.grid = grid;
    }

    /** Keeps what the auction says about the truth. */
    void setTruth(StopAuction auction, boolean trades) {
        truthTrades = trades;
        truthPrice = auction.priceHalfTicks();
        truthSpots = auction.spots();
        truthGroup = auction.group();
    }

    /** Adds what the auction says about a report, unless the same offer, or a better one at the same chance, is there. */
    void add(StopAuction auction, int report) {
        for (int i = 0; i < size; i++) {
            if ((long) spots[i] * auction.group() == (long) auction.spots() * group[i]) {
                boolean better = grid.side() == Side.BUYERS
                        ? auction.priceHalfTicks() < price[i]
                        : auction.priceHalfTicks() > price[i];
                if (better) {
                    set(i, auction, report);
                }
                return;
            }
        }
        if (size == price.length) {
            price = Arrays.copyOf(price, 2 * size);
            spots = Arrays.copyOf(spots, 2 * size);
            group = Arrays.copyOf(group, 2 * size);
            stop = Arrays.copyOf(stop, 2 * size);
        }
        set(size++, auction, report);
    }

    private void set(int i, StopAuction auction, int report) {
        assert 0 < auction.spots() && auction.spots() <= auction.group() : "a chance lies in (0, 1]";
        price[i] = auction.priceHalfTicks();
        spots[i] = auction.spots();
        group[i] = auction.group();
        stop[i] = report;
    }

    /** Writes a trader's truth and best choice; {@code replay} turns a class's stop into one for the trader itself. */
    void best(FixedStepGains.OfSide gains, int trader, long limitTicks, IntUnaryOperator replay) {
        Side side = grid.side();
        Utility truth = truthTrades ? utility(side, limitTicks, truthPrice, truthSpots, truthGroup) : Utility.NOTHING;
        Utility best = truth;
        long report = limitTicks;
        if (best.halfTicks() < 0) {
            best = Utility.NOTHING;
            report = STAYS_AWAY;
        }
        for (int i = 0; i < size; i++) {
            Utility other = utility(side, limitTicks, price[i], spots[i], group[i]);
            if (other.compareTo(best) > 0) {
                best = other;
                report = grid.ticks(replay.applyAsInt(stop[i]));
            }
        }
        gains.set(trader, truth, best, report);
    }

    private static Utility utility(Side side, long limit, long priceHalfTicks, int spots, int group) {
        long each = side == Side.BUYERS ? 2 * limit - priceHalfTicks : priceHalfTicks - 2 * limit;
        return new Utility(each * spots, group);
    }
}
