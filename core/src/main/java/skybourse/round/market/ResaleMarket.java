package skybourse.round.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.SettingException;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.DoubleDutch;

/**
 * Market of tier 2 before the auction: bids of fixed agents and asks of aerial agents.
 *
 * <p>A fixed agent bids for {@code ceil(demand / lotWork)} lots, where the demand is its {@link LeaderLoad#resaleDemand}. Its valuation of a lot is at most
 * the refund, the penalty and the energy that the lot saves ({@link ResaleBids}). Its last lot may be partly empty, and its valuation is then lower.
 *
 * <p>An aerial agent offers as many complete lots as it can compute in the round. Each lot costs more than the one before by the agent's battery price.
 * The agent asks its cost with markup, or its cost alone under a rule that promises truthfulness ({@link #forRule}). Only aerial agents that reach every
 * bidding fixed agent take part. Their asks cover the most expensive buyer to serve, so that no trade costs a seller more than its ask. Bids are rounded
 * down to ticks, asks up.
 *
 * <p>Paper: overloaded fixed agents buy, lots are valued by work and penalty, and sellers have costs of computing and hovering. Ours: the formulas.
 *
 * @param buyers the fixed agents that bid
 * @param sellers the aerial agents that take part
 * @param book their orders
 * @param buyersStartTicks start of the buyers' clock, an upper bound on valuations at the public prices, penalties and energy models
 * @param sellersStartTicks start of the sellers' clock ({@link SellersClockStart}); a seller whose ask is lower accepts at the first announcement
 */
public record ResaleMarket(
        List<Buyer> buyers, List<Seller> sellers, OrderBook book, long buyersStartTicks, long sellersStartTicks) {

    /** Largest number of lots on one side of the market. */
    public static final int MOST_LOTS = 100_000;

    /** Share of a lot up to which a remainder of demand is a rounding error and not another lot. */
    private static final double NEGLIGIBLE_LOT = 1e-9;

    private static final double ROUNDING = 1e-12;

    /**
     * Leader that resells.
     *
     * @param agent the agent
     * @param leader index into {@link Scenario#leaders()}
     * @param demand work that it would resell, its resale demand
     * @param bitsPerWork input of one unit of its work, bit per unit of work
     * @param lots number of lots that it bids for
     * @param packed work in each lot if lots hold whole units, not rising; empty if the demand is divisible and all lots but the last are full
     * @param tasks number of pieces that it sold
     */
    public record Buyer(
            Leader agent, int leader, double demand, double bitsPerWork, int lots, List<Double> packed, int tasks) {

        public Buyer {
            packed = List.copyOf(packed);
        }

        /** Returns the work in one of its lots, which are numbered from 1. */
        double workOf(int lot, double lotWork) {
            if (!packed.isEmpty()) {
                return packed.get(lot - 1);
            }
            return lot < lots ? lotWork : Math.min(lotWork, demand - (lots - 1) * lotWork);
        }
    }

    /**
     * Aerial agent that offers lots.
     *
     * @param agent the agent
     * @param aerialAgent index into {@link Scenario#aerialAgents()}
     * @param costTicks its asks for its lots under a rule that promises truthfulness, ticks
     */
    public record Seller(AerialAgent agent, int aerialAgent, List<Long> costTicks) {}

    public ResaleMarket {
        buyers = List.copyOf(buyers);
        sellers = List.copyOf(sellers);
        assert isEager(book.orders(Side.BUYERS)) : "a buyer's bids do not rise by lot";
        assert isEager(book.orders(Side.SELLERS)) : "a seller's asks do not fall by lot";
        assert book.orders(Side.BUYERS).stream().allMatch(bid -> bid.limitTicks() <= buyersStartTicks)
                : "the buyers' clock starts beyond every bid";
    }

    /** Returns whether no later lot of a trader has a better limit price than an earlier one. */
    private static boolean isEager(List<Order> side) {
        return IntStream.range(1, side.size()).allMatch(i -> {
            Order before = side.get(i - 1);
            Order order = side.get(i);
            long rise = order.limitTicks() - before.limitTicks();
            return !order.participant().equals(before.participant())
                    || (order.side() == Side.BUYERS ? rise <= 0 : rise >= 0);
        });
    }

    /** Number of lots that an aerial agent can take over in the round. */
    public interface Offer {

        /**
         * Returns the largest number of lots that an aerial agent offers.
         *
         * @param aerialAgent index into {@link Scenario#aerialAgents()}
         * @param bitsPerLot input of one lot, bit
         * @param bitsPerSecond the lowest rate at which it may arrive, bit/s
         */
        int lots(int aerialAgent, double bitsPerLot, double bitsPerSecond);
    }

    /** Asks of aerial agents. */
    public interface Asks {

        /** Asks equal to costs. */
        Asks COSTS = (_, _, costTicks) -> costTicks;

        /**
         * Returns the ask for a lot in ticks, not less than for the lot before.
         *
         * @param aerialAgent index into {@link Scenario#aerialAgents()}
         * @param lot number of the agent's lot, from 1
         * @param costTicks declared cost of the lot, with markup if the rule does not promise truthfulness
         */
        long ticks(int aerialAgent, int lot, long costTicks);
    }

    /**
     * Returns the market of a round without tier 2; empty if no fixed agent has a resale demand, or no aerial agent reaches all fixed agents that have one.
     *
     * @throws SettingException if a side has too many lots, or prices or start clocks exceed the range of ticks
     */
    public static Optional<ResaleMarket> of(Round round) {
        return of(
                round,
                (_, _, _) -> MOST_LOTS,
                Asks.COSTS,
                SellersClockStart.of(round.scenario().rules()));
    }

    /**
     * Returns the market of a round with given offers and asks; empty if {@link #of(Round)} is empty. An aerial agent without offered lots has no orders.
     *
     * @param round the round without tier 2
     * @param offer bounds on the number of lots, in addition to the number that an agent can compute in the round
     * @param asks asks of aerial agents; they affect no start clock
     * @param start start of the sellers' clock; {@link SellersClockStart#LOWEST_COST} depends on declared costs
     * @throws SettingException as {@link #of(Round)} does
     */
    public static Optional<ResaleMarket> of(Round round, Offer offer, Asks asks, SellersClockStart start) {
        return of(round, offer, asks, start, _ -> List.of());
    }

    private static Optional<ResaleMarket> of(
            Round round, Offer offer, Asks asks, SellersClockStart start, IntFunction<List<Double>> packed) {
        ScenarioLinks links = round.links();
        Sent sent = sent(round);
        List<Buyer> buyers = buyers(round, sent.bits(), packed);
        int[] reaching = reaching(round.scenario(), links, buyers);
        if (buyers.isEmpty() || reaching.length == 0) {
            return Optional.empty();
        }
        Rules rules = round.scenario().rules();
        requireLots(buyers, round.scenario(), reaching);
        List<Seller> sellers = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        buyers.forEach(buyer -> orders.addAll(bids(buyer, round.leaders().get(buyer.leader()), rules)));
        double bitsPerWork =
                buyers.stream().mapToDouble(Buyer::bitsPerWork).max().orElseThrow();
        double lowestCost = Double.POSITIVE_INFINITY;
        for (int k : reaching) {
            AerialAgent agent = round.scenario().aerialAgents().get(k);
            double rate = buyers.stream()
                    .mapToDouble(buyer -> links.relayBitsPerSecond(buyer.leader(), k))
                    .min()
                    .orElseThrow();
            double lot = rules.lotWork();
            int lots = Math.min(offer.lots(k, bitsPerWork * lot, rate), (int) offered(agent, rules));
            orders.addAll(asks(agent, limits(lots, asks, k, rules, i -> agent.lotAsk(lot, bitsPerWork, rate, i))));
            sellers.add(
                    new Seller(agent, k, limits(lots, asks, k, rules, i -> agent.lotCost(lot, bitsPerWork, rate, i))));
            lowestCost = Math.min(lowestCost, lot * agent.costPerWork(bitsPerWork, rate));
        }
        double highest = ResaleBids.highest(round, sent.bitsPerWork(), sent.pricePerBit());
        long buyersStart = ticks(Math.ceil(highest * rules.lotWork() / rules.tickMoney()), rules);
        long sellersStart = ticks(Math.floor(start.money(rules, lowestCost) / rules.tickMoney()), rules);
        requireGap(buyersStart - sellersStart, rules);
        return Optional.of(new ResaleMarket(buyers, sellers, OrderBook.of(orders), buyersStart, sellersStart));
    }

    /** Returns the market of a round of divisible tasks with reported asks; see {@link #reported(Round, List, WorkAssignment)}. */
    public static Optional<ResaleMarket> reported(Round round, List<Optional<List<Long>>> ticks) {
        return reported(
                round, ticks, new WorkAssignment(round, new int[round.agents().size()]));
    }

    /**
     * Returns the market of a round with reported asks; the sellers' clock starts as {@link SellersClockStart#PUBLISHED}.
     *
     * @param round the round without tier 2
     * @param ticks asks of each aerial agent for its lots, in the scenario's order; later lots are not offered. If empty, asks equal costs
     * @param parts contents of the lots, for leaders to which whole units were sent
     * @throws SettingException as {@link #of(Round)} does
     */
    public static Optional<ResaleMarket> reported(Round round, List<Optional<List<Long>>> ticks, WorkAssignment parts) {
        return of(
                round,
                (k, _, _) -> ticks.get(k).map(List::size).orElse(MOST_LOTS),
                (k, lot, costTicks) -> ticks.get(k).map(all -> all.get(lot - 1)).orElse(costTicks),
                SellersClockStart.PUBLISHED,
                parts::lots);
    }

    /**
     * Returns this market if the rule does not promise truthfulness for such orders. Otherwise returns the market with asks that are costs without markup.
     */
    public ResaleMarket forRule(AuctionRule rule) {
        boolean severalLots = book.orders().anyMatch(order -> order.lot() > 1);
        if (!rule.traits().declaresTruthfulness(severalLots)) {
            return this;
        }
        List<Order> orders = new ArrayList<>(book.orders(Side.BUYERS));
        for (Seller seller : sellers) {
            for (Order ask : book.ordersOf(seller.agent().id())) {
                orders.add(ask.withLimit(seller.costTicks().get(ask.lot() - 1)));
            }
        }
        return new ResaleMarket(buyers, sellers, OrderBook.of(orders), buyersStartTicks, sellersStartTicks);
    }

    /** Returns this market with only the orders that a predicate accepts. */
    public ResaleMarket filter(Predicate<Order> orders) {
        OrderBook some = OrderBook.of(book.orders().filter(orders).toList());
        return new ResaleMarket(buyers, sellers, some, buyersStartTicks, sellersStartTicks);
    }

    /** Returns the smaller of the start of the sellers' clock and the lowest ask, ticks. No order or misreport depends on lower prices. */
    public long lowestTicks() {
        return Math.min(
                sellersStartTicks,
                book.orders(Side.SELLERS).stream()
                        .mapToLong(Order::limitTicks)
                        .min()
                        .orElse(sellersStartTicks));
    }

    private static List<Buyer> buyers(Round round, double[] bits, IntFunction<List<Double>> packed) {
        Scenario scenario = round.scenario();
        List<Buyer> buyers = new ArrayList<>();
        for (int leader = 0; leader < round.leaders().size(); leader++) {
            LeaderOutcome outcome = round.leaders().get(leader);
            Leader seller = outcome.leader();
            LeaderLoad load = outcome.load();
            if (seller.resells() && load.resaleDemand() > 0) {
                double lots = load.resaleDemand() / scenario.rules().lotWork();
                List<Double> units = packed.apply(leader);
                int count = units.isEmpty() ? (int) Math.max(1, Math.ceil(lots - NEGLIGIBLE_LOT)) : units.size();
                double bitsPerWork = bits[leader] / load.work();
                buyers.add(new Buyer(seller, leader, load.resaleDemand(), bitsPerWork, count, units, outcome.buyers()));
            }
        }
        return buyers;
    }

    /**
     * Totals and maxima over all pieces.
     *
     * @param bits input that was sent to each leader, bit
     * @param bitsPerWork largest input per unit of work of a task, bit/work
     * @param pricePerBit highest price of a fixed agent, agreed or offered, money/bit
     */
    private record Sent(double[] bits, double bitsPerWork, double pricePerBit) {}

    /** Computes totals and maxima in one pass over the pieces. */
    private static Sent sent(Round round) {
        double[] bits = new double[round.leaders().size()];
        boolean[] resells = new boolean[bits.length];
        double price = 0;
        for (int s = 0; s < bits.length; s++) {
            LeaderOutcome outcome = round.leaders().get(s);
            resells[s] = outcome.leader().resells();
            boolean asks = resells[s] && outcome.pricePerBit() != PricingGame.CLOSED;
            price = asks ? Math.max(price, outcome.pricePerBit()) : price;
        }
        double bitsPerWork = 0;
        SoldPieces pieces = round.sold();
        for (int task = 0; task < pieces.tasks(); task++) {
            double inputBits = pieces.inputBits(task);
            bitsPerWork = Math.max(bitsPerWork, inputBits / pieces.work(task));
            for (int piece = pieces.start(task); piece < pieces.end(task); piece++) {
                int leader = pieces.leader(piece);
                double sent = pieces.ratio(piece) * inputBits;
                bits[leader] += sent;
                double agreed = pieces.bill(piece) / sent;
                price = resells[leader] && agreed > price * (1 + ROUNDING) ? agreed : price;
            }
        }
        return new Sent(bits, bitsPerWork, price);
    }

    /** Returns the aerial agents that reach every buyer. */
    private static int[] reaching(Scenario scenario, ScenarioLinks links, List<Buyer> buyers) {
        return IntStream.range(0, scenario.aerialAgents().size())
                .filter(k -> buyers.stream().allMatch(buyer -> links.relayBitsPerSecond(buyer.leader(), k) > 0))
                .toArray();
    }

    private static List<Order> bids(Buyer buyer, LeaderOutcome outcome, Rules rules) {
        List<Double> valuations = ResaleBids.valuations(buyer, outcome, rules.lotWork());
        return IntStream.rangeClosed(1, valuations.size())
                .mapToObj(lot -> {
                    long limit = ticks(Math.floor(valuations.get(lot - 1) / rules.tickMoney()), rules);
                    return (Order) new Bid(buyer.agent().id(), lot, limit);
                })
                .toList();
    }

    private static List<Long> limits(int lots, Asks asks, int aerialAgent, Rules rules, IntToDoubleFunction money) {
        return IntStream.range(0, lots)
                .mapToObj(i -> asks.ticks(
                        aerialAgent, i + 1, ticks(Math.ceil(money.applyAsDouble(i) / rules.tickMoney()), rules)))
                .toList();
    }

    private static List<Order> asks(AerialAgent agent, List<Long> limits) {
        return IntStream.rangeClosed(1, limits.size())
                .mapToObj(lot -> (Order) new Ask(agent.id(), lot, limits.get(lot - 1)))
                .toList();
    }

    private static double offered(AerialAgent agent, Rules rules) {
        return Math.floor(agent.computer().workPerSecond() * rules.roundSeconds() / rules.lotWork());
    }

    private static void requireLots(List<Buyer> buyers, Scenario scenario, int[] reaching) {
        Rules rules = scenario.rules();
        double bids = buyers.stream().mapToDouble(Buyer::lots).sum();
        double asks = Arrays.stream(reaching)
                .mapToDouble(k -> offered(scenario.aerialAgents().get(k), rules))
                .sum();
        if (Math.max(bids, asks) > MOST_LOTS) {
            throw new SettingException(
                    "rules.lotWork must make at most " + MOST_LOTS + " lots on a side: " + rules.lotWork());
        }
    }

    private static long ticks(double ticks, Rules rules) {
        if (Math.abs(ticks) < Order.MAX_TICKS) {
            return (long) ticks;
        }
        throw tooSmall("prices of lots below " + Order.MAX_TICKS + " ticks", rules);
    }

    private static void requireGap(long gap, Rules rules) {
        if (gap >= DoubleDutch.MOST_STEPS) {
            throw tooSmall("fewer than " + DoubleDutch.MOST_STEPS + " ticks between the start clocks", rules);
        }
    }

    private static SettingException tooSmall(String rule, Rules rules) {
        return new SettingException(String.format(
                Locale.ROOT,
                "rules.tickMoney must make %s, for lots of rules.lotWork %s: %s",
                rule,
                rules.lotWork(),
                rules.tickMoney()));
    }
}
