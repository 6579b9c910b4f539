package skybourse.cli;

import picocli.CommandLine.Command;

/** The parent of the timing commands. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Times a part of the product beside a yardstick, in one run.",
        subcommands = {BenchAuction.class})
final class Bench {}
