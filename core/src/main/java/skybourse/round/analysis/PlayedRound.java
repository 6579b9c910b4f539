package skybourse.round.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.agent.AerialAgent;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Resale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.SellersStart;
import skybourse.round.market.Settlement;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;

/**
 * A round played through both tiers with nothing audited, from what everybody declares.
 *
 * @param truth the world with true costs and places
 * @param tiers the world as declared
 * @param mechanism makes the auction's rule from its market
 * @param prices what leaders ask
 * @param sold the round as tier 1 leaves it
 * @param resold what the auction made of it
 * @param rule the auction's rule; empty where none was held
 */
record PlayedRound(
        Scenario truth,
        TwoTiers tiers,
        Function<ResaleMarket, AuctionRule> mechanism,
        double[] prices,
        Round sold,
        Optional<AuctionRule> rule,
        Optional<Resold> resold) {

    /** Aerial agents offer every lot that they can compute. */
    static final ResaleMarket.Offer ALL = (_, _, _) -> ResaleMarket.MOST_LOTS;

    static PlayedRound of(
            Scenario truth, TwoTiers tiers, double[] prices, Function<ResaleMarket, AuctionRule> mechanism) {
        return of(truth, tiers, prices, mechanism, ALL);
    }

    private static PlayedRound of(
            Scenario truth,
            TwoTiers tiers,
            double[] prices,
            Function<ResaleMarket, AuctionRule> mechanism,
            ResaleMarket.Offer offer) {
        Round sold = tiers.sold(prices);
        TieOrder ties = new TieOrder.ByLot(truth.seed(), 0);
        SellersStart start = SellersStart.of(truth.rules());
        Optional<ResaleMarket> market = ResaleMarket.of(sold, offer, ResaleMarket.Asks.COSTS, start);
        Optional<AuctionRule> rule = market.map(mechanism);
        Optional<Resold> resold = market.map(one -> Resold.of(sold, one, rule.orElseThrow(), ties));
        return new PlayedRound(truth, tiers, mechanism, prices, sold, rule, resold);
    }

    /**
     * Returns the round in which the world is declared otherwise. Prices are found again only if leaders expect other costs of overload: aerial
     * agents reach tier 1 through nothing else.
     */
    PlayedRound declaring(Scenario declared, ResaleMarket.Offer offer, CertifiedSolver solver) {
        TwoTiers other = TwoTiers.of(declared);
        double[] expected = other.game().leaderTable().overloadPrices();
        double[] asked = Arrays.equals(expected, tiers.game().leaderTable().overloadPrices())
                ? prices
                : StudyPlan.asked(solver.solve(other.game(), StudyPlan.zeroStart(other.game())), truth.seed(), 0);
        return of(truth, other, asked, mechanism, offer);
    }

    /** Returns the round in which one leader asks another price and the others keep theirs. */
    PlayedRound asking(int leader, double price) {
        double[] changed = prices.clone();
        changed[leader] = price;
        return of(truth, tiers, changed, mechanism);
    }

    /**
     * Returns what an aerial agent is paid less its true energy and battery, money; minus infinity if it sold lots that cannot reach it.
     *
     * @param aerialAgent its index
     * @param trueLinks the links of the true world
     */
    double profit(int aerialAgent, Reach trueLinks) {
        AerialAgent agent = truth.aerialAgents().get(aerialAgent);
        return resold.map(played -> {
                    AerialOutcome sales = played.aerialAgents().get(aerialAgent);
                    double seconds = played.market().buyers().stream()
                            .mapToDouble(buyer -> bits(played, buyer, agent.id())
                                    / trueLinks.relayBitsPerSecond(buyer.leader(), aerialAgent))
                            .filter(one -> !Double.isNaN(one)) // nothing sent where nothing can be
                            .sum();
                    return new AerialOutcome(agent, sales.lots(), sales.lotsWork(), seconds, sales.received()).profit();
                })
                .orElse(0.0);
    }

    private static double bits(Resold played, ResaleMarket.Buyer buyer, String aerialAgent) {
        return buyer.bitsPerWork()
                * played.after().leaders().get(buyer.leader()).load().resale().portions().stream()
                        .filter(portion -> portion.aerialAgent().equals(aerialAgent))
                        .mapToDouble(Resale.Portion::work)
                        .sum();
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
