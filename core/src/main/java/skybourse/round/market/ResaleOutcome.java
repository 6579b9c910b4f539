package skybourse.round.market;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * Result of tier 2: the auction's outcome and the round after it.
 *
 * @param market the market with the orders of the auction
 * @param outcome the auction's outcome for these orders
 * @param after the round after tier 2, in which aerial agents compute the traded lots, or some of them ({@link #withOnly})
 * @param aerialAgents outcomes by aerial agent index, of the lots that the agents compute
 */
public record ResaleOutcome(
        ResaleMarket market, AuctionOutcome outcome, Round after, List<AerialOutcome> aerialAgents) {

    public ResaleOutcome {
        aerialAgents = List.copyOf(aerialAgents);
    }

    /**
     * Holds the auction of a market, with the asks for its rule ({@link ResaleMarket#forRule}), and moves the traded lots.
     *
     * @param before the round without tier 2
     * @param market its resale market
     * @param rule rule of the auction
     * @param ties order among equal orders
     */
    public static ResaleOutcome of(Round before, ResaleMarket market, AuctionRule rule, TieOrder ties) {
        return of(before, market, rule, ties, TaskRunner.CALLER);
    }

    /**
     * Holds the auction, as {@link #of(Round, ResaleMarket, AuctionRule, TieOrder)} does.
     *
     * @param tasks executor that evaluates many tasks of wireless agents in parallel; it changes no result
     */
    public static ResaleOutcome of(
            Round before, ResaleMarket market, AuctionRule rule, TieOrder ties, TaskRunner tasks) {
        ResaleMarket asked = market.forRule(rule);
        return of(before, asked, rule.clear(asked.book(), ties), tasks);
    }

    /**
     * Moves the lots that were traded.
     *
     * @param before the round without tier 2
     * @param market its resale market
     * @param outcome the auction's outcome on {@code market.book()}
     */
    public static ResaleOutcome of(Round before, ResaleMarket market, AuctionOutcome outcome) {
        return of(before, market, outcome, TaskRunner.CALLER);
    }

    /**
     * Moves the lots that were traded.
     *
     * @param before the round without tier 2
     * @param market its resale market
     * @param outcome the auction's outcome on {@code market.book()}
     * @param tasks executor that evaluates many tasks of wireless agents in parallel; it changes no result
     */
    public static ResaleOutcome of(Round before, ResaleMarket market, AuctionOutcome outcome, TaskRunner tasks) {
        return move(before, market, outcome, outcome.trades(), tasks);
    }

    /**
     * Returns the result in which aerial agents compute only some of the traded lots. Leaders compute the others, as if they had not traded them.
     *
     * @param before the round without tier 2
     * @param computed trades of the auction whose lots are computed
     * @param tasks executor that evaluates many tasks of wireless agents in parallel; it changes no result
     */
    public ResaleOutcome withOnly(Round before, List<Trade> computed, TaskRunner tasks) {
        return move(before, market, outcome, computed, tasks);
    }

    /** Returns the work in a traded lot, work units. */
    public double lotWork(Trade trade) {
        return market.buyers().stream()
                .filter(buyer -> buyer.agent().id().equals(trade.bid().participant()))
                .mapToDouble(buyer ->
                        buyer.workOf(trade.bid().lot(), after.scenario().rules().lotWork()))
                .sum();
    }

    private static ResaleOutcome move(
            Round before, ResaleMarket market, AuctionOutcome outcome, List<Trade> moved, TaskRunner tasks) {
        Scenario scenario = before.scenario();
        List<Resale> resales =
                new ArrayList<>(Collections.nCopies(before.leaders().size(), Resale.NONE));
        double[] transferSeconds = new double[scenario.aerialAgents().size()];
        Map<String, List<Trade>> sales =
                moved.stream().collect(groupingBy(trade -> trade.ask().participant()));
        Map<String, Map<String, List<Trade>>> purchases = moved.stream()
                .collect(groupingBy(
                        trade -> trade.bid().participant(),
                        groupingBy(trade -> trade.ask().participant())));
        for (ResaleMarket.Buyer buyer : market.buyers()) {
            Map<String, List<Trade>> bought =
                    purchases.getOrDefault(buyer.agent().id(), Map.of());
            List<Resale.Portion> portions = new ArrayList<>();
            for (ResaleMarket.Seller seller : market.sellers()) {
                String id = seller.agent().id();
                List<Trade> trades = bought.getOrDefault(id, List.of());
                if (!trades.isEmpty()) {
                    int all = sales.getOrDefault(id, List.of()).size();
                    Resale.Portion portion = portion(before, trades, all, buyer, seller);
                    portions.add(portion);
                    transferSeconds[seller.aerialAgent()] += portion.transferSeconds();
                }
            }
            resales.set(buyer.leader(), new Resale(portions, !buyer.packed().isEmpty()));
        }
        assert resales.stream()
                                .flatMap(resale -> resale.portions().stream())
                                .mapToInt(Resale.Portion::lots)
                                .sum()
                        == moved.size()
                : "every lot moved is in a portion";
        return new ResaleOutcome(
                market,
                outcome,
                PriceEvaluation.afterResale(before, resales, tasks),
                aerialOutcomes(scenario, sales, transferSeconds));
    }

    /** Returns the portion of a buyer's work that a seller computes. {@code sold} is the number of lots that the seller sells to all buyers. */
    private static Resale.Portion portion(
            Round before, List<Trade> trades, int sold, ResaleMarket.Buyer buyer, ResaleMarket.Seller seller) {
        double lotWork = before.scenario().rules().lotWork();
        double work = trades.stream()
                .mapToDouble(trade -> buyer.workOf(trade.bid().lot(), lotWork))
                .sum();
        assert !buyer.packed().isEmpty() || work <= buyer.demand() * (1 + 1e-9)
                : "portions take no more than the resale demand";
        double rate = before.links().relayBitsPerSecond(buyer.leader(), seller.aerialAgent());
        double transfer = work * buyer.bitsPerWork() / rate;
        double execution = sold * lotWork / seller.agent().computer().workPerSecond();
        return new Resale.Portion(seller.agent().id(), trades.size(), work, transfer, execution);
    }

    private static List<AerialOutcome> aerialOutcomes(
            Scenario scenario, Map<String, List<Trade>> sales, double[] transferSeconds) {
        Rules rules = scenario.rules();
        List<AerialOutcome> outcomes = new ArrayList<>();
        for (int k = 0; k < transferSeconds.length; k++) {
            var agent = scenario.aerialAgents().get(k);
            List<Trade> sold = sales.getOrDefault(agent.id(), List.of());
            long halfTicks =
                    sold.stream().mapToLong(Trade::sellerPriceHalfTicks).sum();
            double received = halfTicks * rules.tickMoney() / 2;
            outcomes.add(
                    new AerialOutcome(agent, sold.size(), sold.size() * rules.lotWork(), transferSeconds[k], received));
        }
        return outcomes;
    }

    /**
     * Returns the payments of both tiers.
     *
     * @throws skybourse.base.scenario.SettingException if the payments exceed 2^62 ledger units in total
     */
    public Ledger ledger() {
        return Settlement.of(after, outcome.trades());
    }

    /** Returns the welfare of both tiers, money. Payments cancel in it. */
    public double welfare() {
        return after.welfare()
                - aerialAgents.stream().mapToDouble(AerialOutcome::cost).sum();
    }

    /** Returns the resold work as a share of the resale demand of fixed agents, at least 0. It can exceed 1 if lots hold whole units. */
    public double soldShare() {
        double demand =
                market.buyers().stream().mapToDouble(ResaleMarket.Buyer::demand).sum();
        double sold = after.leaders().stream()
                .mapToDouble(leader -> leader.load().resale().work())
                .sum();
        return sold / demand;
    }
}
