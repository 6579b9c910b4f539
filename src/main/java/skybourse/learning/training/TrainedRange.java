package skybourse.learning.training;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;

/**
 * The auctions that a model was trained on, by what an auctioneer sees of them at once, and what it does elsewhere.
 *
 * <p>Right as a fence: beyond it nothing was learned and nothing judged. Wrong as a promise: markets inside may still be unlike those of
 * the training.
 *
 * @param buyerLots how many lots are asked for
 * @param sellerLots how many are offered
 * @param gapTicks between the start clocks
 * @param elsewhereTicks the step taken in other auctions, on the gap of the model's action set: of its steps the best fixed one on the
 *     training markets
 */
public record TrainedRange(Span buyerLots, Span sellerLots, Span gapTicks, long elsewhereTicks) {

    /** Everything. */
    public static final TrainedRange ANY = new TrainedRange(Span.ANY, Span.ANY, Span.ANY, 1);

    /** How far beyond what was seen a model is still asked, as a ratio (ours). */
    private static final double LEEWAY = 1.25;

    /**
     * Numbers from one to another, both included.
     *
     * @param least the least seen
     * @param most the most seen
     */
    public record Span(long least, long most) {

        static final Span ANY = new Span(0, Long.MAX_VALUE);

        static Span of(List<AuctionMarket> markets, ToLongFunction<AuctionMarket> number) {
            var seen = markets.stream().mapToLong(number).summaryStatistics();
            return new Span(seen.getMin(), seen.getMax());
        }

        private boolean covers(long number) {
            return number * LEEWAY >= least && number <= most * LEEWAY;
        }
    }

    /** Returns what markets of scenarios are like; for other sources, whose law is the same wherever they are used, everything. */
    static TrainedRange of(AuctionProblem problem) {
        if (!(problem.source() instanceof ScenarioMarkets scenarios)) {
            return ANY;
        }
        List<AuctionMarket> markets = scenarios.pools().stream()
                .flatMap(pool -> pool.markets().stream())
                .toList();
        return new TrainedRange(
                Span.of(markets, market -> market.book().orders(Side.BUYERS).size()),
                Span.of(markets, market -> market.book().orders(Side.SELLERS).size()),
                Span.of(markets, AuctionMarket::gapTicks),
                bestFixed(problem, scenarios));
    }

    private static long bestFixed(AuctionProblem problem, ScenarioMarkets scenarios) {
        return problem.actions().steps().ticks().stream()
                .max(Comparator.comparingDouble(ticks -> scenarios.pools().stream()
                        .mapToDouble(pool -> mean(problem, pool, ticks))
                        .sum()))
                .orElseThrow();
    }

    private static double mean(AuctionProblem problem, ScenarioMarkets.Pool pool, long ticks) {
        ClockReward reward = new ClockReward(problem.reward().weights(), pool.scale());
        return pool.markets().stream()
                .mapToDouble(market -> reward.total(
                        market.course(new FixedStep(problem.actions().on(ticks, market.gapTicks()))), market.book()))
                .average()
                .orElseThrow();
    }

    /** Tells whether an auction is about as those of the training were. */
    boolean covers(ClockState state) {
        return buyerLots.covers(lots(state.buyers()))
                && sellerLots.covers(lots(state.sellers()))
                && gapTicks.covers(state.startGapTicks());
    }

    private static long lots(ClockState.SideState side) {
        return (long) side.waiting() + side.queuedLots();
    }
}
