package skybourse.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code bench} command: its subcommands measure the speed and memory of parts of the program. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = MeasuringCommands.BENCH,
        footer = "  ./skybourse bench tier1 --largest 10000",
        subcommands = {
            BenchTier1Command.class,
            BenchAuctionCommand.class,
            BenchLearningCommand.class,
            BenchSweepCommand.class,
            BenchOverTimeCommand.class,
            BenchExchangeCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Prints the help if no subcommand is given. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
