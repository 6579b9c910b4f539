package skybourse.cli;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.codec.InvalidInputException;
import skybourse.scenario.Scenario;
import skybourse.training.AuctionProblem;
import skybourse.training.ScenarioMarkets;
import skybourse.yardstick.BenchmarkMarkets;
import skybourse.yardstick.ClockMarket;

/** Which markets, in the options of a command: a benchmark's by name, or those that tier 1 of a scenario makes. */
final class MarketOption {

    @Option(names = "--market", paramLabel = "NAME", description = "A benchmark market.")
    private @Nullable String name;

    @Option(names = "--scenario", paramLabel = "FILE", description = "Markets that tier 1 of this scenario makes.")
    private @Nullable Path scenario;

    @Option(
            names = "--scenario-markets",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many are made, each with other tasks. Default: ${DEFAULT-VALUE}.")
    private int scenarioMarkets;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it before the call
    private CommandSpec spec;

    /** Returns whether neither was given. */
    boolean missing() {
        return name == null && scenario == null;
    }

    /** Returns what the markets are called. */
    String name() {
        if (scenario != null) {
            return "scenario " + ScenarioFile.hash(ScenarioFile.read(scenario));
        }
        return named(name).name();
    }

    /** Returns the problem of learning on them. */
    AuctionProblem problem() {
        if (name != null && scenario != null) {
            throw new InvalidInputException("--market", "", "must not be given with --scenario: " + name, "");
        }
        Path file = scenario;
        if (file != null) {
            Scenario world = ScenarioFile.read(file);
            int worlds = TrainCommand.positive("--scenario-markets", scenarioMarkets);
            return ScenarioMarkets.of(world, "training-tasks", worlds)
                    .problem()
                    .orElseThrow(() -> new InvalidInputException(
                            file.toString(),
                            "",
                            "must lead to markets in which steps can be chosen",
                            "no fixed agent is ever overloaded, or no aerial agent reaches it."));
        }
        IdleOptions.refuse(spec, "--market", "--scenario-markets");
        return AuctionProblem.of(named(name));
    }

    /** Returns a benchmark market by name. */
    static ClockMarket named(@Nullable String name) {
        String known = BenchmarkMarkets.all().stream().map(ClockMarket::name).collect(Collectors.joining(", "));
        if (name == null) {
            throw new InvalidInputException("--market", "", "must be given: one of " + known, "");
        }
        return BenchmarkMarkets.named(name)
                .orElseThrow(() -> new InvalidInputException(
                        "--market", "", "must be a benchmark market: " + name, "one of " + known + " was meant."));
    }
}
