package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.benchmarks.CertifiedScenarioShare;
import skybourse.benchmarks.Tier1Bench;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ThreadsOption;
import skybourse.app.command.CommandBase;

/**
 * The {@code bench tier1} command: measures solving and certifying of random markets of increasing size, on one thread and, if allowed, on two. With
 * {@code --certified-share}, it measures the share of certified markets instead.
 */
@Command(
        name = "tier1",
        description = {"Solves and certifies random markets of increasing size, and compares with a direct implementation of the paper.", "Times are the best of several runs, in seconds. An asterisk marks direct times extrapolated from single prices."},
        footer = {
            "  ./skybourse bench tier1 --largest 10000 --overload ignore",
            "  ./skybourse bench tier1 --certified-share 1000"
        })
final class BenchTier1Command extends CommandBase {

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "Largest number of followers. From 1. Default: ${DEFAULT-VALUE}.")
    private int largest = 1_000_000;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the sampled markets. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--seconds",
            paramLabel = "T",
            description = "Time for repetitions per row; the best repetition is reported. Above 0. Default: ${DEFAULT-VALUE}.")
    private double seconds = 3;

    @Option(
            names = "--overload",
            paramLabel = "KIND",
            description = "Only this treatment of overload: expected-cost or ignore. Default: both.")
    private Optional<OverloadPricing> overload = Optional.empty();

    @Option(
            names = "--certified-share",
            paramLabel = "COUNT",
            description = "Instead, prints the share of random markets (seeds 1 to COUNT) whose prices are certified to 1e-6. From 1.")
    private Optional<Integer> certifiedShare = Optional.empty();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(1, largest, "--largest");
        OptionRangeCheck.positive(seconds, "--seconds");
        int workers = threads.count();
        certifiedShare.ifPresent(count -> {
            IneffectiveOptionCheck.refuse(spec, "--certified-share", "--largest", "--seed", "--seconds");
            OptionRangeCheck.atLeast(1, count, "--certified-share");
        });
        PrintWriter out = out();
        var kinds = overload.map(List::of).orElse(List.of(OverloadPricing.IGNORE, OverloadPricing.EXPECTED_COST));
        for (OverloadPricing kind : kinds) {
            if (certifiedShare.isPresent()) {
                new CertifiedScenarioShare(kind, certifiedShare.get(), workers).print(out);
            } else {
                new Tier1Bench(largest, seed, seconds, workers).print(out, kind);
            }
        }
        return 0;
    }
}
