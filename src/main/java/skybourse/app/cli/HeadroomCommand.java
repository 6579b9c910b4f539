package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.report.HeadroomText;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.HeadroomStudy;

/** {@code headroom}: what a policy could gain over the best fixed step on the benchmark markets. */
@Command(
        name = "headroom",
        description = {
            "Prints how much any clock policy could gain over the best fixed step on benchmark markets.",
            "Exact where the Bayes-optimal program can be solved, elsewhere between the best policy found and an upper bound."
        },
        footer = "  ./skybourse headroom narrow-3x2 --markets 10000")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class HeadroomCommand extends AnyCommand {

    @Parameters(paramLabel = "MARKET", arity = "0..*", description = "Names of benchmark markets. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--seed", paramLabel = "S", description = "Fixes the markets drawn. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--markets",
            paramLabel = "N",
            description = "Markets on which policies are compared. Default: ${DEFAULT-VALUE}.")
    private int markets = 100_000;

    @Option(
            names = "--most-states",
            paramLabel = "N",
            description = "Exact up to this many states; 30000000 need 3 GB of memory. Default: ${DEFAULT-VALUE}.")
    private long mostStates = 2_000_000;

    @Override
    public Integer call() {
        if (markets < 2 || mostStates < 1) {
            throw new InvalidInputException(
                    "options", "", "--markets must be at least 2 and --most-states at least 1", "");
        }
        var standard = HeadroomStudy.standard(seed);
        var study =
                new HeadroomStudy(seed, standard.trainingMarkets(), markets, standard.scheduleMarkets(), mostStates);
        PrintWriter out = out();
        out.print(HeadroomText.head(seed, markets));
        for (ClockMarket market : chosen()) {
            out.print(HeadroomText.line(study.of(market)));
            out.flush();
        }
        return 0;
    }

    private List<ClockMarket> chosen() {
        return names.isEmpty()
                ? BenchmarkMarkets.all()
                : names.stream()
                        .map(name -> TrainingMarketOptions.named("MARKET", name))
                        .toList();
    }
}
