package skybourse.tier1.equilibrium;

import skybourse.tier1.game.PricingGame;

/**
 * A method that moves prices towards rest. Prices at rest prove nothing: CertifiedSolver has them certified and
 * starts again where the certificate found better.
 */
public interface EquilibriumSolver {

    /**
     * Starts a walk.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     */
    PriceWalk walk(PricingGame game, double[] start);

    /**
     * Starts a walk from prices that are near rest, such as those of a solve with a few leaders moved.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     */
    default PriceWalk resume(PricingGame game, double[] start) {
        return walk(game, start);
    }

    /**
     * Returns the method for prices that need be no nearer to equilibrium than within a tolerance.
     *
     * @param tolerance the relative gap that is to be proved
     */
    default EquilibriumSolver within(double tolerance) {
        return this;
    }

    /**
     * Returns the method to go on with.
     *
     * @param failures how many walks of one solve have used up their steps without coming to rest
     * @param agents how many followers the market has
     */
    default EquilibriumSolver after(int failures, int agents) {
        return this;
    }
}
