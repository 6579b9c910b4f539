package skybourse.tier1.bestresponse;

import java.util.Arrays;

/**
 * Local maximization of one leader's profit, or expected profit, by safeguarded Newton steps. Stores the best price evaluated.
 *
 * <p>A local maximum is a root of the slope, a kink of the cost if the slope changes sign there, or an end of the range. The
 * method refines a maximum near its start to about the last digits; it does not search for the global maximum. Not thread-safe.
 */
public final class ProfitClimb {

    private static final int STEPS = 60;

    /** Largest step, relative to the price. */
    private static final double LARGEST_STEP = 0.3;

    /** Distance of the load from a kink of the cost, relative to the kink's load, up to which the price counts as the kink. */
    private static final double AT_KINK = 1e-11;

    /** Predicted gain of a Newton step, relative to the profit, up to which a price counts as a maximum. */
    private static final double NO_GAIN = 1e-14;

    /** Relative width of the bracket below which the search ends. */
    private static final double SAME_PRICE = 1e-14;

    private final LeaderDemandCurve[] columns;
    private final double[] chances;
    private final PriceDemand[] demands;
    private final double lowest;
    private final double highest;
    private double bestPrice;
    private double bestProfit = Double.NEGATIVE_INFINITY;
    private int looks;

    /**
     * Creates a search for the maximum of the profit from one column. Nothing is evaluated yet.
     *
     * @param column the leader's demand
     * @param lowest lower end of the price range, money/bit
     * @param highest upper end of the price range, money/bit
     */
    public ProfitClimb(LeaderDemandCurve column, double lowest, double highest) {
        this(new LeaderDemandCurve[] {column}, new double[] {1}, lowest, highest);
    }

    /**
     * Creates a search for the maximum of the expected profit if rivals randomize. Nothing is evaluated yet.
     *
     * @param columns the leader's demand at each combination of sampled rival prices
     * @param chances the probability of each column
     * @param lowest lower end of the price range, money/bit
     * @param highest upper end of the price range, money/bit
     */
    public ProfitClimb(LeaderDemandCurve[] columns, double[] chances, double lowest, double highest) {
        this.columns = columns;
        this.chances = chances;
        this.demands = new PriceDemand[columns.length];
        Arrays.setAll(demands, k -> new PriceDemand(columns[k].game.leaderTable(), columns[k].leader));
        this.lowest = lowest;
        this.highest = highest;
        this.bestPrice = lowest;
    }

    /**
     * Returns the most profitable price that {@link #evaluate} or {@link #climbFrom} has evaluated, money/bit; before the first evaluation,
     * the lowest price.
     */
    public double bestPrice() {
        return bestPrice;
    }

    /** Returns the profit at {@link #bestPrice}, money; negative infinity before the first evaluation. */
    public double bestProfit() {
        return bestProfit;
    }

    /** Returns the number of evaluated prices. */
    int evaluations() {
        return looks;
    }

    /** Returns the profit at any finite price, money. Does not change the best price. */
    public double profitAt(double price) {
        double profit = 0;
        for (int k = 0; k < demands.length; k++) {
            columns[k].evaluate(price, demands[k]);
            profit += chances[k] * demands[k].profit();
        }
        looks++;
        return profit;
    }

    /** Returns the profit at a price in the range, money, and makes it the best price if the profit is higher. */
    public double evaluate(double price) {
        double profit = profitAt(price);
        if (profit > bestProfit) {
            bestProfit = profit;
            bestPrice = price;
        }
        return profit;
    }

    /**
     * Searches for a local maximum, and evaluates prices on the way. The best of them is stored, see {@link #bestPrice}.
     *
     * @param start the first price, in {@code [low, high]}
     * @param low lower end of the bracket, in the range
     * @param high upper end of the bracket, in the range
     */
    public void climbFrom(double start, double low, double high) {
        double left = low;
        double right = high;
        double price = start;
        for (int step = 0; step < STEPS; step++) {
            double profit = evaluate(price);
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

    /** Returns whether the price is numerically a maximum. A price without sales is not: its slope is 0, but the maximum lies at lower prices. */
    private boolean isTop(double slope, double profit) {
        double load = 0;
        for (PriceDemand demand : demands) {
            load += demand.load();
        }
        return load > 0 && (slope == 0 || noGainLeft(slope, profit));
    }

    /** Returns the end of the bracket if the price is close to it, otherwise the midpoint between both. The end itself is rarely the maximum. */
    private static double towards(double price, double end) {
        return Math.abs(end - price) < 1e-3 * end ? end : 0.5 * (price + end);
    }

    /** Returns the slope of the expected profit. At a kink it is the one-sided slope that leads uphill, or 0 if both lead downhill. */
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
        double kink = demand.kink();
        return Math.abs(demand.load() - kink) <= AT_KINK * kink;
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

    /** Returns the price after a Newton step. The step ends at the next kink, and is at most {@link #LARGEST_STEP} times the price. */
    private double target(double slope, double price) {
        double curvature = curvature();
        double reach = LARGEST_STEP * price;
        double step = curvature < 0 ? Math.clamp(-slope / curvature, -reach, reach) : Math.copySign(reach, slope);
        for (PriceDemand demand : demands) {
            double excess = demand.load() - demand.kink();
            boolean ahead = slope > 0 ? excess > 0 : excess <= 0;
            if (ahead && demand.loadSlope() < 0 && !isAtKink(demand)) {
                double toKink = -excess / demand.loadSlope();
                step = Math.abs(toKink) < Math.abs(step) ? toKink : step;
            }
        }
        return price + step;
    }
}
