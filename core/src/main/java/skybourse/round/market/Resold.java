package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * What tier 2 changed: the lots that moved, the round as it really ended, and every payment.
 *
 * @param market the orders
 * @param outcome what the auction decided about them
 * @param after the round with the lots moved
 * @param aerialAgents outcomes by aerial agent index
 * @param ledger every payment of both tiers
 */
public record Resold(
        ResaleMarket market, AuctionOutcome outcome, Round after, List<AerialOutcome> aerialAgents, Ledger ledger) {

    public Resold {
        aerialAgents = List.copyOf(aerialAgents);
    }

    /**
     * Holds the auction of a market, moves its lots and settles.
     *
     * @param before the round without tier 2
     * @param market its resale market
     * @param rule of the auction
     * @param ties who comes first among equals
     */
    public static Resold of(Round before, ResaleMarket market, AuctionRule rule, TieOrder ties) {
        return of(before, market, rule.clear(market.book(), ties));
    }

    /**
     * Moves the lots that were traded and settles.
     *
     * @param before the round without tier 2
     * @param market its resale market
     * @param outcome the auction's outcome on {@code market.book()}
     */
    public static Resold of(Round before, ResaleMarket market, AuctionOutcome outcome) {
        Scenario world = before.scenario();
        List<Resale> resales = new ArrayList<>();
        before.leaders().forEach(leader -> resales.add(Resale.NONE));
        double[] transferSeconds = new double[world.aerialAgents().size()];
        for (ResaleMarket.Buyer buyer : market.buyers()) {
            List<Resale.Portion> portions = new ArrayList<>();
            for (ResaleMarket.Seller seller : market.sellers()) {
                portion(before, outcome, buyer, seller).ifPresent(portion -> {
                    portions.add(portion);
                    transferSeconds[seller.aerialAgent()] += portion.transferSeconds();
                });
            }
            resales.set(buyer.leader(), new Resale(portions));
        }
        assert resales.stream()
                                .flatMap(resale -> resale.portions().stream())
                                .mapToInt(Resale.Portion::lots)
                                .sum()
                        == outcome.trades().size()
                : "every lot traded is in a portion";
        Round after = RoundEvaluation.resold(before, resales);
        return new Resold(
                market,
                outcome,
                after,
                aerialOutcomes(world, outcome, transferSeconds),
                Settlement.of(after, outcome.trades()));
    }

    private static Optional<Resale.Portion> portion(
            Round before, AuctionOutcome outcome, ResaleMarket.Buyer buyer, ResaleMarket.Seller seller) {
        List<Trade> trades = trades(outcome, buyer, seller);
        if (trades.isEmpty()) {
            return Optional.empty();
        }
        double lotWork = before.scenario().rules().lotWork();
        double work = trades.stream()
                .mapToDouble(trade -> buyer.workOf(trade.bid().lot(), lotWork))
                .sum();
        assert work <= buyer.overload() * (1 + 1e-9) : "portions take no more than the overload";
        double rate = before.links().relayBitsPerSecond(buyer.leader(), seller.aerialAgent());
        double transfer = work * buyer.bitsPerWork() / rate;
        String id = seller.agent().id();
        double execution =
                outcome.lotsOf(id) * lotWork / seller.agent().computer().workPerSecond();
        return Optional.of(new Resale.Portion(id, trades.size(), work, transfer, execution));
    }

    private static List<Trade> trades(AuctionOutcome outcome, ResaleMarket.Buyer buyer, ResaleMarket.Seller seller) {
        return outcome.trades().stream()
                .filter(trade -> trade.bid().participant().equals(buyer.agent().id())
                        && trade.ask().participant().equals(seller.agent().id()))
                .toList();
    }

    private static List<AerialOutcome> aerialOutcomes(
            Scenario world, AuctionOutcome outcome, double[] transferSeconds) {
        Rules rules = world.rules();
        List<AerialOutcome> outcomes = new ArrayList<>();
        for (int k = 0; k < transferSeconds.length; k++) {
            var agent = world.aerialAgents().get(k);
            int lots = outcome.lotsOf(agent.id());
            long halfTicks = outcome.trades().stream()
                    .filter(trade -> trade.ask().participant().equals(agent.id()))
                    .mapToLong(Trade::sellerPriceHalfTicks)
                    .sum();
            double received = halfTicks * rules.tickMoney() / 2;
            outcomes.add(new AerialOutcome(agent, lots, lots * rules.lotWork(), transferSeconds[k], received));
        }
        return outcomes;
    }

    /** Returns the welfare of both tiers, in which payments cancel; money. */
    public double welfare() {
        return after.totals().welfare()
                - aerialAgents.stream().mapToDouble(AerialOutcome::cost).sum();
    }

    /** Returns the share of all overload of fixed agents that was sold, in [0, 1]. */
    public double soldShare() {
        double overload = market.buyers().stream()
                .mapToDouble(ResaleMarket.Buyer::overload)
                .sum();
        double sold = after.leaders().stream()
                .mapToDouble(leader -> leader.load().resale().work())
                .sum();
        return sold / overload;
    }
}
