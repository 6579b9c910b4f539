package skybourse.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import skybourse.benchmarks.AuctionBench;
import skybourse.app.command.CommandBase;

/** The {@code bench auction} command: measures the time of clearing and audits, and compares it with the time of sorting. */
@Command(
        name = "auction",
        description = {"Measures clearing and exact audits relative to Arrays.sort of the same numbers.", "Medians, one thread."},
        footer = "  ./skybourse bench auction")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class BenchAuctionCommand extends CommandBase {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the limit prices. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        new AuctionBench(seed).print(out());
        return 0;
    }
}
