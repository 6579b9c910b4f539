package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/**
 * Where random markets come from: values in whole ticks between two bounds, which are also where the clocks start, so that no
 * value lies beyond a start clock.
 */
public sealed interface MarketDistribution {

    /**
     * How large a market is and between which ticks its values lie.
     *
     * @param buyers at least 1
     * @param sellers at least 1
     * @param lots most lots of one trader; with more than 1 each trader has 1 to {@code lots}, each as likely
     * @param lowTicks lowest value, where the sellers' clock starts
     * @param highTicks highest value, where the buyers' clock starts
     */
    record Shape(int buyers, int sellers, int lots, long lowTicks, long highTicks) {
        public Shape {
            Checks.positive(buyers, "buyers");
            Checks.positive(sellers, "sellers");
            Checks.positive(lots, "lots");
            if (lowTicks < 0 || highTicks < lowTicks || highTicks > Order.MAX_TICKS / 2) {
                throw new IllegalArgumentException(
                        "lowTicks and highTicks must be in order and in [0, 2^39]: " + lowTicks + " and " + highTicks);
            }
        }

        private long clip(double value) {
            return Math.clamp(Math.round(value), lowTicks, highTicks);
        }

        private double at(double share) {
            return lowTicks + share * (highTicks - lowTicks);
        }
    }

    /** Every tick as likely, for both sides. */
    record Uniform(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return random.nextLong(shape.lowTicks, shape.highTicks + 1);
        }
    }

    /** Normal, buyers around 0.6 of the range and sellers around 0.4, deviation 0.1, redrawn outside the range. */
    record Normal(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            while (true) {
                double share = (side == Side.BUYERS ? 0.6 : 0.4) + 0.1 * random.nextGaussian();
                if (share >= 0 && share <= 1) {
                    return shape.clip(shape.at(share));
                }
            }
        }
    }

    /** Normal, buyers around 16/30 of the range and sellers around 14/30, deviation 1/20, cut off at its ends. */
    record Narrow(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return shape.clip(shape.at((side == Side.BUYERS ? 16 : 14) / 30.0 + random.nextGaussian() / 20));
        }
    }

    /**
     * Normal as limits of one lot come out of tier 1's reference, in parts of 124: buyers around 58, deviation 20, sellers around 24,
     * deviation 9, cut off at the ends of the range.
     */
    record TierOneLike(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            double parts = side == Side.BUYERS ? 58 + 20 * random.nextGaussian() : 24 + 9 * random.nextGaussian();
            return shape.clip(shape.at(parts / 124));
        }
    }

    /** Pareto of shape 1.5 from a tenth of the range on, cut at its end: many small values, few large. */
    record Pareto(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            double below = 1 - Math.pow(0.1, 1.5); // the share of the whole distribution that the cut leaves
            return shape.clip(shape.at(0.1 * Math.pow(1 - below * random.nextDouble(), -1 / 1.5)));
        }
    }

    /** Seven parts a centre drawn once for each market and three parts a draw of one's own, both uniform. */
    record Correlated(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return shape.clip(shape.at(0.7 * common + 0.3 * random.nextDouble()));
        }
    }

    /** The names of the laws. */
    List<String> NAMES = List.of("uniform", "normal", "narrow", "tier1-like", "pareto", "correlated");

    /** Returns the law of one of {@link #NAMES}. */
    static MarketDistribution named(String name, Shape shape) {
        return switch (name) {
            case "uniform" -> new Uniform(shape);
            case "normal" -> new Normal(shape);
            case "narrow" -> new Narrow(shape);
            case "tier1-like" -> new TierOneLike(shape);
            case "pareto" -> new Pareto(shape);
            case "correlated" -> new Correlated(shape);
            default -> throw new IllegalArgumentException("law must be one of " + NAMES + ": " + name);
        };
    }

    /** Returns size and bounds. */
    Shape shape();

    /**
     * Draws one value.
     *
     * @param random where the draws come from
     * @param side of the trader
     * @param common in [0, 1), drawn once for each market
     * @return in {@code [lowTicks, highTicks]}
     */
    long valueTicks(RandomGenerator random, Side side, double common);

    /** Draws a market; traders are named {@code b1}, {@code b2}, ... and {@code s1}, {@code s2}, .... */
    default OrderBook market(RandomGenerator random) {
        double common = random.nextDouble();
        List<Order> orders = new ArrayList<>();
        for (int i = 1; i <= shape().buyers(); i++) {
            long[] values = values(random, Side.BUYERS, common);
            for (int lot = 1; lot <= values.length; lot++) {
                orders.add(new Bid("b" + i, lot, values[values.length - lot]));
            }
        }
        for (int i = 1; i <= shape().sellers(); i++) {
            long[] values = values(random, Side.SELLERS, common);
            for (int lot = 1; lot <= values.length; lot++) {
                orders.add(new Ask("s" + i, lot, values[lot - 1]));
            }
        }
        return OrderBook.of(orders);
    }

    private long[] values(RandomGenerator random, Side side, double common) {
        int lots = shape().lots() == 1 ? 1 : random.nextInt(1, shape().lots() + 1);
        long[] values = new long[lots];
        Arrays.setAll(values, lot -> valueTicks(random, side, common));
        Arrays.sort(values);
        return values;
    }
}
