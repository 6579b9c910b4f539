package skybourse.tier2.clock.dropout;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.ValueDistribution;

/** What is known of traders before an auction, each taken for independent of the others. A wrong one costs gains, never truth. */
public sealed interface DropOutPrior {

    /** Returns the share of a side's traders who are in at a price. */
    double share(Side side, long priceTicks);

    /** Returns the gains from trade expected where so many are in when the clocks meet at a price, in ticks. */
    double gainsTicks(long priceTicks, int buyers, int sellers);

    /** Returns the chance that somebody of a side who is in at one price stays in at another. */
    static double staying(DropOutPrior prior, Side side, long fromTicks, long toTicks) {
        double share = prior.share(side, fromTicks);
        return share == 0 ? 0 : Math.min(1, prior.share(side, toTicks) / share);
    }

    /**
     * One lot each, limits by known laws.
     *
     * @param traders their laws; how many there are is what the auction says
     */
    record Known(MarketComponent traders) implements DropOutPrior {

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

        /** Sums the chances of the limits that accept a price, or those times the limits, from the most eager on. */
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
     * One lot each, limits uniform on whole ticks.
     *
     * @param lowTicks the lowest limit
     * @param highTicks the highest limit
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
     * Traders of markets that were seen before, each as likely as any other of its side; gains are means of draws.
     *
     * @param buyers each buyer's orders, at least one buyer
     * @param sellers each seller's orders, at least one seller
     * @param draws how many draws for each price and number of traders, at least 1
     */
    record Seen(List<List<Order>> buyers, List<List<Order>> sellers, int draws) implements DropOutPrior {

        public Seen {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
            Checks.positive(draws, "draws");
            if (buyers.isEmpty() || sellers.isEmpty()) {
                throw new IllegalArgumentException("markets must have traders on both sides: no "
                        + (buyers.isEmpty() ? Side.BUYERS : Side.SELLERS));
            }
        }

        /** Collects the traders of markets; all of them together must have some on both sides. */
        public static Seen of(List<OrderBook> markets, int draws) {
            return new Seen(traders(markets, Side.BUYERS), traders(markets, Side.SELLERS), draws);
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
            var rule = new DropOutClocks(priceTicks, priceTicks, new MoreInMoves(1));
            double sum = 0;
            for (int draw = 0; draw < draws; draw++) {
                RandomGenerator random = new RandomStreams(draw).stream("drop-out-prior", priceTicks);
                List<Order> orders = new ArrayList<>(drawn("b", buyers, buying, random));
                orders.addAll(drawn("s", sellers, selling, random));
                OrderBook book = OrderBook.of(orders);
                AuctionOutcome outcome = rule.clear(book, new TieOrder.ByLot(draw, 0));
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
