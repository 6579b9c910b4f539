package skybourse.cli;

import picocli.CommandLine.Command;

/** {@code bench}: how fast the parts are, beside a naive reading of the paper. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures speed and memory and prints tables.",
        subcommands = {BenchAuction.class, BenchTier1.class})
final class Bench {}
