package skybourse.tier2.clock.dropout;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;

/**
 * Prior distribution of traders before a drop-out auction; traders are assumed independent. A wrong prior reduces the gains from trade,
 * but the auction stays truthful.
 */
public sealed interface DropOutPrior {

    /** Returns the probability that a trader of a side is active at a price. */
    double share(Side side, long priceTicks);

    /**
     * Returns the expected gains from trade if the clocks meet, in ticks.
     *
     * @param priceTicks price at which the clocks meet
     * @param buyers number of active buyers
     * @param sellers number of active sellers
     */
    double gainsTicks(long priceTicks, int buyers, int sellers);

    /** Returns the probability that a trader that is active at one price is also active at another; 0 if no trader is active at the first. */
    static double stayProbability(DropOutPrior prior, Side side, long fromTicks, long toTicks) {
        double share = prior.share(side, fromTicks);
        return share == 0 ? 0 : Math.min(1, prior.share(side, toTicks) / share);
    }

    /**
     * Prior with one lot per trader and known distributions of limit prices.
     *
     * @param traders the distributions; its numbers of traders are ignored
     */
    record Known(UnitDemandMarketDistribution traders) implements DropOutPrior {

        @Override
        public double share(Side side, long priceTicks) {
            return of(side, priceTicks, false);
        }

        @Override
        public double gainsTicks(long priceTicks, int buyers, int sellers) {
            double buying = share(Side.BUYERS, priceTicks);
            double selling = share(Side.SELLERS, priceTicks);
            return buying == 0 || selling == 0
                    ? 0
                    : Math.min(buyers, sellers)
                            * (of(Side.BUYERS, priceTicks, true) / buying
                                    - of(Side.SELLERS, priceTicks, true) / selling);
        }

        /**
         * Returns a sum over the limit prices of a side that accept a price. The terms are the probabilities of these limit prices. If {@code limits}
         * is true, each probability is multiplied by its limit price.
         */
        private double of(Side side, long priceTicks, boolean limits) {
            ValueDistribution law = side == Side.BUYERS ? traders.buyerValues() : traders.sellerCosts();
            double sum = 0;
            if (side == Side.BUYERS) {
                for (long limit = law.highTicks(); limit >= Math.max(law.lowTicks(), priceTicks); limit--) {
                    sum += law.probability(limit) * (limits ? limit : 1);
                }
            } else {
                for (long limit = law.lowTicks(); limit <= Math.min(law.highTicks(), priceTicks); limit++) {
                    sum += law.probability(limit) * (limits ? limit : 1);
                }
            }
            return sum;
        }
    }

    /**
     * Prior with one lot per trader and limit prices that are uniform on whole ticks.
     *
     * @param lowTicks lowest limit price
     * @param highTicks highest limit price
     */
    record Uniform(long lowTicks, long highTicks) implements DropOutPrior {

        @Override
        public double share(Side side, long priceTicks) {
            double accepting = side == Side.BUYERS ? highTicks - priceTicks + 1 : priceTicks - lowTicks + 1;
            return Math.clamp(accepting / (highTicks - lowTicks + 1), 0.0, 1.0);
        }

        @Override
        public double gainsTicks(long priceTicks, int buyers, int sellers) {
            return Math.min(buyers, sellers) * (highTicks - lowTicks) / 2.0;
        }
    }

    /**
     * Prior that samples traders of earlier markets, each equally likely within its side. Gains from trade are means over samples.
     *
     * @param buyers orders of each buyer; at least one buyer
     * @param sellers orders of each seller; at least one seller
     * @param draws number of samples for each price and pair of numbers of traders, at least 1
     */
    record EmpiricalPrior(List<List<Order>> buyers, List<List<Order>> sellers, int draws) implements DropOutPrior {

        /** @throws IllegalArgumentException if {@code draws} is not positive, or a side has no traders */
        public EmpiricalPrior {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
            Checks.positive(draws, "draws");
            if (buyers.isEmpty() || sellers.isEmpty()) {
                throw new IllegalArgumentException("markets must have traders on both sides: no "
                        + (buyers.isEmpty() ? Side.BUYERS : Side.SELLERS));
            }
        }

        /**
         * Collects the traders of markets.
         *
         * @throws IllegalArgumentException if {@code draws} is not positive, or a side has no traders in any of the markets
         */
        public static EmpiricalPrior of(List<OrderBook> markets, int draws) {
            return new EmpiricalPrior(traders(markets, Side.BUYERS), traders(markets, Side.SELLERS), draws);
        }

        private static List<List<Order>> traders(List<OrderBook> markets, Side side) {
            return markets.stream()
                    .flatMap(book -> book.participants().stream().map(book::ordersOf))
                    .filter(orders -> orders.getFirst().side() == side)
                    .toList();
        }

        private List<List<Order>> traders(Side side) {
            return side == Side.BUYERS ? buyers : sellers;
        }

        private List<List<Order>> in(Side side, long priceTicks) {
            return traders(side).stream()
                    .filter(orders -> orders.getFirst().accepts(priceTicks))
                    .toList();
        }

        @Override
        public double share(Side side, long priceTicks) {
            return (double) in(side, priceTicks).size() / traders(side).size();
        }

        @Override
        public double gainsTicks(long priceTicks, int buyers, int sellers) {
            List<List<Order>> buying = in(Side.BUYERS, priceTicks);
            List<List<Order>> selling = in(Side.SELLERS, priceTicks);
            if (buying.isEmpty() || selling.isEmpty()) {
                return 0;
            }
            var rule = new DropOutAuction(priceTicks, priceTicks, new LargerSidePolicy(1));
            double sum = 0;
            for (int draw = 0; draw < draws; draw++) {
                RandomGenerator random = new RandomStreams(draw).stream("drop-out-prior", priceTicks);
                List<Order> orders = new ArrayList<>(drawn("b", buyers, buying, random));
                orders.addAll(drawn("s", sellers, selling, random));
                OrderBook book = OrderBook.of(orders);
                AuctionOutcome outcome = rule.clear(book, new TieOrder.Lottery(draw, 0));
                sum += outcome.welfareTicks(book);
            }
            return sum / draws;
        }

        private static List<Order> drawn(String name, int count, List<List<Order>> from, RandomGenerator random) {
            List<Order> orders = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                for (Order order : from.get(random.nextInt(from.size()))) {
                    orders.add(
                            order instanceof Bid
                                    ? new Bid(name + i, order.lot(), order.limitTicks())
                                    : new Ask(name + i, order.lot(), order.limitTicks()));
                }
            }
            return orders;
        }
    }
}
