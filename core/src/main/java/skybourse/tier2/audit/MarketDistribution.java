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

    /**
     * All lots of a buyer worth the same, each further lot of a seller dearer by one to three ticks, one number a seller; all uniform. Cut off
     * at the end of the range.
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
     * As limits of several lots come out of tier 1's reference, in parts of 62: buyers have three to eight lots worth 39, deviation 7, and a
     * last one that is not full; sellers one to five, from 10, deviation 5, each 2 dearer than the one before. Cut off at the shape's lots and
     * range.
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

    /** The names of the laws. */
    List<String> NAMES =
            List.of("uniform", "normal", "narrow", "tier1-like", "pareto", "correlated", "rising-costs", "tier1-lots");

    /** Returns the law of one of {@link #NAMES}. */
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
     * Draws one trader's limits.
     *
     * @param random where the draws come from
     * @param side of the trader
     * @param common in [0, 1), drawn once for each market
     * @return at least one, ascending
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
