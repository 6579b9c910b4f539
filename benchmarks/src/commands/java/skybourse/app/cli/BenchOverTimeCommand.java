package skybourse.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.base.numeric.EnumNames;
import skybourse.benchmarks.OverTimeBench;
import skybourse.evidence.overtime.ScalingMarket;
import skybourse.files.text.InvalidInputException;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ThreadsOption;
import skybourse.app.command.CommandBase;

/** The {@code bench over-time} command: measures slots of markets of increasing size. */
@Command(
        name = "over-time",
        description = {"Measures slots of markets of increasing size with one task per slot and wireless agent, by phase.", "Reports how time and memory grow with size, and the maximum slot time."},
        footer = "  ./skybourse bench over-time --largest 100000 --prices certified")
final class BenchOverTimeCommand extends CommandBase {

    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000);

    @Option(
            names = "--smallest",
            paramLabel = "N",
            description = "Smallest number of wireless agents. From 1. Default: ${DEFAULT-VALUE}.")
    private int smallest = 100;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "Largest number of wireless agents. From 100. Default: ${DEFAULT-VALUE}.")
    private int largest = 1_000_000;

    @Option(
            names = "--prices",
            paramLabel = "KIND",
            description = "solved, held, or certified (a certificate every tenth slot). Default: ${DEFAULT-VALUE}.")
    private String prices = EnumNames.name(ScalingMarket.Prices.SOLVED);

    @Option(
            names = "--slots",
            paramLabel = "T",
            description = "Slots per market; at most 20 for 300,000 agents or more. From 12. Default: ${DEFAULT-VALUE}.")
    private int slots = 100;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the sampled markets. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(1, smallest, "--smallest");
        OptionRangeCheck.atLeast(100, largest, "--largest");
        OptionRangeCheck.atLeast(12, slots, "--slots");
        ScalingMarket.Prices kind = Arrays.stream(ScalingMarket.Prices.values())
                .filter(one -> EnumNames.name(one).equals(prices))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--prices", "must be one of [solved, held, certified]: " + prices, "use solved."));
        List<Integer> sizes = IntStream.concat(
                        SIZES.stream().mapToInt(Integer::intValue).filter(size -> size >= smallest && size <= largest),
                        SIZES.contains(largest) ? IntStream.empty() : IntStream.of(largest))
                .boxed()
                .toList();
        new OverTimeBench(sizes, kind, slots, seed, threads.count()).print(out());
        return 0;
    }
}
