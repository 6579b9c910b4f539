package skybourse.tier1.equilibrium;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import skybourse.base.numeric.Checks;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * Equilibrium solver with certificate and repair: it solves and certifies, moves the leaders for which the certificate found a better
 * price, and solves again.
 *
 * <p>A solve ends with the first prices whose certificate holds. If there are none, it ends with the prices of the smallest {@code eps}
 * seen. This happens after {@code repairLimit} repairs and the last attempts, or once rounds of best responses have covered 10 million
 * links (400 rounds in markets of more than 25,000 links). The smallest {@code eps} seen need not be the smallest that exists: an
 * equilibrium in fixed prices may not exist.
 *
 * <p>A repair moves each leader for which the certificate found a better price to the best price found. If an earlier repair led to the
 * same prices, only the leader with the largest gain moves. If an earlier repair led to those prices too, that leader moves by half the
 * distance. If those prices are not new either, or no leader improves, the next run starts from new prices. In markets of at most 3,000
 * agents, the rivals of a leader with two equally good prices may give up some profit within the tolerance, so that the leader's price
 * stays nearly the best one.
 *
 * @param solver method that iterates prices; the constructor adapts it by {@link EquilibriumSolver#withTolerance}
 * @param certifier certifies prices at which a run ends
 * @param tolerance requested {@code eps}, relative, above 0
 * @param repairLimit largest number of repairs; 0 for no repair
 * @param mixes whether mixed-strategy prices are searched: from a mixed start, and, after repairs in markets of at most 3,000
 *     agents, if no fixed prices are certified
 */
public record CertifiedSolver(
        EquilibriumSolver solver, Certifier certifier, double tolerance, int repairLimit, boolean mixes) {

    /** Default number of repairs. Markets that 15 repairs do not solve mostly have no equilibrium nearby (ours). */
    public static final int STANDARD_REPAIRS = 15;

    /** @throws IllegalArgumentException if {@code tolerance} is not positive and finite, or {@code repairLimit} is negative */
    public CertifiedSolver {
        Checks.positive(tolerance, "tolerance");
        Checks.nonNegative(repairLimit, "repairLimit");
        solver = solver.withTolerance(tolerance);
    }

    /**
     * Creates a solver that searches only fixed prices.
     *
     * @throws IllegalArgumentException if {@code tolerance} is not positive and finite, or {@code repairLimit} is negative
     */
    public CertifiedSolver(EquilibriumSolver solver, Certifier certifier, double tolerance, int repairLimit) {
        this(solver, certifier, tolerance, repairLimit, false);
    }

    /** Returns the same solver with mixed-strategy prices allowed. */
    public CertifiedSolver withMixedPrices() {
        return new CertifiedSolver(solver, certifier, tolerance, repairLimit, true);
    }

    /**
     * Returns the same solver without repairs and without mixed-strategy prices. The new solver returns the prices of the first run, with their
     * certificate.
     */
    public CertifiedSolver withoutRepairs() {
        return new CertifiedSolver(solver, certifier, tolerance, 0);
    }

    /** Returns whether this solver repairs prices. */
    public boolean repairs() {
        return repairLimit > 0;
    }

    /**
     * Solves a game.
     *
     * @param start {@code double[leaders]}, money per bit, not changed
     * @return the prices found, with their certificate
     * @throws IllegalArgumentException if a start price is negative or NaN
     */
    public SolveResult solve(PricingGame game, double[] start) {
        return solve(game, start, () -> false);
    }

    /**
     * Solves a game until it is done or told to stop.
     *
     * @param start {@code double[leaders]}, money per bit, not changed
     * @param stop polled after each iteration and repair, and before a bound on a leader's profit is refined, by all threads of the
     *     certifier; must stay true once it is true
     * @return the prices found, with their certificate; {@link SolveResult.SmallestEpsilon} if the stop came before a certificate held
     * @throws IllegalArgumentException if a start price is negative or NaN
     */
    public SolveResult solve(PricingGame game, double[] start, BooleanSupplier stop) {
        return solve(game, MixedPrices.pure(start), stop);
    }

    /**
     * Solves a game and reports each state. Each report costs one pass over the links.
     *
     * @param start {@code double[leaders]}, money per bit, not changed
     * @param watcher receives the start, then each iteration of the solver, including those after repairs, and last the prices of
     *     the result if they differ from the last iteration
     * @return the prices found, with their certificate
     * @throws IllegalArgumentException if a start price is negative or NaN
     */
    public SolveResult solve(PricingGame game, double[] start, Consumer<SolverIterate> watcher) {
        return solve(game, MixedPrices.pure(start), watcher);
    }

    /**
     * Solves a game from mixed-strategy prices until it is done or told to stop. If this solver allows mixed prices and the start has some,
     * the start is certified first. If its certificate does not hold, the solver searches for a certified mix near it before it searches
     * for fixed prices.
     *
     * @param start mixed prices of a similar market, each within its leader's cap
     * @param stop as in {@link #solve(PricingGame, double[], BooleanSupplier)}
     */
    public SolveResult solve(PricingGame game, MixedPrices start, BooleanSupplier stop) {
        return new RepairLoop(this, game, null, stop).run(start);
    }

    /**
     * Solves a game from mixed-strategy prices and reports each state.
     *
     * @param start mixed prices of a similar market, each within its leader's cap
     * @param watcher as in {@link #solve(PricingGame, double[], Consumer)}
     */
    public SolveResult solve(PricingGame game, MixedPrices start, Consumer<SolverIterate> watcher) {
        return new RepairLoop(this, game, watcher, () -> false).run(start);
    }
}
