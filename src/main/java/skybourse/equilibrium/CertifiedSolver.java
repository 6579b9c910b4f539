package skybourse.equilibrium;

import skybourse.game.PricingGame;
import skybourse.numeric.Checks;

/**
 * The loop <em>solve, certify, move the leaders that the certificate improves, solve again</em>. Ends with the first
 * prices whose certificate holds, else with the smallest {@code eps} seen after {@code repairLimit} repairs.
 *
 * <p>Repairs: all improvable leaders move at once to the best price the certificate saw. Where that leads back to prices
 * already repaired, only the leader of the largest gap moves; where that does too, best responses cycle and the next
 * repair starts afresh from prices half way between those of the cycle.
 *
 * @param solver moves prices to rest
 * @param certifier grades prices at rest
 * @param tolerance the {@code eps} asked for, relative
 * @param repairLimit repairs at most
 */
public record CertifiedSolver(EquilibriumSolver solver, PriceCertifier certifier, double tolerance, int repairLimit) {

    /** Repairs tried by default; markets that 15 do not repair mostly have no equilibrium nearby (ours). */
    public static final int STANDARD_REPAIRS = 15;

    public CertifiedSolver {
        Checks.positive(tolerance, "tolerance");
        Checks.nonNegative(repairLimit, "repairLimit");
    }

    /**
     * Solves a market.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     * @return the prices found, with their certificate
     */
    public SolveResult solve(PricingGame game, double[] start) {
        return new RepairLoop(this, game).run(start);
    }
}
