package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.dynamics.PricingSettings;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * Pricing of a slot by a solver.
 *
 * @param solver solver, with or without repairs and a certificate
 * @param settings mode, start and number of the iterations
 */
record Pricer(CertifiedSolver solver, PricingSettings settings) {

    private static final int MOST_WALKS = 3;

    /**
     * Relative distance from its final value up to which a price counts as near. Larger distances are visible in a chart, such as {@code figure-4}.
     */
    private static final double NEAR = 0.01;

    /**
     * Result of the pricing.
     *
     * @param prices {@code double[leaders]}, money/bit
     * @param rounds number of iterations until prices converged for the first time, or of all iterations if they did not
     * @param roundsUntilNear number of iterations until no price differed by more than 1 % from its value after {@code rounds} iterations; in mode
     *     {@code STEPS} always {@code rounds}
     * @param rested whether prices converged
     * @param moves largest relative move of each iteration
     * @param certified prices with their certificate; null if there is none
     */
    record PriceUpdate(
            double[] prices,
            int rounds,
            int roundsUntilNear,
            boolean rested,
            List<Double> moves,
            @Nullable SolveResult certified) {

        /** Returns the result for unchanged prices. */
        static PriceUpdate unchanged(double[] prices) {
            return new PriceUpdate(prices, 0, 0, false, List.of(), null);
        }

        /** Returns the median number of decimal digits gained per iteration; NaN if no two successive moves are positive. */
        double contraction() {
            double[] digits = new double[Math.max(0, moves.size() - 1)];
            int count = 0;
            for (int r = 0; r + 1 < moves.size(); r++) {
                if (moves.get(r) > 0 && moves.get(r + 1) > 0) {
                    digits[count++] = Math.log10(moves.get(r) / moves.get(r + 1));
                }
            }
            Arrays.sort(digits, 0, count);
            return count == 0 ? Double.NaN : 0.5 * (digits[(count - 1) / 2] + digits[count / 2]);
        }
    }

    /**
     * Computes the prices of a slot.
     *
     * @param game game as observed by the leaders
     * @param quotes prices of the previous slot, money/bit; empty if there are none
     * @param mix mixed prices of the previous slot; empty if prices were fixed
     */
    PriceUpdate update(PricingGame game, double[] quotes, Optional<MixedPrices> mix) {
        double[] start = settings.warm() && quotes.length > 0 ? quotes : RoundAnalysisPlan.zeroStart(game);
        MixedPrices fixed = MixedPrices.pure(start);
        return switch (settings.mode()) {
            case SOLVE ->
                solver.repairs() ? certified(game, settings.warm() ? mix.orElse(fixed) : fixed) : rested(game, start);
            case STEPS -> stepped(game, start);
            case HELD -> quotes.length > 0 ? PriceUpdate.unchanged(quotes) : rested(game, start);
        };
    }

    /** Computes prices from price 0, without a certificate. */
    PriceUpdate solveFromColdStart(PricingGame game) {
        return rested(game, RoundAnalysisPlan.zeroStart(game));
    }

    private PriceUpdate certified(PricingGame game, MixedPrices start) {
        List<SolverIterate> states = new ArrayList<>();
        SolveResult result = solver.solve(game, start, states::add);
        SolveResult.SolveStatistics statistics = result.effort();
        List<SolverIterate> first = states.subList(0, Math.min(states.size(), 1 + statistics.firstIterations()));
        List<Double> moves =
                first.stream().skip(1).map(SolverIterate::largestMove).toList();
        int untilNear =
                roundsUntilNear(first.stream().map(SolverIterate::prices).toList());
        boolean rested = statistics.firstEnding() == SolverRun.Ending.RESTED;
        return new PriceUpdate(result.prices(), statistics.firstIterations(), untilNear, rested, moves, result);
    }

    private static int roundsUntilNear(List<double[]> path) {
        int rounds = path.size() - 1;
        while (rounds > 0 && isNear(path.get(rounds - 1), path.getLast())) {
            rounds--;
        }
        return rounds;
    }

    private static boolean isNear(double[] prices, double[] end) {
        for (int s = 0; s < end.length; s++) {
            double larger = Math.max(prices[s], end[s]);
            boolean apart = larger == PricingGame.CLOSED || Math.abs(prices[s] - end[s]) > NEAR * larger;
            if (prices[s] != end[s] && apart) {
                return false;
            }
        }
        return true;
    }

    private PriceUpdate rested(PricingGame game, double[] start) {
        List<Double> moves = new ArrayList<>();
        List<double[]> path = new ArrayList<>(List.of(start));
        EquilibriumSolver method = solver.solver();
        // Another run is worthwhile only with another method. The same method would end at the same prices.
        boolean handsOver = !method.afterFailures(MOST_WALKS, game.agents()).equals(method);
        double[] prices = start;
        SolverRun walk = method.start(game, prices);
        for (int walks = 1; ; walks++) {
            while (walk.advance()) {
                moves.add(walk.largestMove());
                path.add(walk.prices());
            }
            prices = walk.prices();
            boolean rested = walk.ending() == SolverRun.Ending.RESTED;
            if (rested || !handsOver || walks == MOST_WALKS) {
                return new PriceUpdate(prices, moves.size(), roundsUntilNear(path), rested, moves, null);
            }
            walk = method.afterFailures(walks, game.agents()).resume(game, prices);
        }
    }

    private PriceUpdate stepped(PricingGame game, double[] start) {
        List<Double> moves = new ArrayList<>();
        SolverRun walk = BestResponseIteration.gaussSeidel().start(game, start);
        boolean walking = true;
        for (int step = 0; walking && step < settings.steps(); step++) {
            walking = walk.advance();
            if (walking) {
                moves.add(walk.largestMove());
            }
        }
        boolean rested = walk.ending() == SolverRun.Ending.RESTED;
        return new PriceUpdate(walk.prices(), moves.size(), moves.size(), rested, moves, null);
    }
}
