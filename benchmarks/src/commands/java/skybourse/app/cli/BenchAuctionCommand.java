package skybourse.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import skybourse.benchmarks.AuctionBench;

/** {@code bench auction}: clearing and auditing beside sorting. */
@Command(
        name = "auction",
        description = {"Times clearing and exact audit beside Arrays.sort of the same longs.", "Medians, one thread."},
        footer = "  ./skybourse bench auction")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class BenchAuctionCommand extends AnyCommand {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Fixes the values. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        new AuctionBench(seed).print(out());
        return 0;
    }
}
