package skybourse.round.analysis;

import java.util.List;
import skybourse.base.agent.Rules;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestPriceSearch;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.GlobalPriceSearch;
import skybourse.tier1.equilibrium.GridPriceSearch;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SlopePriceSearch;

/** Solvers by the names that are used in command lines and files. */
public final class SolverCatalogue {

    /** Names of the price iterations. */
    public static final List<String> METHODS = List.of("gauss-seidel", "jacobi", "damped", "newton");

    /** Names of the leaders' best-response searches; the first is the default. */
    public static final List<String> SEARCHES = List.of("slope", "grid", "global");

    private static final int EVALUATIONS_A_LEADER = 20_000;
    private static final double DAMPING = 0.5;

    private SolverCatalogue() {}

    /** Returns whether a method uses best responses of leaders, and therefore a search. */
    public static boolean usesLeaderResponse(String method) {
        return !method.equals("newton");
    }

    /**
     * Returns a price iteration.
     *
     * @param method one of {@link #METHODS}
     * @param search one of {@link #SEARCHES}; ignored if {@link #usesLeaderResponse} is false for the method
     * @param threads number of threads of {@code newton}; ignored by the other methods
     * @throws IllegalArgumentException if {@code method}, or a {@code search} that is used, is unknown
     */
    public static EquilibriumSolver priceMethod(String method, String search, int threads) {
        return switch (method) {
            case "gauss-seidel" -> BestResponseIteration.gaussSeidel().with(leader(search));
            case "jacobi" -> BestResponseIteration.jacobi().with(leader(search));
            case "damped" -> BestResponseIteration.damped(DAMPING).with(leader(search));
            case "newton" -> PriceNewton.standard(threads);
            default -> throw new IllegalArgumentException("method must be one of " + METHODS + ": " + method);
        };
    }

    private static BestPriceSearch leader(String search) {
        return switch (search) {
            case "slope" -> new SlopePriceSearch(true);
            case "grid" -> GridPriceSearch.baseline();
            case "global" -> GlobalPriceSearch.standard();
            default -> throw new IllegalArgumentException("search must be one of " + SEARCHES + ": " + search);
        };
    }

    /**
     * Returns the default solver: Newton's method with repair steps, at the tolerance of the rules. It uses mixed prices if the rules allow
     * them.
     *
     * @param rules rules of the scenario
     * @param threads number of threads; prices do not depend on it
     */
    public static CertifiedSolver defaultSolver(Rules rules, int threads) {
        CertifiedSolver solver =
                certified(priceMethod("newton", SEARCHES.getFirst(), threads), rules.tolerance(), threads);
        return rules.allowsMixedPrices() ? solver.withMixedPrices() : solver;
    }

    /**
     * Returns a solver that repairs its prices until they are certified, or {@link CertifiedSolver#STANDARD_REPAIRS} repair steps are used.
     *
     * @param walker price iteration
     * @param tolerance largest relative deviation gap
     * @param threads number of threads of the certificate, whose result does not depend on it
     */
    public static CertifiedSolver certified(EquilibriumSolver walker, double tolerance, int threads) {
        return new CertifiedSolver(
                walker, new Certifier(threads, EVALUATIONS_A_LEADER), tolerance, CertifiedSolver.STANDARD_REPAIRS);
    }
}
