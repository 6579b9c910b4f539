package skybourse.tier2.audit;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.fast.ClockStopGrid;
import skybourse.tier2.clock.fast.FixedStepAuction;

/** Distinct outcomes, each a price and a probability of trade, to which the reports of one class of traders lead. Not thread-safe. */
final class ReportOutcomes {

    /** Report of a trader that does not take part. */
    static final long STAYS_AWAY = Long.MIN_VALUE;

    /** Expected utility as a fraction, {@code halfTicks / over}. */
    record Utility(long halfTicks, int over) implements Comparable<Utility> {

        static final Utility NOTHING = new Utility(0, 1);

        @Override
        public int compareTo(Utility other) {
            if (over == other.over) {
                return Long.compare(halfTicks, other.halfTicks);
            }
            // The products may need up to 85 bits, so their high words are compared first.
            int high = Long.compare(Math.multiplyHigh(halfTicks, other.over), Math.multiplyHigh(other.halfTicks, over));
            return high != 0 ? high : Long.compareUnsigned(halfTicks * other.over, other.halfTicks * over);
        }
    }

    private final ClockStopGrid grid;
    private long[] price = new long[16];
    private int[] spots = new int[16];
    private int[] group = new int[16];
    private int[] stop = new int[16];
    private int size;
    private boolean truthTrades;
    private long truthPrice;
    private int truthSpots;
    private int truthGroup;

    ReportOutcomes(ClockStopGrid grid) {
        this.grid = grid;
    }

    /** Stores the present outcome of the auction as that of a truthful report. */
    void setTruth(FixedStepAuction auction, boolean trades) {
        truthTrades = trades;
        truthPrice = auction.priceHalfTicks();
        truthSpots = auction.spots();
        truthGroup = auction.group();
    }

    /** Adds the present outcome of the auction for a report. Of outcomes with equal probability only the best price is stored. */
    void add(FixedStepAuction auction, int report) {
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

    private void set(int i, FixedStepAuction auction, int report) {
        assert 0 < auction.spots() && auction.spots() <= auction.group() : "a chance lies in (0, 1]";
        price[i] = auction.priceHalfTicks();
        spots[i] = auction.spots();
        group[i] = auction.group();
        stop[i] = report;
    }

    /**
     * Stores a trader's truthful utility and its best report in {@code gains}. {@code replay} converts the stop that the class's
     * representative reports to the stop that the trader must report.
     */
    void best(FixedStepMisreportGains.OfSide gains, int trader, long limitTicks, IntUnaryOperator replay) {
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
