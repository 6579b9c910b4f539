package skybourse.round.market;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;

/**
 * A round played through both tiers with nothing audited, from what everybody declares.
 *
 * @param truth the world with true costs
 * @param tiers the world as declared
 * @param mechanism makes the auction's rule from its market
 * @param prices what leaders ask
 * @param sold the round as tier 1 leaves it
 * @param rule the auction's rule; empty where none was held
 * @param resold what the auction made of it
 */
record PlayedRound(
        Scenario truth,
        TwoTiers tiers,
        Function<ResaleMarket, AuctionRule> mechanism,
        double[] prices,
        Round sold,
        Optional<AuctionRule> rule,
        Optional<Resold> resold) {

    static PlayedRound of(
            Scenario truth, Scenario declared, CertifiedSolver solver, Function<ResaleMarket, AuctionRule> mechanism) {
        TwoTiers tiers = TwoTiers.of(declared);
        return of(
                truth,
                tiers,
                StudyPlan.asked(solver.solve(tiers.game(), StudyPlan.zeroStart(tiers.game())), declared.seed(), 0),
                mechanism);
    }

    static PlayedRound of(
            Scenario truth, TwoTiers tiers, double[] prices, Function<ResaleMarket, AuctionRule> mechanism) {
        Round sold = tiers.sold(prices);
        TieOrder ties = new TieOrder.ByLot(truth.seed(), 0);
        Optional<ResaleMarket> market = ResaleMarket.of(sold);
        Optional<AuctionRule> rule = market.map(mechanism);
        Optional<Resold> resold = market.map(one -> Resold.of(sold, one, rule.orElseThrow(), ties));
        return new PlayedRound(truth, tiers, mechanism, prices, sold, rule, resold);
    }

    /** Returns the round in which one leader asks another price and the others keep theirs. */
    PlayedRound asking(int leader, double price) {
        double[] changed = prices.clone();
        changed[leader] = price;
        return of(truth, tiers, changed, mechanism);
    }

    /** Returns what an aerial agent is paid above what it would have asked by its true costs, money. */
    double gains(AerialAgent agent) {
        return resold.map(played -> {
                    Round declaredTruly = new Round(truth, sold.links(), sold.sold(), sold.leaders());
                    var book = ResaleMarket.of(declaredTruly).orElseThrow().book();
                    return played.outcome().utilityHalfTicks(agent.id(), book)
                            * truth.rules().tickMoney()
                            / 2;
                })
                .orElse(0.0);
    }

    /** Tells whether prices and start clocks are those of another round, to the bit. */
    boolean hasPricesOf(PlayedRound other) {
        return Arrays.equals(prices, other.prices) && startClocks().equals(other.startClocks());
    }

    private List<Long> startClocks() {
        return resold.map(Resold::market)
                .map(market -> List.of(market.buyersStartTicks(), market.sellersStartTicks()))
                .orElse(List.of());
    }

    /** Returns what the books leave a leader, less the energy of the work it does itself; money. */
    double settled(int leader) {
        return resold.map(played -> Settlement.profits(played.ledger(), played.after()))
                .orElseGet(() -> Settlement.profits(Settlement.of(sold, List.of()), sold))[leader];
    }
}
