package skybourse.tier1.equilibrium;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import skybourse.base.numeric.Checks;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * Right for prices whose quality must be known; wrong where an equilibrium does not exist: it then gives the smallest {@code eps}
 * seen, which need not be the smallest there is.
 *
 * <p>The loop <em>solve, certify, move the leaders that the certificate improves, solve again</em>. Ends with the first
 * prices whose certificate holds, else with the smallest {@code eps} seen after {@code repairLimit} repairs, or after as many
 * rounds of best responses as go over 10 million links (400 rounds in larger markets), which then takes no more work.
 *
 * <p>Repairs: all improvable leaders move at once to the best price the certificate saw. Where that leads back to prices
 * already repaired, only the leader of the largest gap moves, then half way; where that leads back too, and where the
 * certificate improves nobody, the next repair starts afresh. In markets of moderate size leaders that are torn between two
 * prices are also balanced. {@link SolveResult.Cycle} is the ending only where a walk went round the same prices twice.
 *
 * @param solver moves prices to rest, as near as the tolerance needs
 * @param certifier grades prices at rest
 * @param tolerance the {@code eps} asked for, relative
 * @param repairLimit repairs at most
 * @param mixes whether leaders may draw their prices where no prices certify; only with repairs
 */
public record CertifiedSolver(
        EquilibriumSolver solver, Certifier certifier, double tolerance, int repairLimit, boolean mixes) {

    /** Repairs tried by default; markets that 15 do not repair mostly have no equilibrium nearby (ours). */
    public static final int STANDARD_REPAIRS = 15;

    public CertifiedSolver {
        Checks.positive(tolerance, "tolerance");
        Checks.nonNegative(repairLimit, "repairLimit");
        solver = solver.within(tolerance);
    }

    /** Makes a solver whose leaders draw nothing; see the parameters above. */
    public CertifiedSolver(EquilibriumSolver solver, Certifier certifier, double tolerance, int repairLimit) {
        this(solver, certifier, tolerance, repairLimit, false);
    }

    /** Returns the same solver, whose leaders may draw their prices where no prices certify. */
    public CertifiedSolver mixing() {
        return new CertifiedSolver(solver, certifier, tolerance, repairLimit, true);
    }

    /** Returns the same solver without repairs: prices stay where they come to rest first. */
    public CertifiedSolver unrepaired() {
        return new CertifiedSolver(solver, certifier, tolerance, 0);
    }

    /** Tells whether prices that the certificate betters move on. */
    public boolean repairs() {
        return repairLimit > 0;
    }

    /**
     * Solves a market.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     * @return the prices found, with their certificate
     */
    public SolveResult solve(PricingGame game, double[] start) {
        return solve(game, start, () -> false);
    }

    /**
     * Solves a market until it is told to stop: then the smallest {@code eps} seen is the answer.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     * @param stop asked after each iteration, each repair, and before a bound on a leader's profit is made sharper; once true, always true
     * @return the prices found, with their certificate; {@link SolveResult.SmallestEpsilon} where the stop came before any was certified
     */
    public SolveResult solve(PricingGame game, double[] start, BooleanSupplier stop) {
        return solve(game, MixedPrices.pure(start), stop);
    }

    /**
     * Solves a market and tells the way, at the cost of one pass over the links for each state.
     *
     * @param game the market
     * @param start {@code double[leaders]}, money per bit, not changed
     * @param watcher told each state in order: the start, each iteration of the solver, those after repairs too, and, where
     *     the last iteration left others, the prices of the result
     * @return the prices found, with their certificate
     */
    public SolveResult solve(PricingGame game, double[] start, Consumer<SolverState> watcher) {
        return solve(game, MixedPrices.pure(start), watcher);
    }

    /**
     * Solves a market from mixed prices until it is told to stop. Where leaders may mix, these prices are certified first; if they do not
     * hold, a mix near them is searched for before any fixed prices.
     *
     * @param game the market
     * @param start mixed prices of a similar market, each within its leader's cap
     * @param stop as above
     */
    public SolveResult solve(PricingGame game, MixedPrices start, BooleanSupplier stop) {
        return new RepairLoop(this, game, null, stop).run(start);
    }

    /** Solves a market from mixed prices, likewise, and tells the way. */
    public SolveResult solve(PricingGame game, MixedPrices start, Consumer<SolverState> watcher) {
        return new RepairLoop(this, game, watcher, () -> false).run(start);
    }
}
