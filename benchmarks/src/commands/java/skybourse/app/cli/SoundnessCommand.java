package skybourse.app.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.benchmarks.CertificateSoundness;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ThreadsOption;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;

/** The {@code soundness} command: searches for violations of the certificate, see {@link CertificateSoundness}. */
@Command(
        name = "soundness",
        description = {MeasuringCommands.SOUNDNESS, "Each bound is compared with a direct evaluation."},
        footer = "  ./skybourse soundness --checks 100000",
        exitCodeList = "1:A bound was violated, or the program has a bug.")
final class SoundnessCommand extends CommandBase {

    @Option(
            names = "--checks",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Number of checked prices. From 1. Default: ${DEFAULT-VALUE}.")
    private long checks;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the sampled markets. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(1, checks, "--checks");
        CertificateSoundness.SoundnessResult found = new CertificateSoundness(seed).check(checks, threads.count());
        out().printf(
                        Locale.ROOT,
                        "%3$,d violations of the certificate in %1$,d checks on %2$,d random markets. Smallest slack: %4$.3g of the profit.%n",
                        found.checks(),
                        found.markets(),
                        found.violations(),
                        found.slack());
        return found.violations() == 0 ? 0 : ExitCode.FAILED;
    }
}
