package skybourse.tier1.game;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * Mixed strategies of all leaders. Each leader samples its price independently in each round, and followers see the sampled prices.
 * Weights are used as given and not normalized.
 *
 * @param mixes by leader; at most {@value #MOST_PROFILES} price vectors in all
 */
public record MixedPrices(List<Mix> mixes) {

    /** Largest number of price vectors of a mix. A certificate examines each of them. */
    public static final int MOST_PROFILES = 4_096;

    /** Largest number of prices of one leader. */
    public static final int MOST_PRICES = 4;

    /** Largest difference between 1 and a sum of weights: the rounding of a few additions. */
    private static final double SUM = 0x1p-50;

    /**
     * Price of a mixed strategy with its probability.
     *
     * @param price money per bit, not negative; {@link PricingGame#CLOSED} only as a leader's single price
     * @param weight probability, in [0, 1]
     */
    public record Point(double price, double weight) {

        /** @throws IllegalArgumentException if {@code price} is negative or NaN, or {@code weight} is not in [0, 1] */
        public Point {
            if (!(price >= 0)) {
                throw new IllegalArgumentException("price must not be negative: " + price);
            }
            // Adding 0 turns -0 into 0.
            price += 0.0;
            Checks.within(weight, 0, 1, "weight");
        }
    }

    /**
     * Mixed strategy of one leader.
     *
     * @param points one to {@value MixedPrices#MOST_PRICES} distinct prices; weights sum to 1 within {@code 2^-50}
     */
    public record Mix(List<Point> points) {

        /**
         * @throws IllegalArgumentException if the number of points or the sum of weights is out of range, a price occurs twice, or
         *     {@link PricingGame#CLOSED} is one of several prices
         */
        public Mix {
            points = List.copyOf(points);
            Checks.within(points.size(), 1, MOST_PRICES, "prices of a mix");
            double sum = points.stream().mapToDouble(Point::weight).sum();
            Checks.within(sum, 1 - SUM, 1 + SUM, "sum of weights");
            var prices = new HashSet<>(points.stream().map(Point::price).toList());
            if (prices.size() < points.size()) {
                throw new IllegalArgumentException("a price must not occur twice: " + points);
            }
            if (points.size() > 1 && prices.contains(PricingGame.CLOSED)) {
                throw new IllegalArgumentException("a closed leader must not mix: " + points);
            }
        }

        /**
         * Returns the pure strategy of one price.
         *
         * @param price money per bit, or {@link PricingGame#CLOSED}
         * @throws IllegalArgumentException if {@code price} is negative or NaN
         */
        public static Mix of(double price) {
            return new Mix(List.of(new Point(price, 1)));
        }

        /** Returns the most probable price, money per bit; of several, the first. */
        public double likeliest() {
            Point best = points.getFirst();
            for (Point point : points) {
                best = point.weight() > best.weight() ? point : best;
            }
            return best.price();
        }

        /** Returns the first price, money/bit, at which the cumulative weight exceeds a level in [0, 1). */
        double at(double level) {
            double left = level;
            for (Point point : points) {
                left -= point.weight();
                if (left < 0) {
                    return point.price();
                }
            }
            return likeliest();
        }
    }

    /** @throws IllegalArgumentException if there are more than {@value #MOST_PROFILES} price vectors */
    public MixedPrices {
        mixes = List.copyOf(mixes);
        double profiles = mixes.stream().mapToDouble(mix -> mix.points().size()).reduce(1, (a, b) -> a * b);
        Checks.within(profiles, 1, MOST_PROFILES, "price vectors that can be drawn");
    }

    /**
     * Returns the pure strategies of a price vector.
     *
     * @param prices by leader, money per bit, or {@link PricingGame#CLOSED}
     * @throws IllegalArgumentException if a price is negative or NaN
     */
    public static MixedPrices pure(double[] prices) {
        return new MixedPrices(Arrays.stream(prices).mapToObj(Mix::of).toList());
    }

    /** Returns the number of leaders with more than one price. */
    public int randomizingLeaders() {
        return (int) mixes.stream().filter(mix -> mix.points().size() > 1).count();
    }

    /** Returns each leader's most probable price, money per bit. */
    public double[] likeliest() {
        return mixes.stream().mapToDouble(Mix::likeliest).toArray();
    }

    /** Samples a price of each leader, money per bit. Takes one {@code nextDouble} per leader. */
    public double[] drawn(RandomGenerator random) {
        return mixes.stream().mapToDouble(mix -> mix.at(random.nextDouble())).toArray();
    }

    /** Returns the number of price vectors. */
    public int profiles() {
        return mixes.stream().mapToInt(mix -> mix.points().size()).reduce(1, (a, b) -> a * b);
    }

    /**
     * Returns, by leader, the index of its price in one price vector among its points. The first leader's index varies fastest.
     *
     * @param profile in {@code [0, profiles())}
     */
    public int[] drawn(int profile) {
        int[] drawn = new int[mixes.size()];
        int left = profile;
        for (int s = 0; s < drawn.length; s++) {
            int points = mixes.get(s).points().size();
            drawn[s] = left % points;
            left /= points;
        }
        return drawn;
    }

    /**
     * Returns one price vector by leader, money per bit.
     *
     * @param profile in {@code [0, profiles())}
     */
    public double[] profile(int profile) {
        int[] drawn = drawn(profile);
        double[] prices = new double[drawn.length];
        Arrays.setAll(prices, s -> mixes.get(s).points().get(drawn[s]).price());
        return prices;
    }

    /**
     * Returns the probability that all rivals of a leader sample the prices that they have in one price vector.
     *
     * @param profile in {@code [0, profiles())}
     * @param butOf index of the leader, or -1 to include all leaders
     */
    public double rivalProbability(int profile, int butOf) {
        int[] drawn = drawn(profile);
        double chance = 1;
        for (int s = 0; s < drawn.length; s++) {
            chance *= s == butOf ? 1 : mixes.get(s).points().get(drawn[s]).weight();
        }
        return chance;
    }
}
