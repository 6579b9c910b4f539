package skybourse.tier1.game;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * What every leader asks where some draw: each draws its price by itself, round after round, and followers see the drawn ones.
 * Weights are used as they stand, never made to sum to one.
 *
 * @param mixes by leader
 */
public record MixedPrices(List<Mix> mixes) {

    /** Price vectors that can be drawn, at most: a certificate examines each. */
    public static final int MOST_PROFILES = 4_096;

    /** Prices that one leader may draw from, at most. */
    public static final int MOST_PRICES = 4;

    /** How far from one weights may sum: the rounding of a few additions. */
    private static final double SUM = 0x1p-50;

    /**
     * A price and how likely it is.
     *
     * @param price money per bit, or {@link PricingGame#CLOSED} where the leader draws from nothing else
     * @param weight its chance, in [0, 1]
     */
    public record Point(double price, double weight) {

        public Point {
            if (!(price >= 0)) {
                throw new IllegalArgumentException("price must not be negative: " + price);
            }
            price += 0.0; // one zero: -0 is the same price
            Checks.within(weight, 0, 1, "weight");
        }
    }

    /**
     * What one leader draws from.
     *
     * @param points one to {@value MixedPrices#MOST_PRICES} prices, each once; weights sum to one within {@code 2^-50}
     */
    public record Mix(List<Point> points) {

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

        /** Returns the mix of one price. */
        public static Mix of(double price) {
            return new Mix(List.of(new Point(price, 1)));
        }

        /** Returns the price drawn most often, of equal ones the first. */
        public double likeliest() {
            Point best = points.getFirst();
            for (Point point : points) {
                best = point.weight() > best.weight() ? point : best;
            }
            return best.price();
        }

        /** Returns the price at a level in [0, 1) of the weights laid end to end. */
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

    public MixedPrices {
        mixes = List.copyOf(mixes);
        double profiles = mixes.stream().mapToDouble(mix -> mix.points().size()).reduce(1, (a, b) -> a * b);
        Checks.within(profiles, 1, MOST_PROFILES, "price vectors that can be drawn");
    }

    /** Returns the prices of which nothing is drawn. */
    public static MixedPrices pure(double[] prices) {
        return new MixedPrices(Arrays.stream(prices).mapToObj(Mix::of).toList());
    }

    /** Returns how many leaders draw from more than one price. */
    public int mixers() {
        return (int) mixes.stream().filter(mix -> mix.points().size() > 1).count();
    }

    /** Returns the price of each leader that it draws most often. */
    public double[] likeliest() {
        return mixes.stream().mapToDouble(Mix::likeliest).toArray();
    }

    /** Draws a price of each leader, with one number each. */
    public double[] drawn(RandomGenerator random) {
        return mixes.stream().mapToDouble(mix -> mix.at(random.nextDouble())).toArray();
    }

    /** Returns how many price vectors can be drawn. */
    public int profiles() {
        return mixes.stream().mapToInt(mix -> mix.points().size()).reduce(1, (a, b) -> a * b);
    }

    /** Returns which of its points each leader draws in a price vector; the first leader's change fastest. */
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

    /** Returns a price vector that can be drawn, by leader. */
    public double[] profile(int profile) {
        int[] drawn = drawn(profile);
        double[] prices = new double[drawn.length];
        Arrays.setAll(prices, s -> mixes.get(s).points().get(drawn[s]).price());
        return prices;
    }

    /** Returns the chance that the rivals of a leader, or everybody for -1, draw as in a price vector. */
    public double chance(int profile, int butOf) {
        int[] drawn = drawn(profile);
        double chance = 1;
        for (int s = 0; s < drawn.length; s++) {
            chance *= s == butOf ? 1 : mixes.get(s).points().get(drawn[s]).weight();
        }
        return chance;
    }
}
