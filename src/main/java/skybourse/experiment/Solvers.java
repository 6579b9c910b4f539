package skybourse.experiment;

import java.util.ArrayList;
import java.util.List;
import skybourse.certificate.Certifier;
import skybourse.equilibrium.BestResponseIteration;
import skybourse.equilibrium.CertifiedSolver;
import skybourse.equilibrium.EquilibriumSolver;
import skybourse.equilibrium.GlobalSearch;
import skybourse.equilibrium.GridSearch;
import skybourse.equilibrium.LeaderResponse;
import skybourse.equilibrium.NaiveSolver;
import skybourse.equilibrium.PriceNewton;
import skybourse.equilibrium.SlopeSearch;
import skybourse.equilibrium.SolverState;
import skybourse.game.PricingGame;
import skybourse.market.StudyPlan;
import skybourse.random.RandomStreams;
import skybourse.scenario.Scenario;

/** Solvers and start prices by name. */
final class Solvers {

    /** Axis whose value names the solver. */
    static final String SOLVER = "solver";

    /** Axis whose value names the start prices. */
    static final String START = "start";

    /** Axis whose value names how a leader finds its best price. */
    static final String LEADER = "leader";

    private static final List<String> LEADERS = List.of("slope", "grid", "global");
    private static final List<String> NAMES = List.of("gauss-seidel", "jacobi", "damped", "newton", "naive");
    private static final int EVALUATIONS_A_LEADER = 20_000;
    private static final String RANDOM = "random-";

    private Solvers() {}

    /** Throws where the settings name no solver or start. */
    static void check(Settings settings) {
        String solver = settings.word(SOLVER, NAMES);
        boolean asksLeaders = !solver.equals("newton") && !solver.equals("naive");
        if (!settings.word(LEADER, LEADERS).equals(LEADERS.getFirst()) && !asksLeaders) {
            throw new IllegalArgumentException(
                    "leader must be slope with solver " + solver + ", which asks no leader: " + settings.text(LEADER));
        }
        String start = settings.text(START);
        if (!start.matches("zero|caps|" + RANDOM + "\\d{1,9}")) {
            throw new IllegalArgumentException("start must be zero, caps or random-1, random-2, ...: " + start);
        }
    }

    /** Returns the method that moves prices. */
    static EquilibriumSolver walker(Settings settings) {
        return switch (settings.word(SOLVER, NAMES)) {
            case "jacobi" -> BestResponseIteration.jacobi().with(leader(settings));
            case "damped" -> BestResponseIteration.damped(0.5).with(leader(settings));
            case "newton" -> PriceNewton.standard(1);
            case "naive" -> new NaiveSolver();
            default -> BestResponseIteration.gaussSeidel().with(leader(settings));
        };
    }

    private static LeaderResponse leader(Settings settings) {
        return switch (settings.word(LEADER, LEADERS)) {
            case "grid" -> GridSearch.baseline();
            case "global" -> GlobalSearch.standard();
            default -> new SlopeSearch(true);
        };
    }

    /** Returns the solver with its certificate, in one thread. */
    static CertifiedSolver certified(Settings settings, Scenario world) {
        var certifier = new Certifier(1, EVALUATIONS_A_LEADER);
        return new CertifiedSolver(
                walker(settings), certifier, world.rules().tolerance(), CertifiedSolver.STANDARD_REPAIRS);
    }

    /** Returns the states from the start until prices first come to rest, before any repair. */
    static List<SolverState> statesToRest(CertifiedSolver solver, PricingGame game, double[] start) {
        List<SolverState> states = new ArrayList<>();
        new CertifiedSolver(solver.solver(), solver.certifier(), solver.tolerance(), 0).solve(game, start, states::add);
        return states;
    }

    /** Returns the prices to start from; random ones differ with the seed. */
    static double[] start(Settings settings, PricingGame game, long seed) {
        String start = settings.text(START);
        return switch (start) {
            case "zero" -> StudyPlan.zeroStart(game);
            case "caps" -> StudyPlan.capsStart(game);
            default -> {
                int index = Integer.parseInt(start.substring(RANDOM.length()));
                yield StudyPlan.randomStart(new RandomStreams(seed).stream("start-prices", index), game);
            }
        };
    }
}
