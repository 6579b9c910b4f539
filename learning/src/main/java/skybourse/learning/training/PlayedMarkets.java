package skybourse.learning.training;

import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.learning.episodes.AuctionMarket;
import skybourse.learning.episodes.ScenarioMarkets;
import skybourse.learning.episodes.ScenarioRound;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardWeights;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.DropOutMarket;

/**
 * Markets that no training saw, on which an auctioneer of the midpoint rule is held against other rules.
 *
 * @param played at least one
 * @param seen markets seen before them; what is chosen is chosen on these
 * @param law of traders with one lot each, where they have one that is known
 * @param books whether books say what lots are worth to buyers
 * @param turns of the midpoint rule
 * @param reward what gains and messages are worth
 */
public record PlayedMarkets(
        List<AuctionMarket> played,
        List<AuctionMarket> seen,
        Optional<DropOutMarket> law,
        boolean books,
        Turns turns,
        ClockReward reward) {

    private static final int SEEN_MARKETS = 1_000;

    public PlayedMarkets {
        played = List.copyOf(played);
        seen = List.copyOf(seen);
    }

    /** Draws so many markets of a benchmark, those that other comparisons of the seed draw first. */
    public static PlayedMarkets of(ClockMarket market, int count, long seed) {
        Optional<DropOutMarket> law = Optional.of(market.components())
                .filter(components -> components.size() == 1)
                .map(one -> new DropOutMarket(one.getFirst(), market.sellersStartTicks(), market.buyersStartTicks()));
        return new PlayedMarkets(
                drawn(market, seed, "evaluation-markets", count),
                drawn(market, seed, "training-markets", SEEN_MARKETS),
                law,
                false,
                Turns.ALTERNATE,
                ClockReward.of(market));
    }

    private static List<AuctionMarket> drawn(ClockMarket market, long seed, String purpose, int count) {
        return SampledValue.markets(market, seed, purpose, count).stream()
                .map(MarketDraw::book)
                .map(book -> new AuctionMarket(book, market.buyersStartTicks(), market.sellersStartTicks()))
                .toList();
    }

    /**
     * Draws the tasks of a scenario so many times, as {@link DrawnStudy} does; nothing where that leads to fewer than two markets in which steps
     * can be chosen.
     */
    public static Optional<PlayedMarkets> of(Scenario scenario, int count, long seed, TaskRunner tasks) {
        List<AuctionMarket> played = DrawnStudy.unseen(scenario, seed, count, tasks).stream()
                .map(ScenarioRound::market)
                .toList();
        return ScenarioMarkets.Pool.of(DrawnStudy.seen(scenario, tasks))
                .filter(_ -> played.size() > 1)
                .map(pool -> new PlayedMarkets(
                        played,
                        pool.markets(),
                        Optional.empty(),
                        true,
                        ScenarioMarkets.TURNS,
                        new ClockReward(RewardWeights.standard(), pool.scale())));
    }

    /** Tells whether somebody has more than one lot. */
    public boolean severalLots() {
        return played.stream().anyMatch(market -> market.book().orders().anyMatch(order -> order.lot() > 1));
    }
}
