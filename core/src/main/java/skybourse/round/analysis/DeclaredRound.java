package skybourse.round.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Resale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.SellersClockStart;
import skybourse.round.market.Settlement;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;

/**
 * Outcome of both tiers of a round, computed from the agents' declarations, without an audit.
 *
 * @param truth scenario with true costs and positions
 * @param tiers declared scenario with its game
 * @param mechanism returns the auction rule of a resale market
 * @param prices prices by leader, money/bit
 * @param sold round after tier 1
 * @param rule auction rule; empty if there was no auction
 * @param resold outcome of the auction with the round after it; empty if there was no auction
 */
record DeclaredRound(
        Scenario truth,
        TwoTierRound tiers,
        Function<ResaleMarket, AuctionRule> mechanism,
        double[] prices,
        Round sold,
        Optional<AuctionRule> rule,
        Optional<ResaleOutcome> resold) {

    /** Offer in which each aerial agent offers every lot that it can compute. */
    static final ResaleMarket.Offer ALL = (_, _, _) -> ResaleMarket.MOST_LOTS;

    static DeclaredRound of(
            Scenario truth, TwoTierRound tiers, double[] prices, Function<ResaleMarket, AuctionRule> mechanism) {
        return of(truth, tiers, prices, mechanism, ALL);
    }

    private static DeclaredRound of(
            Scenario truth,
            TwoTierRound tiers,
            double[] prices,
            Function<ResaleMarket, AuctionRule> mechanism,
            ResaleMarket.Offer offer) {
        Round tierOneRound = tiers.sell(prices);
        TieOrder ties = new TieOrder.Lottery(truth.seed(), 0);
        SellersClockStart start = SellersClockStart.of(truth.rules());
        Optional<ResaleMarket> market = ResaleMarket.of(tierOneRound, offer, ResaleMarket.Asks.COSTS, start);
        Optional<AuctionRule> rule = market.map(mechanism);
        Optional<ResaleOutcome> resold =
                market.map(one -> ResaleOutcome.of(tierOneRound, one, rule.orElseThrow(), ties));
        return new DeclaredRound(truth, tiers, mechanism, prices, tierOneRound, rule, resold);
    }

    /**
     * Returns the round with another declaration of an aerial agent. Aerial agents influence tier 1 only through the leaders' terms. Prices are
     * therefore computed again only if a leader's terms differ.
     */
    DeclaredRound withDeclarations(Scenario declared, ResaleMarket.Offer offer, CertifiedSolver solver) {
        TwoTierRound other = TwoTierRound.of(declared);
        LeaderTable terms = other.game().leaderTable();
        LeaderTable before = tiers.game().leaderTable();
        double[] asked = IntStream.range(0, terms.count()).allMatch(s -> terms.sameTerms(before, s))
                ? prices
                : RoundAnalysisPlan.roundPrices(
                        solver.solve(other.game(), RoundAnalysisPlan.zeroStart(other.game())), truth.seed(), 0);
        return of(truth, other, asked, mechanism, offer);
    }

    /** Returns the round with another price of one leader. The prices of the other leaders stay the same. */
    DeclaredRound withPrice(int leader, double price) {
        double[] changed = prices.clone();
        changed[leader] = price;
        return of(truth, tiers, changed, mechanism);
    }

    /**
     * Returns an aerial agent's receipts minus its true energy and battery costs, in money; negative infinity if it sold lots over a relay link whose
     * true rate is 0, and 0 if there was no auction.
     *
     * @param aerialAgent index of the aerial agent
     * @param trueLinks links of the true scenario
     */
    double profit(int aerialAgent, ScenarioLinks trueLinks) {
        AerialAgent agent = truth.aerialAgents().get(aerialAgent);
        return resold.map(played -> {
                    AerialOutcome sales = played.aerialAgents().get(aerialAgent);
                    double seconds = played.market().buyers().stream()
                            .mapToDouble(buyer -> bits(played, buyer, agent.id())
                                    / trueLinks.relayBitsPerSecond(buyer.leader(), aerialAgent))
                            // The quotient is NaN (0/0) if nothing was sent over a link of rate 0. Such a transfer
                            // takes no time.
                            .filter(one -> !Double.isNaN(one))
                            .sum();
                    return new AerialOutcome(agent, sales.lots(), sales.lotsWork(), seconds, sales.received()).profit();
                })
                .orElse(0.0);
    }

    private static double bits(ResaleOutcome played, ResaleMarket.Buyer buyer, String aerialAgent) {
        return buyer.bitsPerWork()
                * played.after().leaders().get(buyer.leader()).load().resale().portions().stream()
                        .filter(portion -> portion.aerialAgent().equals(aerialAgent))
                        .mapToDouble(Resale.Portion::work)
                        .sum();
    }

    /** Returns whether the prices and the start clocks are bit for bit equal to those of another round. */
    boolean hasPricesOf(DeclaredRound other) {
        return Arrays.equals(prices, other.prices) && startClocks().equals(other.startClocks());
    }

    private List<Long> startClocks() {
        return resold.map(ResaleOutcome::market)
                .map(market -> List.of(market.buyersStartTicks(), market.sellersStartTicks()))
                .orElse(List.of());
    }

    /** Returns the settled profit of a leader: its ledger balance minus the energy cost of the work that it computes itself, in money. */
    double settled(int leader) {
        return resold.map(played -> Settlement.profits(played.ledger(), played.after()))
                .orElseGet(() -> Settlement.profits(Settlement.of(sold, List.of()), sold))[leader];
    }
}
