package skybourse.evidence.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.game.PricingGame;

/** Creates the solvers and start prices that the settings of a cell describe. */
public final class SolverResolver {

    /** Axis whose value names the solver. */
    public static final String SOLVER = "solver";

    /** Axis whose value names the start prices. */
    public static final String START = "start";

    /** Axis whose value names the search for a leader's best price. */
    static final String SEARCH = "search";

    /** Newton's method with mixed prices if no pure prices can be certified. */
    private static final String MIXED = "newton-mixed";

    private static final String NAIVE = "naive";

    private static final List<String> SOLVERS = Stream.concat(SolverCatalogue.METHODS.stream(), Stream.of(NAIVE, MIXED))
            .toList();

    private static final String RANDOM = "random-";

    private SolverResolver() {}

    /** Returns the axes of every task that solves tier 1. */
    public static SequencedMap<String, String> axes() {
        return CellTask.axes("""
                scenario=20/2/3/3 overload=expected-cost delay=wait resalePrice=published solver=newton
                search=slope start=zero
                """);
    }

    /**
     * Checks the settings of scenario, solver and start.
     *
     * @throws IllegalArgumentException if they are invalid
     */
    public static void check(GridPoint settings, ScenarioSource scenarios) {
        scenarios.check(settings);
        String solver = method(settings);
        String search = settings.word(SEARCH, SolverCatalogue.SEARCHES);
        boolean asksLeaders = SolverCatalogue.usesLeaderResponse(solver) && !solver.equals(NAIVE);
        if (!search.equals(SolverCatalogue.SEARCHES.getFirst()) && !asksLeaders) {
            throw new IllegalArgumentException(
                    "search must be slope with solver " + solver + ", which does not search per leader: " + search);
        }
        String start = settings.text(START);
        if (!start.matches("zero|caps|" + RANDOM + "\\d{1,9}")) {
            throw new IllegalArgumentException("start must be zero, caps or random-1, random-2, ...: " + start);
        }
    }

    /** Returns the method that updates prices. */
    static EquilibriumSolver priceMethod(GridPoint settings) {
        String method = method(settings);
        return method.equals(NAIVE)
                ? new NaiveSolver()
                : SolverCatalogue.priceMethod(method, settings.word(SEARCH, SolverCatalogue.SEARCHES), 1);
    }

    private static String method(GridPoint settings) {
        String solver = settings.word(SOLVER, SOLVERS);
        return solver.equals(MIXED) ? "newton" : solver;
    }

    /** Returns the solver with its certificate, on one thread. */
    public static CertifiedSolver certified(GridPoint settings, Scenario scenario) {
        CertifiedSolver solver = SolverCatalogue.certified(
                priceMethod(settings), scenario.rules().tolerance(), 1);
        boolean mixes = settings.text(SOLVER).equals(MIXED) || scenario.rules().allowsMixedPrices();
        return mixes ? solver.withMixedPrices() : solver;
    }

    /** Returns the states of the solver from the start until the prices first converge or the solver stops. The states during repairs are left out. */
    public static List<SolverIterate> statesToConvergence(CertifiedSolver solver, PricingGame game, double[] start) {
        List<SolverIterate> states = new ArrayList<>();
        solver.withoutRepairs().solve(game, start, states::add);
        return states;
    }

    /** Returns the start prices, {@code prices[s]} of leader s in money/bit. Random ones depend on the seed. */
    public static double[] start(GridPoint settings, PricingGame game, long seed) {
        String start = settings.text(START);
        return switch (start) {
            case "zero" -> RoundAnalysisPlan.zeroStart(game);
            case "caps" -> RoundAnalysisPlan.capsStart(game);
            default -> {
                int index = Integer.parseInt(start.substring(RANDOM.length()));
                yield RoundAnalysisPlan.randomStart(new RandomStreams(seed).stream("start-prices", index), game);
            }
        };
    }
}
