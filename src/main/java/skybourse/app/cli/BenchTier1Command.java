package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Rules.OverloadPricing;
import skybourse.evidence.bench.CertifiedShare;
import skybourse.evidence.bench.NaiveClock;
import skybourse.evidence.bench.Tier1Measurement;
import skybourse.tier1.game.SampleMarket;

/** {@code bench tier1}: solving and certifying random markets of growing size, one thread and two. */
@Command(
        name = "tier1",
        mixinStandardHelpOptions = true,
        description = {
            "Solves and certifies random markets of growing size beside the naive reading of the paper.",
            "Times are the best of several runs, in seconds. Naive times with * are extrapolated from single prices."
        },
        footer = {
            "  ./skybourse bench tier1 --largest 10000 --overload ignore",
            "  ./skybourse bench tier1 --certified-share 1000"
        })
final class BenchTier1Command implements Callable<Integer> {

    private static final List<int[]> SIZES = List.of(
            new int[] {20, 5, 5},
            new int[] {200, 10, 10},
            new int[] {1_000, 20, 10},
            new int[] {10_000, 50, 20},
            new int[] {100_000, 100, 20},
            new int[] {1_000_000, 100, 20});

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "Largest number of followers. Default: ${DEFAULT-VALUE}.")
    private int largest = 1_000_000;

    @Option(names = "--seed", paramLabel = "S", description = "Fixes the markets drawn. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--seconds",
            paramLabel = "T",
            description = "How long each row is repeated; the best time counts. Default: ${DEFAULT-VALUE}.")
    private double seconds = 3;

    @Option(
            names = "--overload",
            paramLabel = "KIND",
            description = "Only this kind of overload: expected-cost or ignore. Default: both.")
    private Optional<OverloadPricing> overload = Optional.empty();

    @Option(
            names = "--certified-share",
            paramLabel = "COUNT",
            description = "Prints the share of random markets (seeds 1 to COUNT) that certify to 1e-6 instead.")
    private Optional<Integer> certifiedShare = Optional.empty();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        int workers = threads.count();
        certifiedShare.ifPresent(count -> {
            IdleOptions.refuse(spec, "--certified-share", "--largest", "--seed", "--seconds");
            OptionRange.atLeast(1, count, "--certified-share");
        });
        PrintWriter out = spec.commandLine().getOut();
        var kinds = overload.map(List::of).orElse(List.of(OverloadPricing.IGNORE, OverloadPricing.EXPECTED_COST));
        for (OverloadPricing kind : kinds) {
            if (certifiedShare.isPresent()) {
                new CertifiedShare(kind, certifiedShare.get(), workers).print(out);
            } else {
                table(out, kind);
            }
        }
        return 0;
    }

    private void table(PrintWriter out, OverloadPricing kind) {
        out.printf(Locale.ROOT, "overload: %s, seed %d%n", Wire.name(kind), seed);
        out.println(Tier1Measurement.HEADER);
        var naive = new NaiveClock();
        for (int[] size : SIZES) {
            if (size[0] <= largest) {
                var market = new SampleMarket(size[0], size[1], size[2], kind == OverloadPricing.EXPECTED_COST);
                for (Tier1Measurement row : Tier1Measurement.of(market, seed, naive, seconds)) {
                    out.println(row.line());
                }
                out.flush();
            }
        }
        out.println();
    }
}
