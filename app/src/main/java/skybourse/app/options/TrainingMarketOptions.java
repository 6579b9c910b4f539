package skybourse.app.options;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.app.command.ShippedFilePaths;
import skybourse.app.folders.RoundSampler;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.MarketSource;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.training.SampledRounds;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainingLength;

/** Options for the markets of a training: a benchmark market, or tier 2 markets of given scenarios, sampled scenarios or clock rounds. */
public final class TrainingMarketOptions {

    /** Maximum number of sampled scenarios on which a learner is evaluated (our choice). */
    private static final int MOST_JUDGING = 300;

    private static final int MOST_JUDGING_OF_KIND = 30;
    private static final int DRAWN_JUDGED = 1_024;
    private static final String ROUNDS = "--clock-rounds";

    @Option(names = "--market", paramLabel = "NAME", description = "Benchmark market. An unknown name prints the list.")
    private @Nullable String name;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description =
                    "Trains on the tier 2 markets that result from tier 1 of this scenario. Repeatable, with the same number of markets "
                            + "each.")
    private List<Path> scenarios = List.of();

    @Option(
            names = "--scenario-markets",
            paramLabel = "N",
            description =
                    "Number of markets per --scenario, each with newly sampled tasks. From 1. Default: ${DEFAULT-VALUE}.")
    private int scenarioMarkets = 200;

    @Option(
            names = "--sampled-scenarios",
            paramLabel = "N",
            description =
                    "Trains on tier 2 markets of N scenarios, sampled as `generate` samples them, with 20 to 60 wireless agents. Each "
                            + "scenario is normalized by its own means. From 1.")
    private int sampledScenarios;

    @Option(
            names = "--clock-rounds",
            paramLabel = "N",
            description =
                    "Trains on N rounds of each kind in examples/clocks/clock-rounds.yaml, section training. The reward counts welfare, missed "
                            + "deadlines and messages. From 1.")
    private int clockRounds;

    @Option(
            names = "--without-deadlines",
            description = "With --clock-rounds: the reward counts gains from trade, regret and messages instead.")
    private boolean withoutDeadlines;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets this field before it runs the command
    private CommandSpec spec;

    /**
     * Returns the name of the markets. It contains the hashes of given scenarios.
     *
     * @throws InvalidInputException if the benchmark market is unknown or a scenario is invalid
     */
    public String name() {
        if (clockRounds > 0) {
            return TrainedModel.scenarios(
                    List.of("clock-rounds" + (withoutDeadlines ? " without deadlines" : "")), clockRounds);
        }
        if (sampledScenarios > 0) {
            return TrainedModel.scenarios(List.of("drawn"), sampledScenarios);
        }
        if (scenarios.isEmpty()) {
            return named(name).name();
        }
        List<String> digests = scenarios.stream()
                .map(file -> ScenarioFileReader.hash(ScenarioFileReader.read(file)))
                .toList();
        return TrainedModel.scenarios(digests, worlds());
    }

    /**
     * Checks the options before any market is sampled.
     *
     * @throws InvalidInputException if an option is out of range, if it has no effect in combination with the others, or if a scenario is invalid
     */
    public void check() {
        if (IneffectiveOptionCheck.given(spec, ROUNDS)) {
            OptionRangeCheck.atLeast(1, clockRounds, ROUNDS);
            IneffectiveOptionCheck.refuse(
                    spec, ROUNDS, "--market", "--scenario", "--scenario-markets", "--sampled-scenarios");
            return;
        }
        IneffectiveOptionCheck.refuse(spec, "other markets than those of " + ROUNDS, "--without-deadlines");
        if (IneffectiveOptionCheck.given(spec, "--sampled-scenarios")) {
            OptionRangeCheck.atLeast(1, sampledScenarios, "--sampled-scenarios");
            IneffectiveOptionCheck.refuse(spec, "--sampled-scenarios", "--market", "--scenario", "--scenario-markets");
            return;
        }
        if (scenarios.isEmpty()) {
            IneffectiveOptionCheck.refuse(spec, "--market", "--scenario-markets");
            named(name);
            return;
        }
        if (name != null) {
            throw new InvalidInputException("--market", "must not be given with --scenario: " + name, "");
        }
        worlds();
        scenarios.forEach(ScenarioFileReader::read);
    }

    /**
     * Returns the learning problem on these markets.
     *
     * @throws InvalidInputException if the options are invalid or a scenario leads to no market in which a step can be chosen
     */
    public AuctionProblem problem() {
        check();
        if (clockRounds > 0) {
            return clockRounds("training", "training", clockRounds).roundProblem();
        }
        if (sampledScenarios > 0) {
            return ScenarioMarkets.each(SampledRounds.of("training", sampledScenarios, ThreadsOption.all()))
                    .problem();
        }
        return scenarios.isEmpty()
                ? AuctionProblem.of(named(name))
                : markets("training-tasks").problem();
    }

    /** Returns the schedule of the training. On sampled scenarios and clock rounds, each evaluation plays 1,024 auctions. */
    public TrainingLength schedule(int epochs, long episodes) {
        TrainingLength standard = TrainingLength.standard(epochs, episodes);
        return sampledScenarios + clockRounds == 0
                ? standard
                : new TrainingLength(standard.rhythm(), standard.lanes(), DRAWN_JUDGED);
    }

    /** Returns the markets on which a learner is evaluated. Markets of scenarios and of clock rounds are sampled separately from the training markets. */
    public MarketSource judging(AuctionProblem problem) {
        if (clockRounds > 0) {
            return clockRounds("validation", "judging", Math.min(clockRounds, MOST_JUDGING_OF_KIND));
        }
        if (sampledScenarios > 0) {
            return ScenarioMarkets.each(
                    SampledRounds.of("judging", Math.min(sampledScenarios, MOST_JUDGING), ThreadsOption.all()));
        }
        return scenarios.isEmpty() ? problem.source() : markets("judging-tasks");
    }

    private ScenarioMarkets clockRounds(String section, String purpose, int count) {
        List<ScenarioRound> rounds = new RoundSampler(ShippedFilePaths.CLOCK_ROUNDS, section)
                .rounds(purpose, count, ThreadsOption.all()).values().stream()
                        .flatMap(List::stream)
                        .toList();
        return withoutDeadlines ? ScenarioMarkets.each(rounds) : ScenarioMarkets.withDeadlines(rounds);
    }

    private ScenarioMarkets markets(String purpose) {
        return new ScenarioMarkets(
                scenarios.stream().map(file -> pool(file, purpose)).toList());
    }

    private ScenarioMarkets.Pool pool(Path file, String purpose) {
        Scenario scenario = ScenarioFileReader.read(file);
        return ScenarioFileReader.using(
                        file, () -> ScenarioMarkets.pool(scenario, purpose, worlds(), ThreadsOption.all()))
                .orElseThrow(() -> new InvalidInputException(
                        file.toString(),
                        "must lead to at least one market in which a step can be chosen",
                        "use a scenario in which fixed agents are overloaded and aerial agents reach them."));
    }

    private int worlds() {
        OptionRangeCheck.atLeast(1, scenarioMarkets, "--scenario-markets");
        return scenarioMarkets;
    }

    /**
     * Returns a benchmark market by its name in {@code --market}.
     *
     * @throws InvalidInputException if the name is null or unknown
     */
    public static ClockMarketDistribution named(@Nullable String name) {
        return named("--market", name);
    }

    /**
     * Returns a benchmark market by name.
     *
     * @param option option or argument that gives the name, for error messages
     * @throws InvalidInputException if the name is null or unknown
     */
    public static ClockMarketDistribution named(String option, @Nullable String name) {
        String known = BenchmarkMarkets.all().stream()
                .map(ClockMarketDistribution::name)
                .collect(Collectors.joining(", "));
        if (name == null) {
            throw new InvalidInputException(option, "must be given: one of " + known, "");
        }
        return BenchmarkMarkets.named(name)
                .orElseThrow(() -> new InvalidInputException(
                        option, "must be a benchmark market: " + name, "use one of these: " + known + "."));
    }
}
