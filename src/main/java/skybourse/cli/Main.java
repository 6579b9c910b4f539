package skybourse.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import skybourse.codec.InvalidInputException;

/** The command line: one class per command, wired by hand. */
@Command(
        name = "skybourse",
        mixinStandardHelpOptions = true,
        version = "skybourse " + Main.VERSION,
        description = "An open exchange for agentic AI tasks: certified prices, audited auctions.",
        subcommands = {
            AuctionCommand.class,
            AuditCommand.class,
            BenchCommand.class,
            CertifyCommand.class,
            GenerateCommand.class,
            ImportCommand.class,
            ReproduceCommand.class,
            RunCommand.class,
            SolveCommand.class,
            SoundnessCommand.class,
            SweepCommand.class,
            ValidateCommand.class,
            VerifyCommand.class
        })
public final class Main {

    /** Version of the program, written into every result. */
    static final String VERSION = "0.1.0";

    /** Exit code of a command that was given bad input. */
    static final int BAD_INPUT = 2;

    /** Exit code when the world failed: a disk that is full, a file that cannot be read. */
    static final int WORLD_FAILED = 1;

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandLine line = commandLine();
        PrintWriter out = line.getOut(); // asked for here, it is the one of all commands
        int code = line.execute(args);
        out.flush();
        line.getErr().flush();
        System.exit(code);
    }

    /** Returns the parser with every command and the one place where errors become messages. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> report(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line));
    }

    /** An option or argument that the parser cannot make sense of. */
    private static int report(CommandLine.ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        String complaint =
                String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
        line.getErr().println("skybourse: " + complaint);
        List<String> near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        line.getErr()
                .println("Maybe "
                        + (near.isEmpty() ? "" : String.join(" or ", near) + " was meant; ")
                        + "`" + line.getCommandSpec().qualifiedName() + " --help` lists what it takes");
        return BAD_INPUT;
    }

    private static int report(Exception failure, CommandLine line) throws Exception {
        switch (failure) {
            case InvalidInputException bad -> {
                line.getErr().println("skybourse: " + bad.getMessage());
                return BAD_INPUT;
            }
            case UncheckedIOException world -> {
                line.getErr().println("skybourse: " + world.getMessage());
                return WORLD_FAILED;
            }
            case IllegalArgumentException mistake -> {
                line.getErr().println("skybourse: " + mistake.getMessage());
                line.getErr()
                        .println("Maybe an option is out of its range; `"
                                + line.getCommandSpec().qualifiedName() + " --help` lists them");
                return BAD_INPUT;
            }
            default -> throw failure;
        }
    }
}
