package skybourse.tier1.bestresponse;

import java.util.Arrays;

/**
 * Climbs to local maxima of one leader's profit and remembers the best price seen. A maximum is a root of the slope, the
 * kink at capacity where the slope changes sign by jumping, or an end of the range. For one thread.
 *
 * <p>Right for polishing peaks that a scan has seen to the last digits. Wrong as a search of its own: it stays on the hill where it
 * begins, and only the certificate tells that there is no higher one.
 */
public final class ProfitClimb {

    private static final int STEPS = 60;
    private static final double LARGEST_STEP = 0.3;
    private static final double AT_CAPACITY = 1e-11;
    private static final double NO_GAIN = 1e-14;
    private static final double SAME_PRICE = 1e-14;

    private final LeaderColumn[] columns;
    private final double[] chances;
    private final PriceDemand[] demands;
    private final double lowest;
    private final double highest;
    private double bestPrice;
    private double bestProfit = Double.NEGATIVE_INFINITY;
    private int looks;

    public ProfitClimb(LeaderColumn column, double lowest, double highest) {
        this(new LeaderColumn[] {column}, new double[] {1}, lowest, highest);
    }

    /** Climbs the expected profit over what the rivals draw: the leader's column and the chance of each draw. */
    public ProfitClimb(LeaderColumn[] columns, double[] chances, double lowest, double highest) {
        this.columns = columns;
        this.chances = chances;
        this.demands = new PriceDemand[columns.length];
        Arrays.setAll(demands, k -> new PriceDemand(columns[k].game.leaderTable(), columns[k].leader));
        this.lowest = lowest;
        this.highest = highest;
        this.bestPrice = lowest;
    }

    public double bestPrice() {
        return bestPrice;
    }

    public double bestProfit() {
        return bestProfit;
    }

    /** Returns how many prices were evaluated. */
    int looks() {
        return looks;
    }

    /** Returns the profit at a price outside the range, which cannot become the best. */
    public double profitAt(double price) {
        double profit = 0;
        for (int k = 0; k < demands.length; k++) {
            columns[k].evaluate(price, demands[k]);
            profit += chances[k] * demands[k].profit();
        }
        looks++;
        return profit;
    }

    /** Returns the profit at a price in the range. */
    public double look(double price) {
        double profit = profitAt(price);
        if (profit > bestProfit) {
            bestProfit = profit;
            bestPrice = price;
        }
        return profit;
    }

    /** Climbs from a price between two others, all of them in the range. */
    public void from(double start, double low, double high) {
        double left = low;
        double right = high;
        double price = start;
        for (int step = 0; step < STEPS; step++) {
            double profit = look(price);
            double slope = slope();
            if (isTop(slope, profit)) {
                return;
            }
            left = slope > 0 ? price : left;
            right = slope > 0 ? right : price;
            assert left <= right : left + " > " + right;
            boolean atEnd = slope > 0 ? price >= highest : price <= lowest;
            if (atEnd || right - left <= SAME_PRICE * right) {
                return;
            }
            double next = target(slope, price);
            if (next >= right) {
                next = slope > 0 && right == high && price < high ? towards(price, high) : 0.5 * (left + right);
            } else if (next <= left) {
                next = slope < 0 && left == low && price > low ? towards(price, low) : 0.5 * (left + right);
            }
            price = next;
        }
    }

    /** Tells whether a price that sells is as good as a maximum; where nothing is sold the slope is 0, and any is to the left. */
    private boolean isTop(double slope, double profit) {
        double load = 0;
        for (PriceDemand demand : demands) {
            load += demand.load();
        }
        return load > 0 && (slope == 0 || noGainLeft(slope, profit));
    }

    /** An end that was not looked at yet may be the maximum, but seldom is: go there only when close. */
    private static double towards(double price, double end) {
        return Math.abs(end - price) < 1e-3 * end ? end : 0.5 * (price + end);
    }

    /** Returns the slope, at a draw's kink the one-sided slope that leads uphill, 0 where both lead down. */
    private double slope() {
        double above = 0;
        double below = 0;
        for (int k = 0; k < demands.length; k++) {
            boolean atKink = isAtKink(demands[k]);
            above += chances[k] * (atKink ? demands[k].slopeAboveKink() : demands[k].slope());
            below += chances[k] * (atKink ? demands[k].slopeBelowKink() : demands[k].slope());
        }
        return above > 0 ? above : Math.min(0, below);
    }

    private static boolean isAtKink(PriceDemand demand) {
        return demand.kinked() && Math.abs(demand.load() - demand.capacity()) <= AT_CAPACITY * demand.capacity();
    }

    private double curvature() {
        double curvature = 0;
        for (int k = 0; k < demands.length; k++) {
            curvature += chances[k] * demands[k].curvature();
        }
        return curvature;
    }

    private boolean noGainLeft(double slope, double profit) {
        double curvature = curvature();
        return curvature < 0 && slope * slope / (-2 * curvature) <= NO_GAIN * Math.abs(profit);
    }

    /** Returns the Newton price, not past a kink and not too far. */
    private double target(double slope, double price) {
        double curvature = curvature();
        double reach = LARGEST_STEP * price;
        double step = curvature < 0 ? Math.clamp(-slope / curvature, -reach, reach) : Math.copySign(reach, slope);
        for (PriceDemand demand : demands) {
            double excess = demand.load() - demand.capacity();
            if (demand.kinked() && excess > 0 == slope > 0 && demand.loadSlope() < 0 && !isAtKink(demand)) {
                double toKink = -excess / demand.loadSlope();
                step = Math.abs(toKink) < Math.abs(step) ? toKink : step;
            }
        }
        return price + step;
    }
}
