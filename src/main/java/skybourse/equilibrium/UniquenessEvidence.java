package skybourse.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.game.PricingGame;
import skybourse.numeric.Checks;

/**
 * Where solves from different starts ended: no proof that an equilibrium is the only one, but evidence, or a counterexample.
 *
 * @param runs one for each start: all prices zero, all at their caps, then the random ones
 * @param distinct the certified price vectors that differ from each other
 * @param priceTolerance relative price difference up to which two end points count as the same
 */
public record UniquenessEvidence(List<Run> runs, List<double[]> distinct, double priceTolerance) {

    /**
     * One solve.
     *
     * @param start name of the start: {@code zero}, {@code caps} or {@code random 1} and so on
     * @param result how it ended
     */
    public record Run(String start, SolveResult result) {}

    public UniquenessEvidence {
        runs = List.copyOf(runs);
        distinct = List.copyOf(distinct);
    }

    /**
     * Solves from zero, from the caps and from random starts, uniform between zero and half the caps.
     *
     * @param random the source of the random starts
     * @param solver solves and certifies
     * @param game the market
     * @param randomStarts how many random starts
     * @param priceTolerance relative price difference up to which two end points count as the same
     * @return where the solves ended
     */
    public static UniquenessEvidence gather(
            RandomGenerator random, CertifiedSolver solver, PricingGame game, int randomStarts, double priceTolerance) {
        Checks.positive(priceTolerance, "priceTolerance");
        List<Run> runs = new ArrayList<>();
        double[] caps = game.leaderTable().priceCaps();
        runs.add(new Run("zero", solver.solve(game, new double[game.leaders()])));
        runs.add(new Run("caps", solver.solve(game, caps)));
        for (int i = 1; i <= randomStarts; i++) {
            double[] start = new double[game.leaders()];
            for (int s = 0; s < start.length; s++) {
                start[s] = random.nextDouble(0.5 * caps[s]);
            }
            runs.add(new Run("random " + i, solver.solve(game, start)));
        }
        return new UniquenessEvidence(runs, distinct(runs, priceTolerance), priceTolerance);
    }

    private static List<double[]> distinct(List<Run> runs, double priceTolerance) {
        List<double[]> distinct = new ArrayList<>();
        for (Run run : runs) {
            double[] prices = run.result().prices();
            if (run.result().certificate().holds()
                    && distinct.stream().noneMatch(other -> largestDifference(other, prices) <= priceTolerance)) {
                distinct.add(prices);
            }
        }
        return distinct;
    }

    private static double largestDifference(double[] one, double[] other) {
        double largest = 0;
        for (int s = 0; s < one.length; s++) {
            largest = Math.max(largest, BestResponseWalk.relativeMove(one[s], other[s]));
        }
        return largest;
    }

    /** Returns the finding in one sentence. */
    public String inWords() {
        return switch (distinct.size()) {
            case 0 -> "no certified equilibrium found from " + runs.size() + " starts";
            case 1 -> "no second equilibrium found from " + runs.size() + " starts";
            default -> distinct.size() + " distinct certified equilibria found from " + runs.size() + " starts";
        };
    }
}
