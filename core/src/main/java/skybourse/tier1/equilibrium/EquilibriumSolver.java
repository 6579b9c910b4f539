package skybourse.tier1.equilibrium;

import skybourse.tier1.game.PricingGame;

/**
 * Iterative method for equilibrium prices. Convergence does not prove an equilibrium. {@link CertifiedSolver} certifies the converged
 * prices, and starts again if the certificate finds a better price.
 */
public interface EquilibriumSolver {

    /**
     * Starts a run from any prices.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     */
    SolverRun start(PricingGame game, double[] start);

    /**
     * Starts a run from nearly converged prices, such as the result of another run with a few leaders moved.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     */
    default SolverRun resume(PricingGame game, double[] start) {
        return start(game, start);
    }

    /**
     * Returns the same method with an accuracy that suits a tolerance. The default returns this method.
     *
     * @param tolerance the relative gap that is to be certified
     */
    default EquilibriumSolver withTolerance(double tolerance) {
        return this;
    }

    /**
     * Returns the method for the next run of the same solve. The default returns this method.
     *
     * @param failures number of runs of this solve that reached the step limit without convergence
     * @param agents number of followers in the market
     */
    default EquilibriumSolver afterFailures(int failures, int agents) {
        return this;
    }
}
