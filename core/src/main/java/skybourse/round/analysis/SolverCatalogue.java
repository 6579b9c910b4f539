package skybourse.round.analysis;

import java.util.List;
import skybourse.base.agent.Rules;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.GlobalSearch;
import skybourse.tier1.equilibrium.GridSearch;
import skybourse.tier1.equilibrium.LeaderResponse;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SlopeSearch;

/** Every way to find prices, by the name that a command line or a file gives. */
public final class SolverCatalogue {

    /** How prices move. */
    public static final List<String> METHODS = List.of("gauss-seidel", "jacobi", "damped", "newton");

    /** How a leader finds its best price; the first is the usual one. */
    public static final List<String> SEARCHES = List.of("slope", "grid", "global");

    private static final int EVALUATIONS_A_LEADER = 20_000;
    private static final double DAMPING = 0.5;

    private SolverCatalogue() {}

    /** Tells whether a method asks leaders for their best price, so that a search means something. */
    public static boolean asksLeaders(String method) {
        return !method.equals("newton");
    }

    /**
     * Makes the method that moves prices.
     *
     * @param method one of {@link #METHODS}
     * @param search one of {@link #SEARCHES}; not looked at by methods that ask no leader
     * @param threads of those methods that can use some
     */
    public static EquilibriumSolver walker(String method, String search, int threads) {
        return switch (method) {
            case "gauss-seidel" -> BestResponseIteration.gaussSeidel().with(leader(search));
            case "jacobi" -> BestResponseIteration.jacobi().with(leader(search));
            case "damped" -> BestResponseIteration.damped(DAMPING).with(leader(search));
            case "newton" -> PriceNewton.standard(threads);
            default -> throw new IllegalArgumentException("method must be one of " + METHODS + ": " + method);
        };
    }

    private static LeaderResponse leader(String search) {
        return switch (search) {
            case "slope" -> new SlopeSearch(true);
            case "grid" -> GridSearch.baseline();
            case "global" -> GlobalSearch.standard();
            default -> throw new IllegalArgumentException("search must be one of " + SEARCHES + ": " + search);
        };
    }

    /**
     * Makes the solver of whoever names none: Newton's, repaired, at the rules' tolerance; leaders may draw prices where the rules let them.
     *
     * @param threads it may use; its prices do not depend on them
     */
    public static CertifiedSolver usual(Rules rules, int threads) {
        CertifiedSolver solver = certified(walker("newton", SEARCHES.getFirst(), threads), rules.tolerance(), threads);
        return rules.mixes() ? solver.mixing() : solver;
    }

    /**
     * Makes a solver that repairs its prices until they are certified.
     *
     * @param tolerance the relative gap that is to be proved
     * @param threads of the certificate, which is the same for any number of them
     */
    public static CertifiedSolver certified(EquilibriumSolver walker, double tolerance, int threads) {
        return new CertifiedSolver(
                walker, new Certifier(threads, EVALUATIONS_A_LEADER), tolerance, CertifiedSolver.STANDARD_REPAIRS);
    }
}
