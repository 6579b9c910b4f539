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
 * Distribution of random markets. Values are whole ticks between two bounds. The clocks start at these bounds, so that no value
 * lies beyond a start clock.
 */
public sealed interface MarketDistribution {

    /**
     * Size of a market and range of its values.
     *
     * @param buyers number of buyers, at least 1
     * @param sellers number of sellers, at least 1
     * @param lots largest number of lots of one trader; if above 1, the number of each trader is uniform from 1 to {@code lots}, unless the
     *     distribution says otherwise
     * @param lowTicks lowest value, and start of the sellers' clock
     * @param highTicks highest value, and start of the buyers' clock
     */
    record Shape(int buyers, int sellers, int lots, long lowTicks, long highTicks) {
        /**
         * @throws IllegalArgumentException if a number is not positive, or the bounds are not in ascending order in {@code [0,
         *     2^39]}
         */
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

    /** Uniform over all ticks, for both sides. */
    record Uniform(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return random.nextLong(shape.lowTicks, shape.highTicks + 1);
        }
    }

    /** Normal, truncated to the range by resampling: mean 0.6 of the range for buyers and 0.4 for sellers, standard deviation 0.1. */
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

    /** Normal, clipped to the range: mean 16/30 of the range for buyers and 14/30 for sellers, standard deviation 1/20. */
    record Narrow(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return shape.clip(shape.at((side == Side.BUYERS ? 16 : 14) / 30.0 + random.nextGaussian() / 20));
        }
    }

    /**
     * Normal, like the limit prices of single lots in tier 1's reference scenario, clipped to the range. In units of 1/124 of the range:
     * mean 58 and standard deviation 20 for buyers, mean 24 and standard deviation 9 for sellers.
     */
    record TierOneLike(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            double parts = side == Side.BUYERS ? 58 + 20 * random.nextGaussian() : 24 + 9 * random.nextGaussian();
            return shape.clip(shape.at(parts / 124));
        }
    }

    /** Pareto of shape 1.5, with its smallest value at a tenth of the range and truncated at the end of the range. Many values are small, few are large. */
    record Pareto(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            // Probability of the values that are not truncated.
            double below = 1 - Math.pow(0.1, 1.5);
            return shape.clip(shape.at(0.1 * Math.pow(1 - below * random.nextDouble(), -1 / 1.5)));
        }
    }

    /** Sum of 0.7 times a value that all traders share and 0.3 times a value of the trader alone. Both values are uniform. */
    record Correlated(Shape shape) implements MarketDistribution {
        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return shape.clip(shape.at(0.7 * common + 0.3 * random.nextDouble()));
        }
    }

    /**
     * Uniform values of the first lots. All lots of a buyer have the same value. Each further lot of a seller costs one to three ticks more
     * than the lot before; the difference is the same for all its lots. Values are clipped to the range.
     */
    record RisingCosts(Shape shape) implements MarketDistribution {
        private static final int STEEPEST = 3;

        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return random.nextLong(shape.lowTicks, shape.highTicks + 1);
        }

        @Override
        public long[] limits(RandomGenerator random, Side side, double common) {
            long[] limits = new long[MarketDistribution.lots(random, shape.lots)];
            long first = valueTicks(random, side, common);
            long rise = side == Side.BUYERS ? 0 : random.nextLong(1, STEEPEST + 1);
            Arrays.setAll(limits, lot -> shape.clip(first + (double) lot * rise));
            return limits;
        }
    }

    /**
     * Limit prices of several lots, like those in tier 1's reference scenario, clipped to the shape's lots and range. Values are in units
     * of 1/62 of the range. A buyer has two to seven full lots of one value, with mean 39 and standard deviation 7, and a partial lot of
     * less value. A partial lot of negative value is left out. A seller has one to five lots. The first costs 12 on average, with standard
     * deviation 5, and each further one 2 more.
     */
    record TierOneLots(Shape shape) implements MarketDistribution {
        private static final double REFUND = 36.2;

        @Override
        public long valueTicks(RandomGenerator random, Side side, double common) {
            return ticks(side == Side.BUYERS ? 39 + 7 * random.nextGaussian() : 12 + 5 * random.nextGaussian());
        }

        private long ticks(double parts) {
            return shape.clip(shape.at(parts / 62));
        }

        @Override
        public long[] limits(RandomGenerator random, Side side, double common) {
            return side == Side.BUYERS ? values(random) : costs(random);
        }

        private long[] values(RandomGenerator random) {
            int lots = random.nextInt(3, 9);
            double full = 39 + 7 * random.nextGaussian();
            double last = (REFUND + full) * (0.2 + 0.8 * random.nextDouble()) - REFUND;
            long[] values = new long[Math.min(shape.lots, last < 0 ? lots - 1 : lots)];
            Arrays.setAll(values, lot -> ticks(lot == lots - 1 ? last : full));
            Arrays.sort(values);
            return values;
        }

        private long[] costs(RandomGenerator random) {
            long[] costs = new long[Math.min(shape.lots, random.nextInt(1, 6))];
            double first = 10 + 5 * random.nextGaussian();
            Arrays.setAll(costs, lot -> ticks(first + 2.0 * (lot + 1)));
            return costs;
        }
    }

    /** Names of the distributions. */
    List<String> NAMES =
            List.of("uniform", "normal", "narrow", "tier1-like", "pareto", "correlated", "rising-costs", "tier1-lots");

    /**
     * Returns the distribution with a given name.
     *
     * @param name one of {@link #NAMES}
     * @throws IllegalArgumentException if no distribution has this name
     */
    static MarketDistribution named(String name, Shape shape) {
        return switch (name) {
            case "uniform" -> new Uniform(shape);
            case "normal" -> new Normal(shape);
            case "narrow" -> new Narrow(shape);
            case "tier1-like" -> new TierOneLike(shape);
            case "pareto" -> new Pareto(shape);
            case "correlated" -> new Correlated(shape);
            case "rising-costs" -> new RisingCosts(shape);
            case "tier1-lots" -> new TierOneLots(shape);
            default -> throw new IllegalArgumentException("law must be one of " + NAMES + ": " + name);
        };
    }

    /** Returns size and range. */
    Shape shape();

    /**
     * Samples one value.
     *
     * @param random source of the samples
     * @param side side of the trader
     * @param common in [0, 1), sampled once per market
     * @return value in {@code [lowTicks, highTicks]}
     */
    long valueTicks(RandomGenerator random, Side side, double common);

    /** Samples a market. Traders are named {@code b1}, {@code b2}, and so on, and {@code s1}, {@code s2}, and so on. */
    default OrderBook market(RandomGenerator random) {
        double common = random.nextDouble();
        List<Order> orders = new ArrayList<>();
        for (int i = 1; i <= shape().buyers(); i++) {
            long[] values = limits(random, Side.BUYERS, common);
            for (int lot = 1; lot <= values.length; lot++) {
                orders.add(new Bid("b" + i, lot, values[values.length - lot]));
            }
        }
        for (int i = 1; i <= shape().sellers(); i++) {
            long[] values = limits(random, Side.SELLERS, common);
            for (int lot = 1; lot <= values.length; lot++) {
                orders.add(new Ask("s" + i, lot, values[lot - 1]));
            }
        }
        return OrderBook.of(orders);
    }

    /**
     * Samples one trader's limit prices.
     *
     * @param random source of the samples
     * @param side side of the trader
     * @param common in [0, 1), sampled once per market
     * @return at least one limit price, ascending
     */
    default long[] limits(RandomGenerator random, Side side, double common) {
        long[] limits = new long[lots(random, shape().lots())];
        Arrays.setAll(limits, lot -> valueTicks(random, side, common));
        Arrays.sort(limits);
        return limits;
    }

    private static int lots(RandomGenerator random, int most) {
        return most == 1 ? 1 : random.nextInt(1, most + 1);
    }
}
