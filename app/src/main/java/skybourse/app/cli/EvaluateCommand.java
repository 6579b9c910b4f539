package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ShippedFilePaths;
import skybourse.app.folders.PolicyResolver;
import skybourse.app.folders.RoundSampler;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ThreadsOption;
import skybourse.app.options.TrainingMarketOptions;
import skybourse.app.report.evaluation.ModelEvaluationText;
import skybourse.app.report.round.HeldOutComparisonText;
import skybourse.base.scenario.Scenario;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.training.HeldOutComparison;
import skybourse.learning.training.RoundDynamicProgram;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainedModelComparison;
import skybourse.learning.training.TrainedModelComparison.Rivals;
import skybourse.tier2.clock.ClockPolicy;

/** The {@code evaluate} command: compares trained models with baselines on the same markets. */
@Command(
        name = "evaluate",
        description = {
            "Compares a trained model with baselines on the same markets.",
            "Reports reward, gains from trade, messages, decision time and the captured share of the headroom (0 for the best "
                    + "fixed step, 1 for Bayes-optimal)."
        },
        footer = {
            "  ./skybourse evaluate learned",
            "  ./skybourse evaluate learned --sampled-scenarios 1000",
            "  ./skybourse evaluate out/trained/best.skymodel --baselines fixed"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class EvaluateCommand extends CommandBase {

    private static final int SCENARIO_MARKETS = 1_000;
    private static final int KIND_ROUNDS = 200;
    private static final int CHOOSING_ROUNDS = 40;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description =
                    "Model file written by `train`, or `learned` for the shipped model. With --sampled-scenarios or --clock-rounds: one "
                            + "or more.")
    private List<String> files;

    @Option(
            names = "--baselines",
            paramLabel = "RIVALS",
            description = "Baselines to compare with: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Rivals baselines = Rivals.ALL;

    @Option(
            names = "--market",
            paramLabel = "NAME",
            description =
                    "Benchmark market. Default: the market that the model was trained on; for a model trained on scenarios, the bundled "
                            + "scenario.")
    private @Nullable String name;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Uses the tier 2 markets that result from tier 1 of this scenario.")
    private @Nullable Path scenario;

    @Option(
            names = "--sampled-scenarios",
            paramLabel = "N",
            description =
                    "Uses N rounds of scenarios sampled as `generate` samples them, and compares with policies that need no training. From "
                            + "2.")
    private int sampledScenarios;

    @Option(
            names = "--clock-rounds",
            paramLabel = "SECTION",
            description =
                    "Uses the rounds of each kind in a section of examples/clocks/clock-rounds.yaml: training, validation or heldOut. Policies "
                            + "are ranked by the round reward, which counts missed deadlines.")
    private @Nullable String section;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description =
                    "With --clock-rounds: also writes round reward, reward, reward without regret, messages and deadlines by kind, policy and "
                            + "round to this file.")
    private @Nullable Path cells;

    @Option(
            names = "--markets",
            paramLabel = "N",
            description =
                    "Number of sampled markets; at most 1000 of a scenario. With --clock-rounds: rounds of each kind, 200 by default. From 2. Default: ${DEFAULT-VALUE}.")
    private int markets = 100_000;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the sampled markets. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description =
                    "Maximum number of states for an exact share of the headroom. From 1. Default: ${DEFAULT-VALUE}.")
    private long maxStates = 2_000_000;

    @Override
    public Integer call() {
        if (IneffectiveOptionCheck.given(spec, "--sampled-scenarios")) {
            IneffectiveOptionCheck.refuse(
                    spec,
                    "--sampled-scenarios",
                    "--baselines",
                    "--market",
                    "--scenario",
                    "--markets",
                    "--max-states",
                    "--clock-rounds",
                    "--cells");
            OptionRangeCheck.atLeast(2, sampledScenarios, "--sampled-scenarios");
            out().print(HeldOutComparisonText.of(HeldOutComparison.of(
                    files.stream().map(EvaluateCommand::ofScenarios).toList(),
                    sampledScenarios,
                    seed,
                    ThreadsOption.all())));
            return 0;
        }
        if (section != null) {
            IneffectiveOptionCheck.refuse(
                    spec, "--clock-rounds", "--baselines", "--market", "--scenario", "--max-states");
            onRounds(section);
            return 0;
        }
        IneffectiveOptionCheck.refuse(spec, "other markets than those of --clock-rounds", "--cells");
        if (files.size() > 1) {
            throw new InvalidInputException(
                    "MODEL", "must be one model without --sampled-scenarios: " + files.size(), "");
        }
        String file = files.getFirst();
        OptionRangeCheck.atLeast(2, markets, "--markets");
        OptionRangeCheck.atLeast(1, maxStates, "--max-states");
        TrainedModel model = PolicyResolver.model(file);
        PrintWriter out = out();
        boolean ofScenario = scenario != null || (name == null && model.ofScenarios());
        if (ofScenario) {
            IneffectiveOptionCheck.refuse(spec, "markets of a scenario", "--market");
        }
        requireTrainedOn(ofScenario, file, model);
        if (ofScenario) {
            IneffectiveOptionCheck.refuse(spec, "markets of a scenario", "--baselines", "--max-states");
            out.print(HeldOutComparisonText.of(onScenario(
                    (world, count) -> HeldOutComparison.of(model, world, count, seed, ThreadsOption.all()))));
        } else {
            onBenchmark(file, model, out);
        }
        return 0;
    }

    private void onRounds(String name) {
        OptionRangeCheck.atLeast(2, markets, "--markets");
        int count = IneffectiveOptionCheck.given(spec, "--markets") ? markets : KIND_ROUNDS;
        List<TrainedModel> models =
                files.stream().map(EvaluateCommand::ofScenarios).toList();
        var rounds = new RoundSampler(ShippedFilePaths.CLOCK_ROUNDS, name);
        List<ScenarioRound> chosenOn = new RoundSampler(ShippedFilePaths.CLOCK_ROUNDS, "training")
                .rounds("choosing", Math.min(CHOOSING_ROUNDS, count), ThreadsOption.all()).values().stream()
                        .flatMap(List::stream)
                        .toList();
        SequencedMap<String, List<ScenarioRound>> played =
                rounds.rounds("evaluation/" + seed, count, ThreadsOption.all());
        List<HeldOutComparison> studies = HeldOutComparison.ofKinds(models, chosenOn, played, ThreadsOption.all());
        if (cells != null) {
            TextFiles.write(
                    cells,
                    HeldOutComparisonText.cells(studies.subList(1, studies.size()))
                            .getBytes(StandardCharsets.UTF_8));
        }
        studies.forEach(study -> out().println(HeldOutComparisonText.of(study)));
        RoundDynamicProgram small = RoundDynamicProgram.ofSmall(
                played.values().stream().flatMap(List::stream).toList());
        if (!small.rounds().isEmpty()) {
            out().print(HeldOutComparisonText.smallRoundsTable(small));
        }
    }

    private static TrainedModel ofScenarios(String file) {
        TrainedModel model = PolicyResolver.model(file);
        requireTrainedOn(true, file, model);
        return model;
    }

    /**
     * Checks the kind of markets on which a model was trained: those of scenarios, or a benchmark market. The two kinds differ in turn order, steps
     * and observations.
     *
     * @throws InvalidInputException if the model was trained on the other kind of market
     */
    private static void requireTrainedOn(boolean scenarios, String file, TrainedModel model) {
        if (model.ofScenarios() == scenarios) {
            return;
        }
        String trainedOn = model.origin().marketName();
        String rule = scenarios ? "scenarios" : "a benchmark";
        String advice = scenarios
                ? "use --market " + trainedOn
                        + ", or a model written by `train --sampled-scenarios` or `train --scenario`."
                : "use --sampled-scenarios or --scenario, or a model written by `train --market`.";
        throw new InvalidInputException(file, "must be trained on " + rule + ": " + trainedOn, advice);
    }

    private <T> T onScenario(BiFunction<Scenario, Integer, Optional<T>> study) {
        if (IneffectiveOptionCheck.given(spec, "--markets") && markets > SCENARIO_MARKETS) {
            throw new InvalidInputException(
                    "--markets", "must be at most " + SCENARIO_MARKETS + " for a scenario: " + markets, "");
        }
        Scenario world = ScenarioFileReader.read(scenario);
        int count = Math.min(markets, SCENARIO_MARKETS);
        return ScenarioFileReader.using(scenario, () -> study.apply(world, count))
                .orElseThrow(() -> new InvalidInputException(
                        "--scenario",
                        "must lead to at least one market in which a step can be chosen: " + world.name(),
                        ""));
    }

    private void onBenchmark(String file, TrainedModel model, PrintWriter out) {
        ClockMarketDistribution market = benchmark(model);
        var study = new TrainedModelComparison(model, market, seed, markets, maxStates, System::nanoTime);
        out.print(ModelEvaluationText.head(file, seed, markets, study.headroom()));
        for (ClockPolicy policy : study.policies(baselines)) {
            out.print(ModelEvaluationText.line(study.play(policy), study.headroom()));
            out.flush();
        }
        if (baselines == Rivals.ALL) {
            out.print(ModelEvaluationText.clairvoyant(study.clairvoyant(), study.headroom()));
        }
    }

    private ClockMarketDistribution benchmark(TrainedModel model) {
        ClockMarketDistribution market =
                TrainingMarketOptions.named(name == null ? model.origin().marketName() : name);
        requireSameSteps(model, market);
        return market;
    }

    private static void requireSameSteps(TrainedModel model, ClockMarketDistribution market) {
        ActionSet asked = new ActionSet(market.steps(), market.gapTicks());
        if (!model.actions().sameSteps(asked, market.gapTicks())) {
            throw new InvalidInputException(
                    "MODEL",
                    "action set",
                    "must be that of the market, " + asked + ": " + model.actions(),
                    "use a model trained on this market, or another --market.");
        }
    }
}
