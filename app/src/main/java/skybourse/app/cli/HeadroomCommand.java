package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.TrainingMarketOptions;
import skybourse.app.report.evaluation.HeadroomText;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.HeadroomStudy;

/** The {@code headroom} command: prints the gain of the best attainable clock policy over the best fixed step on benchmark markets. */
@Command(
        name = "headroom",
        description = {
            "Prints the gain of the best attainable clock policy over the best fixed step on benchmark markets.",
            "The result is exact if the Bayes-optimal program can be solved. Otherwise it lies between the best policy found and "
                    + "an upper bound."
        },
        footer = "  ./skybourse headroom narrow-3x2 --markets 10000")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class HeadroomCommand extends CommandBase {

    @Parameters(paramLabel = "MARKET", arity = "0..*", description = "Names of benchmark markets. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the sampled markets. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--markets",
            paramLabel = "N",
            description = "Number of markets on which policies are compared. From 2. Default: ${DEFAULT-VALUE}.")
    private int markets = 100_000;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description =
                    "Maximum number of states for an exact result; 30000000 states need 3 GB of memory. From 1. Default: ${DEFAULT-VALUE}.")
    private long maxStates = 2_000_000;

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(2, markets, "--markets");
        OptionRangeCheck.atLeast(1, maxStates, "--max-states");
        var standard = HeadroomStudy.standard(seed);
        var study = new HeadroomStudy(seed, standard.trainingMarkets(), markets, standard.scheduleMarkets(), maxStates);
        PrintWriter out = out();
        List<ClockMarketDistribution> chosen = names.stream()
                .map(name -> TrainingMarketOptions.named("MARKET", name))
                .toList();
        out.print(HeadroomText.head(seed, markets));
        for (ClockMarketDistribution market : names.isEmpty() ? BenchmarkMarkets.all() : chosen) {
            out.print(HeadroomText.line(study.of(market)));
            out.flush();
        }
        return 0;
    }
}
