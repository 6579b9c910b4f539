package skybourse.learning.training;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;

/**
 * Training range of a model: bounds on the visible properties of its training auctions, and the fixed step that is taken outside these bounds.
 *
 * <p>Outside the range the model was neither trained nor evaluated. Markets inside it may still differ from those of the training. The number of a
 * trader's lots is visible only after it accepts, so a market with too many lots is recognized only then.
 *
 * @param mostBuyerLots largest number of lots that buyers bid for
 * @param mostSellerLots largest number of lots that sellers offered
 * @param leastGapTicks smallest gap between the start clocks
 * @param mostGapTicks largest gap between the start clocks
 * @param elsewhereTicks fixed step outside the range, in ticks on the gap of the model's action set; the candidates were the model's steps and the
 *     steps halfway between them, and it is the best of them on the training markets
 */
public record TrainedRange(
        long mostBuyerLots, long mostSellerLots, long leastGapTicks, long mostGapTicks, long elsewhereTicks) {

    /** Unlimited range. */
    public static final TrainedRange ANY = new TrainedRange(Long.MAX_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE, 1);

    /** Largest ratio by which a state may exceed the training range. The model is not used for other states (ours). */
    private static final double LEEWAY = 1.25;

    /** Returns the training range of a problem with markets of scenarios. It is unlimited for other sources, whose distribution is fixed. */
    static TrainedRange of(AuctionProblem problem) {
        if (!(problem.source() instanceof ScenarioMarkets scenarios)) {
            return ANY;
        }
        var gaps = scenarios.pools().stream()
                .flatMap(pool -> pool.markets().stream())
                .mapToLong(AuctionMarket::gapTicks)
                .summaryStatistics();
        return new TrainedRange(
                scenarios.mostBuyerLots(),
                scenarios.mostSellerLots(),
                gaps.getMin(),
                gaps.getMax(),
                bestFixed(problem, scenarios));
    }

    private static long bestFixed(AuctionProblem problem, ScenarioMarkets scenarios) {
        return problem.actions().steps().withHalfway().ticks().stream()
                .max(Comparator.comparingDouble(ticks -> scenarios.pools().stream()
                        .mapToDouble(pool -> mean(problem, pool, ticks))
                        .sum()))
                .orElseThrow();
    }

    private static double mean(AuctionProblem problem, ScenarioMarkets.Pool pool, long ticks) {
        List<AuctionMarket> markets = pool.markets();
        return IntStream.range(0, markets.size())
                .mapToDouble(i -> {
                    long step = problem.actions().on(ticks, markets.get(i).gapTicks());
                    return pool.total(
                            i,
                            markets.get(i).course(new FixedStep(step)),
                            problem.reward().weights());
                })
                .average()
                .orElseThrow();
    }

    /** Returns the fixed step in a state, ticks. */
    long fixedTicks(ClockState state, ActionSet actions) {
        return Math.min(actions.on(elsewhereTicks, state.startGapTicks()), state.largestStepTicks());
    }

    /** Returns the fixed step, in ticks, if the state is outside the training range; otherwise empty. The range has a tolerance of 25 %. */
    public OptionalLong fallbackStepTicks(ClockState state, ActionSet actions) {
        return covers(state) ? OptionalLong.empty() : OptionalLong.of(fixedTicks(state, actions));
    }

    boolean covers(ClockState state) {
        long gapTicks = state.startGapTicks();
        return gapTicks * LEEWAY >= leastGapTicks
                && gapTicks <= mostGapTicks * LEEWAY
                && lots(state.buyers()) <= mostBuyerLots * LEEWAY
                && lots(state.sellers()) <= mostSellerLots * LEEWAY;
    }

    private static long lots(ClockState.SideState side) {
        return (long) side.waiting() + side.queuedLots();
    }
}
