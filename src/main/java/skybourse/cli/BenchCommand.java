package skybourse.cli;

import picocli.CommandLine.Command;

/** {@code bench}: how fast the parts are, each beside a yardstick in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed and memory beside a yardstick and prints tables.",
        subcommands = {
            BenchTier1Command.class,
            BenchAuctionCommand.class,
            BenchLearningCommand.class,
            BenchSweepCommand.class
        })
final class BenchCommand {}
