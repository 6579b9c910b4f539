package skybourse.tier1.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import skybourse.tier1.bestresponse.LeaderColumn;
import skybourse.tier1.bestresponse.ProfitClimb;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/**
 * Prices that leaders draw, on their way to an equilibrium: each rests at a maximum of its leader's expected profit, whatever its
 * weight, and one of them, the point, is the one that was added last.
 *
 * <p>Right for weights that change little by little: prices follow their maxima. Wrong where a maximum vanishes: then there is no
 * rest nearby, and {@link #settle} says so.
 */
public final class DrawnRest {

    private static final int ROUNDS = 200;

    /** Relative gain below which a round has moved nothing that counts. */
    private static final double AT_REST = 1e-12;

    private final PricingGame game;
    private final Rounds rounds;
    private int leader;
    private int point;

    /** By leader, rising. */
    public final double[][] prices;

    final double[][] weights;

    /** What each price is expected to earn, after {@link #settle}, money. */
    final double[][] earned;

    private DrawnRest(PricingGame game, Rounds rounds, double[][] prices, double[][] weights, int leader, int point) {
        this.game = game;
        this.rounds = rounds;
        this.prices = prices;
        this.weights = weights;
        this.earned = new double[prices.length][];
        Arrays.setAll(earned, s -> new double[prices[s].length]);
        this.leader = leader;
        this.point = point;
    }

    /** How many rounds of climbs may still be made, by all that come from one rest: a round counts as often as its prices have draws. */
    public static final class Rounds {

        private final BooleanSupplier stop;
        private long left;

        public Rounds(long left, BooleanSupplier stop) {
            this.left = left;
            this.stop = stop;
        }

        /** Takes a round over so many draws; tells whether as many were left. */
        boolean take(int draws) {
            left -= draws;
            return left >= 0 && !stop.getAsBoolean();
        }
    }

    /** Begins at prices that leaders may draw; no price is the point. */
    public static DrawnRest of(PricingGame game, MixedPrices mix, Rounds rounds) {
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
        return new DrawnRest(game, rounds, prices, weights, -1, 0);
    }

    public DrawnRest copy() {
        return new DrawnRest(game, rounds, deep(prices), deep(weights), leader, point);
    }

    private static double[][] deep(double[][] numbers) {
        return Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns the same with one more price of a leader, drawn never: the point. */
    public DrawnRest with(int s, double price) {
        int at = 0;
        while (at < prices[s].length && prices[s][at] < price) {
            at++;
        }
        double[][] more = deep(prices);
        double[][] chances = deep(weights);
        more[s] = spread(prices[s], at, price);
        chances[s] = spread(weights[s], at, 0);
        return new DrawnRest(game, rounds, more, chances, s, at);
    }

    private static double[] spread(double[] numbers, int at, double added) {
        double[] more = Arrays.copyOf(numbers, numbers.length + 1);
        System.arraycopy(numbers, at, more, at + 1, numbers.length - at);
        more[at] = added;
        return more;
    }

    /** Drops a price that is drawn never any more. */
    void drop(Level gone) {
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

    public boolean hasRounds() {
        return rounds.left > 0;
    }

    public double weight() {
        return weights[leader][point];
    }

    /** Changes the point's weight; the leader's other prices keep theirs in proportion. */
    public void weigh(double weight) {
        double others = 1 - weight();
        for (int i = 0; i < weights[leader].length; i++) {
            weights[leader][i] = i == point ? weight : weights[leader][i] * (1 - weight) / others;
        }
    }

    /** Returns how much more the point earns than its leader's most likely other price, relative to that. */
    public double ahead() {
        return ahead(new Level(leader, point, likeliest(leader, point)));
    }

    /** Two prices of one leader that must earn the same. */
    record Level(int leader, int point, int other) {}

    double ahead(Level level) {
        double other = earned[level.leader()][level.other()];
        return (earned[level.leader()][level.point()] - other) / Math.max(game.moneyScale(), Math.abs(other));
    }

    /** Returns what must be level beside the point: each price with its leader's most likely one. */
    List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        for (int s = 0; s < prices.length; s++) {
            int but = s == leader ? point : -1;
            int other = prices[s].length == 1 ? 0 : likeliest(s, but);
            for (int i = 0; i < prices[s].length; i++) {
                if (i != other && i != but) {
                    levels.add(new Level(s, i, other));
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

    /** Takes weight to a price from the other of its level, as much as both have; returns how much. */
    double shift(Level level, double by) {
        double[] chances = weights[level.leader()];
        double shifted = Math.clamp(by, -chances[level.point()], chances[level.other()]);
        chances[level.point()] += shifted;
        chances[level.other()] -= shifted;
        return shifted;
    }

    /**
     * Moves all prices until none gains, each on its own side of its leader's others, in {@value #ROUNDS} rounds at most: then they are
     * taken as they are. False where one finds no maximum on its side, or no rounds are left.
     */
    public boolean settle() {
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

    /** Returns what lies between a leader's prices: the geometric means. */
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

    /** Climbs with a leader's prices; returns the largest relative gain, infinity where one climbs to another's side. */
    private double respond(int s, double[] sides) {
        Draws draws = draws(s);
        double gain = 0;
        for (int i = 0; i < prices[s].length; i++) {
            var climb = new ProfitClimb(draws.columns(), draws.chances(), sides[i], sides[i + 1]);
            double before = climb.look(prices[s][i]);
            climb.from(prices[s][i], sides[i], sides[i + 1]);
            prices[s][i] = climb.bestPrice();
            earned[s][i] = climb.bestProfit();
            gain = Math.max(gain, (earned[s][i] - before) / Math.max(game.moneyScale(), Math.abs(earned[s][i])));
            if ((i > 0 && prices[s][i] == sides[i]) || (i + 1 < prices[s].length && prices[s][i] == sides[i + 1])) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return gain;
    }

    /** Returns the maximum of a leader's expected profit that a price leads up to. */
    public double climbed(int s, double price) {
        Draws draws = draws(s);
        double low = Math.min(price, game.breakEvenPrice(s));
        double high = game.leaderTable().priceCap(s);
        var climb = new ProfitClimb(draws.columns(), draws.chances(), low, high);
        climb.from(price, low, high);
        return climb.bestPrice();
    }

    /** A leader's customers at what its rivals draw, with chances. */
    private record Draws(LeaderColumn[] columns, double[] chances) {}

    private Draws draws(int s) {
        MixedPrices rivals = mix(s);
        var columns = new LeaderColumn[rivals.profiles()];
        double[] chances = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = new LeaderColumn(game, rivals.profile(k), s);
            chances[k] = rivals.chance(k, s);
        }
        return new Draws(columns, chances);
    }

    /** Returns the prices with their weights, those that are drawn never left out. */
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
