package skybourse.app.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import skybourse.base.numeric.EnumNames;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.PricingGame;

/** Options for the price method and the start prices. */
public final class SolverOptions {

    enum Start {
        ZERO,
        CAPS,
        RANDOM;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    @Mixin
    private PriceMethodOptions method = new PriceMethodOptions();

    @Option(
            names = "--start",
            paramLabel = "START",
            description = "Start prices: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Start start = Start.ZERO;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of random starts. Default: the scenario's.")
    private @Nullable Long seed;

    /** Returns the options for the price method. */
    public PriceMethodOptions method() {
        return method;
    }

    /**
     * Returns the solver for a scenario. Its results do not depend on the number of threads.
     *
     * @throws skybourse.files.text.InvalidInputException if the options for the price method are out of range or do not fit together
     */
    public CertifiedSolver solver(Scenario scenario, int threads) {
        return method.solver(scenario, threads);
    }

    /**
     * Requires that a seed is given only if some start prices are random.
     *
     * @param others whether the command uses random start prices in addition to those of {@code --start}
     * @throws skybourse.files.text.InvalidInputException if a seed is given without effect
     */
    public void rejectUnusedSeed(CommandSpec spec, boolean others) {
        if (start != Start.RANDOM && !others) {
            IneffectiveOptionCheck.refuse(spec, "no random start", "--seed");
        }
    }

    /** Returns the seed of random start prices. The default is the seed of the scenario. */
    public long startSeed(Scenario scenario) {
        return seed == null ? scenario.seed() : seed;
    }

    /** Returns the start prices, {@code prices[s]} of leader s in money/bit. */
    public double[] start(Scenario scenario, PricingGame game) {
        return switch (start) {
            case ZERO -> RoundAnalysisPlan.zeroStart(game);
            case CAPS -> RoundAnalysisPlan.capsStart(game);
            case RANDOM ->
                RoundAnalysisPlan.randomStart(new RandomStreams(startSeed(scenario)).stream("start-prices", 0), game);
        };
    }
}
