package skybourse.tier1.equilibrium;

/**
 * Climbs to local maxima of one leader's profit and remembers the best price seen. A maximum is a root of the slope, the
 * kink at capacity where the slope changes sign by jumping, or an end of the range. For one thread.
 *
 * <p>Right for polishing peaks that a scan has seen to the last digits. Wrong as a search of its own: it stays on the hill where it
 * begins, and only the certificate tells that there is no higher one.
 */
final class ProfitClimb {

    private static final int STEPS = 60;
    private static final double LARGEST_STEP = 0.3;
    private static final double AT_CAPACITY = 1e-11;
    private static final double NO_GAIN = 1e-14;
    private static final double SAME_PRICE = 1e-14;

    private final LeaderColumn column;
    private final PriceDemand demand;
    private final double lowest;
    private final double highest;
    private double bestPrice;
    private double bestProfit = Double.NEGATIVE_INFINITY;
    private int looks;

    ProfitClimb(LeaderColumn column, double lowest, double highest) {
        this.column = column;
        this.demand = new PriceDemand(column.game.leaderTable(), column.leader);
        this.lowest = lowest;
        this.highest = highest;
        this.bestPrice = lowest;
    }

    double bestPrice() {
        return bestPrice;
    }

    double bestProfit() {
        return bestProfit;
    }

    /** Returns how many prices were evaluated. */
    int looks() {
        return looks;
    }

    /** Returns the profit at a price outside the range, which cannot become the best. */
    double profitAt(double price) {
        column.evaluate(price, demand);
        looks++;
        return demand.profit();
    }

    /** Returns the profit at a price in the range. */
    double look(double price) {
        double profit = profitAt(price);
        if (profit > bestProfit) {
            bestProfit = profit;
            bestPrice = price;
        }
        return profit;
    }

    /** Climbs from a price between two others, all of them in the range. */
    void from(double start, double low, double high) {
        double left = low;
        double right = high;
        double price = start;
        for (int step = 0; step < STEPS; step++) {
            look(price);
            double slope = slope();
            if (isTop(slope)) {
                return;
            }
            left = slope > 0 ? price : left;
            right = slope > 0 ? right : price;
            assert left <= right : left + " > " + right;
            boolean atEnd = slope > 0 ? price >= highest : price <= lowest;
            if (atEnd || right - left <= SAME_PRICE * right) {
                return;
            }
            double next = target(slope);
            if (next >= right) {
                next = slope > 0 && right == high && price < high ? towards(price, high) : 0.5 * (left + right);
            } else if (next <= left) {
                next = slope < 0 && left == low && price > low ? towards(price, low) : 0.5 * (left + right);
            }
            price = next;
        }
    }

    /** Tells whether a price that sells is as good as a maximum; where nothing is sold the slope is 0, and any is to the left. */
    private boolean isTop(double slope) {
        return demand.load() > 0 && (slope == 0 || noGainLeft(slope));
    }

    /** An end that was not looked at yet may be the maximum, but seldom is: go there only when close. */
    private static double towards(double price, double end) {
        return Math.abs(end - price) < 1e-3 * end ? end : 0.5 * (price + end);
    }

    /** Returns the slope, at the kink the one-sided slope that leads uphill, 0 where both lead down. */
    private double slope() {
        if (!demand.kinked() || Math.abs(demand.load() - demand.capacity()) > AT_CAPACITY * demand.capacity()) {
            return demand.slope();
        }
        double above = demand.slopeAboveKink();
        return above > 0 ? above : Math.min(0, demand.slopeBelowKink());
    }

    private boolean noGainLeft(double slope) {
        double curvature = demand.curvature();
        return curvature < 0 && slope * slope / (-2 * curvature) <= NO_GAIN * Math.abs(demand.profit());
    }

    /** Returns the Newton price, not past the kink and not too far. */
    private double target(double slope) {
        double price = demand.price();
        double curvature = demand.curvature();
        double reach = LARGEST_STEP * price;
        double step = curvature < 0 ? Math.clamp(-slope / curvature, -reach, reach) : Math.copySign(reach, slope);
        double excess = demand.load() - demand.capacity();
        if (demand.kinked()
                && excess > 0 == slope > 0
                && demand.loadSlope() < 0
                && Math.abs(excess) > AT_CAPACITY * demand.capacity()) {
            double toKink = -excess / demand.loadSlope();
            if (Math.abs(toKink) < Math.abs(step)) {
                return price + toKink;
            }
        }
        return price + step;
    }
}
