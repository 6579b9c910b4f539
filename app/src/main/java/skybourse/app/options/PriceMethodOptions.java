package skybourse.app.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import skybourse.base.agent.Rules.Strategy;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;

/** Options for the method that finds prices and for the certificate. */
public final class PriceMethodOptions {

    enum Method {
        GAUSS_SEIDEL,
        JACOBI,
        DAMPED,
        NEWTON;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    enum Leader {
        SLOPE,
        GRID,
        GLOBAL;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    enum Repair {
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description =
                    "Method that updates prices: ${COMPLETION-CANDIDATES}. Default: newton, with --leader gauss-seidel. "
                            + "docs/explanation/tier-1.md compares them.")
    private @Nullable Method method;

    @Option(
            names = "--leader",
            paramLabel = "SEARCH",
            description =
                    "Search for a leader's best price: ${COMPLETION-CANDIDATES}; not with newton. Default: slope.")
    private @Nullable Leader leader;

    @Option(
            names = "--tolerance",
            paramLabel = "EPS",
            description = "Relative gap to certify. Above 0. Default: the scenario's.")
    private @Nullable Double tolerance;

    @Option(
            names = "--repair",
            paramLabel = "WHEN",
            description =
                    "Whether converged prices are certified and leaders with a profitable deviation are moved (repair steps): "
                            + "${COMPLETION-CANDIDATES}. For simulations with more than about 10,000 agents use never: the certificate takes most of "
                            + "the time. Default: ${DEFAULT-VALUE}.")
    private Repair repair = Repair.ALWAYS;

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description =
                    "Whether leaders may use mixed prices if no fixed prices can be certified: pure or mixed. Default: the scenario's, "
                            + "usually pure.")
    private @Nullable Strategy strategy;

    /** Selects Gauss-Seidel iteration, as in the paper, if neither a method nor a search is given. */
    void applyPaperSettings() {
        if (method == null && leader == null) {
            method = Method.GAUSS_SEIDEL;
        }
    }

    /**
     * Returns the solver for a scenario. Its results do not depend on the number of threads.
     *
     * @throws InvalidInputException if the tolerance is not positive and finite, or if the options do not fit together
     */
    CertifiedSolver solver(Scenario scenario, int threads) {
        if (tolerance != null) {
            OptionRangeCheck.positive(tolerance, "--tolerance");
        }
        String search = (leader == null ? Leader.SLOPE : leader).toString();
        CertifiedSolver solver = SolverCatalogue.certified(
                SolverCatalogue.priceMethod(method(), search, threads),
                tolerance == null ? scenario.rules().tolerance() : tolerance,
                threads);
        boolean mixes = strategy == null ? scenario.rules().allowsMixedPrices() : strategy == Strategy.MIXED;
        if (repair == Repair.NEVER) {
            requirePure(mixes);
            return solver.withoutRepairs();
        }
        return mixes ? solver.withMixedPrices() : solver;
    }

    private static void requirePure(boolean mixes) {
        if (mixes) {
            throw new InvalidInputException(
                    "--repair",
                    "",
                    "never cannot be combined with --strategy mixed",
                    "use --strategy pure, or omit --repair. The solver searches for mixed prices only if repair steps fail.");
        }
    }

    private String method() {
        Method chosen = method == null ? leader == null ? Method.NEWTON : Method.GAUSS_SEIDEL : method;
        if (leader != null && !SolverCatalogue.usesLeaderResponse(chosen.toString())) {
            throw new InvalidInputException(
                    "--leader",
                    "must not be given with --method newton: " + leader,
                    "use --method gauss-seidel; newton moves all prices at once and does not search per leader.");
        }
        return chosen.toString();
    }
}
