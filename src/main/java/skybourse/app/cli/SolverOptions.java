package skybourse.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import skybourse.app.codec.InvalidInputException;
import skybourse.base.numeric.Wire;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.SolverCatalogue;
import skybourse.round.market.StudyPlan;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.PricingGame;

/** How to solve, the same for every command that does. */
final class SolverOptions {

    enum Method {
        GAUSS_SEIDEL,
        JACOBI,
        DAMPED,
        NEWTON;

        @Override
        public String toString() {
            return Wire.name(this);
        }
    }

    enum Leader {
        SLOPE,
        GRID,
        GLOBAL;

        @Override
        public String toString() {
            return Wire.name(this);
        }
    }

    enum Start {
        ZERO,
        CAPS,
        RANDOM;

        @Override
        public String toString() {
            return Wire.name(this);
        }
    }

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "How prices move: ${COMPLETION-CANDIDATES}. Default: newton, with --leader gauss-seidel;"
                    + " docs/tier1.md compares them.")
    private @Nullable Method method;

    @Option(
            names = "--leader",
            paramLabel = "SEARCH",
            description =
                    "How a leader finds its best price: ${COMPLETION-CANDIDATES}; not with newton. Default: slope.")
    private @Nullable Leader leader;

    @Option(
            names = "--start",
            paramLabel = "START",
            defaultValue = "zero",
            description = "Prices to start from: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Start start = Start.ZERO;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of random starts. Default: the scenario's.")
    private @Nullable Long seed;

    @Option(
            names = "--tolerance",
            paramLabel = "EPS",
            description = "Relative gap that is to be proved. Default: the scenario's.")
    private @Nullable Double tolerance;

    /** Returns the solver for a scenario; its results are the same for any number of threads. */
    CertifiedSolver solver(Scenario scenario, int threads) {
        if (tolerance != null) {
            OptionRange.positive(tolerance, "--tolerance");
        }
        String search = (leader == null ? Leader.SLOPE : leader).toString();
        return SolverCatalogue.certified(
                SolverCatalogue.walker(method(), search, threads),
                tolerance == null ? scenario.rules().tolerance() : tolerance,
                threads);
    }

    private String method() {
        Method chosen = method == null ? leader == null ? Method.NEWTON : Method.GAUSS_SEIDEL : method;
        if (leader != null && !SolverCatalogue.asksLeaders(chosen.toString())) {
            throw new InvalidInputException(
                    "--leader",
                    "",
                    "must not be given with --method newton: " + leader,
                    "--method gauss-seidel was meant; newton moves all prices at once and asks no leader.");
        }
        return chosen.toString();
    }

    /** Complains about a seed where nothing starts from a draw; {@code others} tells whether other starts are drawn too. */
    void refuseIdleSeed(CommandSpec spec, boolean others) {
        if (start != Start.RANDOM && !others) {
            IdleOptions.refuse(spec, "no random start", "--seed");
        }
    }

    /** Returns the seed of the random starts. */
    long startSeed(Scenario scenario) {
        return seed == null ? scenario.seed() : seed;
    }

    /** Returns the prices to start from. */
    double[] start(Scenario scenario, PricingGame game) {
        return switch (start) {
            case ZERO -> StudyPlan.zeroStart(game);
            case CAPS -> StudyPlan.capsStart(game);
            case RANDOM ->
                StudyPlan.randomStart(new RandomStreams(startSeed(scenario)).stream("start-prices", 0), game);
        };
    }
}
