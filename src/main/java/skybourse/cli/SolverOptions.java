package skybourse.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import skybourse.certificate.Certifier;
import skybourse.equilibrium.BestResponseIteration;
import skybourse.equilibrium.CertifiedSolver;
import skybourse.equilibrium.EquilibriumSolver;
import skybourse.game.PricingGame;
import skybourse.market.StudyPlan;
import skybourse.random.RandomStreams;
import skybourse.scenario.Scenario;

/** How to solve, the same for every command that does. */
final class SolverOptions {

    private static final int EVALUATIONS_A_LEADER = 20_000;
    private static final double DAMPING = 0.5;

    enum Method {
        gauss_seidel,
        jacobi,
        damped
    }

    enum Start {
        zero,
        caps,
        random
    }

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "gauss_seidel",
            description = "How prices move: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Method method = Method.gauss_seidel;

    @Option(
            names = "--start",
            paramLabel = "START",
            defaultValue = "zero",
            description = "Prices to start from: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Start start = Start.zero;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of random starts. Default: the scenario's.")
    private @Nullable Long seed;

    @Option(
            names = "--tolerance",
            paramLabel = "EPS",
            description = "Relative eps that is to be certified. Default: the scenario's.")
    private @Nullable Double tolerance;

    /** Returns the solver for a scenario. */
    CertifiedSolver solver(Scenario scenario) {
        var certifier = new Certifier(Runtime.getRuntime().availableProcessors(), EVALUATIONS_A_LEADER);
        if (tolerance != null) {
            OptionRange.positive(tolerance, "--tolerance");
        }
        double asked = tolerance == null ? scenario.rules().tolerance() : tolerance;
        return new CertifiedSolver(walker(), certifier::certify, asked, CertifiedSolver.STANDARD_REPAIRS);
    }

    private EquilibriumSolver walker() {
        return switch (method) {
            case gauss_seidel -> BestResponseIteration.gaussSeidel();
            case jacobi -> BestResponseIteration.jacobi();
            case damped -> BestResponseIteration.damped(DAMPING);
        };
    }

    /** Returns the prices to start from. */
    double[] start(Scenario scenario, PricingGame game) {
        return switch (start) {
            case zero -> StudyPlan.zeroStart(game);
            case caps -> StudyPlan.capsStart(game);
            case random ->
                StudyPlan.randomStart(
                        new RandomStreams(seed == null ? scenario.seed() : seed).stream("start-prices", 0), game);
        };
    }
}
