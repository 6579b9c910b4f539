package skybourse.tier1.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.ProfitClimb;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/**
 * Mixed prices of all leaders in which each price is a local maximum of its leader's expected profit, whatever its weight. State of
 * the search for a mixed equilibrium; mutable, not thread-safe.
 *
 * <p>The search changes weights in small steps. After each step, {@link #moveToMaxima} moves the prices to their maxima. If a maximum
 * vanishes, no such prices exist nearby, and {@link #moveToMaxima} returns false. The price that was added last is called the
 * <em>point</em>.
 */
public final class LocallyOptimalMixedPrices {

    private static final int ROUNDS = 200;

    /** Largest relative gain in a round at which prices count as converged. */
    private static final double AT_REST = 1e-12;

    private final PricingGame game;
    private final ClimbBudget rounds;
    private int leader;
    private int point;

    /** Prices of each leader in ascending order, money/bit. */
    public final double[][] prices;

    /** Probability of each price. */
    final double[][] weights;

    /** Expected profit at each price, money, written by {@link #moveToMaxima}. */
    final double[][] earned;

    private LocallyOptimalMixedPrices(
            PricingGame game, ClimbBudget rounds, double[][] prices, double[][] weights, int leader, int point) {
        this.game = game;
        this.rounds = rounds;
        this.prices = prices;
        this.weights = weights;
        this.earned = new double[prices.length][];
        Arrays.setAll(earned, s -> new double[prices[s].length]);
        this.leader = leader;
        this.point = point;
    }

    /** Budget of best-response rounds, shared by a mix and its copies. The cost of a round is the number of price vectors of the mix. */
    public static final class ClimbBudget {

        private final BooleanSupplier stop;
        private long left;

        /**
         * Creates a budget.
         *
         * @param left budget, in rounds of a mix with a single price vector
         * @param stop returns true to end the search early
         */
        public ClimbBudget(long left, BooleanSupplier stop) {
            this.left = left;
            this.stop = stop;
        }

        /** Deducts the cost of a round over {@code draws} price vectors. Returns false if the budget was smaller than that, or if the search must stop. */
        boolean take(int draws) {
            left -= draws;
            return left >= 0 && !stop.getAsBoolean();
        }
    }

    /** Returns the initial state of a search that begins at a mix. It has no point, because no price has been added. */
    public static LocallyOptimalMixedPrices of(PricingGame game, MixedPrices mix, ClimbBudget rounds) {
        int leaders = mix.mixes().size();
        double[][] prices = new double[leaders][];
        double[][] weights = new double[leaders][];
        for (int s = 0; s < leaders; s++) {
            List<Point> rising = mix.mixes().get(s).points().stream()
                    .sorted(Comparator.comparingDouble(Point::price))
                    .toList();
            prices[s] = rising.stream().mapToDouble(Point::price).toArray();
            weights[s] = rising.stream().mapToDouble(Point::weight).toArray();
        }
        return new LocallyOptimalMixedPrices(game, rounds, prices, weights, -1, 0);
    }

    /** Returns a copy with its own prices and weights, zero {@link #earned}, and the same budget of rounds. */
    public LocallyOptimalMixedPrices copy() {
        return new LocallyOptimalMixedPrices(game, rounds, deep(prices), deep(weights), leader, point);
    }

    private static double[][] deep(double[][] numbers) {
        return Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns a copy with one more price of leader {@code s}, money/bit, of weight 0. It is the point of the copy. */
    public LocallyOptimalMixedPrices with(int s, double price) {
        int at = 0;
        while (at < prices[s].length && prices[s][at] < price) {
            at++;
        }
        double[][] more = deep(prices);
        double[][] chances = deep(weights);
        more[s] = spread(prices[s], at, price);
        chances[s] = spread(weights[s], at, 0);
        return new LocallyOptimalMixedPrices(game, rounds, more, chances, s, at);
    }

    private static double[] spread(double[] numbers, int at, double added) {
        double[] more = Arrays.copyOf(numbers, numbers.length + 1);
        System.arraycopy(numbers, at, more, at + 1, numbers.length - at);
        more[at] = added;
        return more;
    }

    /** Removes the price {@code gone.point()} of leader {@code gone.leader()}, whose weight must be 0. */
    void drop(EqualProfitPair gone) {
        int s = gone.leader();
        prices[s] = without(prices[s], gone.point());
        weights[s] = without(weights[s], gone.point());
        earned[s] = new double[prices[s].length];
        point -= s == leader && gone.point() < point ? 1 : 0;
    }

    private static double[] without(double[] numbers, int at) {
        double[] fewer = Arrays.copyOf(numbers, numbers.length - 1);
        System.arraycopy(numbers, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }

    /** Returns whether the budget of rounds is greater than 0. */
    public boolean hasRounds() {
        return rounds.left > 0;
    }

    /** Returns the weight of the point. */
    public double weight() {
        return weights[leader][point];
    }

    /** Sets the weight of the point, and scales the weights of its leader's other prices. */
    public void setWeight(double weight) {
        double others = 1 - weight();
        for (int i = 0; i < weights[leader].length; i++) {
            weights[leader][i] = i == point ? weight : weights[leader][i] * (1 - weight) / others;
        }
    }

    /**
     * Returns the relative difference between the expected profit of the point and that of its leader's most probable other price;
     * see {@link #profitLead(EqualProfitPair)}.
     */
    public double profitLead() {
        return profitLead(new EqualProfitPair(leader, point, likeliest(leader, point)));
    }

    /**
     * Two prices of one leader whose expected profits must be equal.
     *
     * @param leader index of the leader
     * @param point index of one price
     * @param other index of the price with which it is compared
     */
    record EqualProfitPair(int leader, int point, int other) {}

    /**
     * Returns the relative lead of the expected profit of {@code level.point()} over the expected profit of {@code level.other()}. The
     * denominator is the absolute value of the second profit, or the game's money scale if that is greater.
     */
    double profitLead(EqualProfitPair level) {
        double other = earned[level.leader()][level.other()];
        return (earned[level.leader()][level.point()] - other) / Math.max(game.moneyScale(), Math.abs(other));
    }

    /** Returns the pairs of prices whose profits must be equal: each price with its leader's most probable one. The point is left out. */
    List<EqualProfitPair> levels() {
        List<EqualProfitPair> levels = new ArrayList<>();
        for (int s = 0; s < prices.length; s++) {
            int but = s == leader ? point : -1;
            int other = prices[s].length == 1 ? 0 : likeliest(s, but);
            for (int i = 0; i < prices[s].length; i++) {
                if (i != other && i != but) {
                    levels.add(new EqualProfitPair(s, i, other));
                }
            }
        }
        return levels;
    }

    private int likeliest(int s, int but) {
        int best = -1;
        for (int i = 0; i < prices[s].length; i++) {
            best = i != but && (best < 0 || weights[s][i] > weights[s][best]) ? i : best;
        }
        return best;
    }

    /** Moves weight from the price {@code other} of a pair to its price {@code point}, limited so that no weight is negative. Returns the weight moved. */
    double shift(EqualProfitPair level, double by) {
        double[] chances = weights[level.leader()];
        double shifted = Math.clamp(by, -chances[level.point()], chances[level.other()]);
        chances[level.point()] += shifted;
        chances[level.other()] -= shifted;
        return shifted;
    }

    /**
     * Moves all prices to local maxima of their expected profits by rounds of best responses. Each price stays between fixed limits
     * that separate it from its leader's other prices. Prices of closed leaders and posted prices do not move. After {@value #ROUNDS}
     * rounds prices are accepted even if they have not converged.
     *
     * @return false if a price moves to the limit that separates it from another price, if no rounds are left, or if the search must stop
     */
    public boolean moveToMaxima() {
        double[][] sides = new double[prices.length][];
        Arrays.setAll(sides, this::sides);
        int draws = mix().profiles();
        for (int round = 0; round < ROUNDS; round++) {
            double gain = 0;
            if (!rounds.take(draws)) {
                return false;
            }
            for (int s = 0; s < prices.length; s++) {
                boolean stands =
                        prices[s][0] == PricingGame.CLOSED || game.leaderTable().posts(s);
                gain = stands ? gain : Math.max(gain, respond(s, sides[s]));
                if (gain == Double.POSITIVE_INFINITY) {
                    return false;
                }
            }
            if (gain <= AT_REST) {
                break;
            }
        }
        return true;
    }

    /** Returns the limits of a leader's prices, money/bit: price {@code i} stays between elements {@code i} and {@code i + 1}. */
    double[] sides(int s) {
        int count = prices[s].length;
        double[] sides = new double[count + 1];
        sides[0] = Math.min(game.breakEvenPrice(s), prices[s][0]);
        for (int i = 1; i < count; i++) {
            sides[i] = Math.sqrt(prices[s][i - 1] * prices[s][i]);
        }
        sides[count] = Math.max(game.leaderTable().priceCap(s), prices[s][0]);
        return sides;
    }

    /**
     * Moves a leader's prices to their maxima. Returns the largest relative gain, or infinity if a price ends at the limit that separates
     * it from another price.
     */
    private double respond(int s, double[] sides) {
        Draws draws = draws(s);
        double gain = 0;
        for (int i = 0; i < prices[s].length; i++) {
            var climb = new ProfitClimb(draws.columns(), draws.chances(), sides[i], sides[i + 1]);
            double before = climb.evaluate(prices[s][i]);
            climb.climbFrom(prices[s][i], sides[i], sides[i + 1]);
            prices[s][i] = climb.bestPrice();
            earned[s][i] = climb.bestProfit();
            gain = Math.max(gain, (earned[s][i] - before) / Math.max(game.moneyScale(), Math.abs(earned[s][i])));
            if ((i > 0 && prices[s][i] == sides[i]) || (i + 1 < prices[s].length && prices[s][i] == sides[i + 1])) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return gain;
    }

    /** Returns the price of a local maximum of leader {@code s}'s expected profit, money/bit. The search starts at {@code price}, money/bit. */
    public double climb(int s, double price) {
        Draws draws = draws(s);
        double low = Math.min(price, game.breakEvenPrice(s));
        double high = game.leaderTable().priceCap(s);
        var climb = new ProfitClimb(draws.columns(), draws.chances(), low, high);
        climb.climbFrom(price, low, high);
        return climb.bestPrice();
    }

    /** Demand of one leader at each combination of its rivals' prices, with the probability of each. */
    private record Draws(LeaderDemandCurve[] columns, double[] chances) {}

    private Draws draws(int s) {
        MixedPrices rivals = mix(s);
        var columns = new LeaderDemandCurve[rivals.profiles()];
        double[] chances = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = new LeaderDemandCurve(game, rivals.profile(k), s);
            chances[k] = rivals.rivalProbability(k, s);
        }
        return new Draws(columns, chances);
    }

    /** Returns the mix, without prices of weight 0. */
    public MixedPrices mix() {
        return mix(-1);
    }

    private MixedPrices mix(int held) {
        List<Mix> mixes = new ArrayList<>();
        for (int s = 0; s < prices.length; s++) {
            mixes.add(s == held ? Mix.of(prices[s][0]) : mix(prices[s], weights[s]));
        }
        return new MixedPrices(mixes);
    }

    private static Mix mix(double[] prices, double[] weights) {
        List<Point> points = new ArrayList<>();
        double left = 1;
        for (int i = 0; i < prices.length; i++) {
            double weight = Math.min(left, weights[i]);
            left -= weight;
            if (weight > 0) {
                points.add(new Point(prices[i], weight));
            }
        }
        Point last = points.removeLast();
        points.add(new Point(last.price(), last.weight() + left));
        return new Mix(points);
    }
}
