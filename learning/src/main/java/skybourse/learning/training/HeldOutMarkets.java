package skybourse.learning.training;

import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardWeights;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.DropOutMarketDistribution;

/**
 * Markets that no training used, for the comparison of a policy of the midpoint rule with other rules.
 *
 * @param played the markets, at least one
 * @param seen other markets, on which the parameters of rules are chosen
 * @param law the distribution of traders with one lot each; empty for a mixture or for markets of a scenario
 * @param books whether the buyers' valuations come from a ledger, as in tier 2, so that a rule need not ask the buyers
 * @param turns turn order of the midpoint rule
 * @param reward reward of gains and messages
 */
public record HeldOutMarkets(
        List<AuctionMarket> played,
        List<AuctionMarket> seen,
        Optional<DropOutMarketDistribution> law,
        boolean books,
        TurnOrder turns,
        ClockReward reward) {

    private static final int SEEN_MARKETS = 1_000;

    public HeldOutMarkets {
        played = List.copyOf(played);
        seen = List.copyOf(seen);
    }

    /**
     * Samples markets of a distribution. Other comparisons with the same seed begin with the same markets.
     *
     * @param market the distribution
     * @param count number of markets
     * @param seed seed of the markets
     */
    public static HeldOutMarkets of(ClockMarketDistribution market, int count, long seed) {
        Optional<DropOutMarketDistribution> law = Optional.of(market.components())
                .filter(components -> components.size() == 1)
                .map(one -> new DropOutMarketDistribution(
                        one.getFirst(), market.sellersStartTicks(), market.buyersStartTicks()));
        return new HeldOutMarkets(
                drawn(market, seed, "evaluation-markets", count),
                drawn(market, seed, "training-markets", SEEN_MARKETS),
                law,
                false,
                TurnOrder.ALTERNATE,
                ClockReward.of(market));
    }

    private static List<AuctionMarket> drawn(ClockMarketDistribution market, long seed, String purpose, int count) {
        return SampledValue.markets(market, seed, purpose, count).stream()
                .map(SampledMarket::book)
                .map(book -> new AuctionMarket(book, market.buyersStartTicks(), market.sellersStartTicks()))
                .toList();
    }

    /**
     * Returns markets of a scenario with randomized tasks whose auction has a choice of steps, sampled as in {@link HeldOutComparison}; empty if
     * fewer than two of these markets have a choice
     * of steps, or none of the other markets has one.
     *
     * @param scenario the scenario
     * @param count number of times that tasks are sampled
     * @param seed seed of the tasks
     * @param tasks solves rounds in parallel; changes no result
     */
    public static Optional<HeldOutMarkets> of(Scenario scenario, int count, long seed, TaskRunner tasks) {
        List<AuctionMarket> played = HeldOutComparison.heldOutRounds(scenario, seed, count, tasks).stream()
                .map(ScenarioRound::market)
                .toList();
        return ScenarioMarkets.Pool.of(HeldOutComparison.trainingRounds(scenario, tasks))
                .filter(_ -> played.size() > 1)
                .map(pool -> new HeldOutMarkets(
                        played,
                        pool.markets(),
                        Optional.empty(),
                        true,
                        ScenarioMarkets.TURNS,
                        new ClockReward(RewardWeights.standard(), pool.scale())));
    }

    /** Returns whether any trader has more than one lot. */
    public boolean severalLots() {
        return played.stream().anyMatch(market -> market.book().orders().anyMatch(order -> order.lot() > 1));
    }
}
