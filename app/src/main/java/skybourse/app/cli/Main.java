package skybourse.app.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import skybourse.app.command.ExitCode;
import skybourse.app.command.OutputPathCheck;
import skybourse.app.command.Plugins;
import skybourse.app.command.QuotedCommandLine;
import skybourse.app.command.StandardOutput;
import skybourse.app.options.EnumOptions;
import skybourse.app.options.NumberOptions;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.VectorModule;
import skybourse.files.log.IoErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.round.simulation.InvariantViolationException;

/** Entry point of the command line. Each command is a class that is listed in {@code COMMANDS}. */
@Command(
        name = "./skybourse",
        mixinStandardHelpOptions = true,
        description = {
            "An open exchange for agentic AI tasks: certified prices, audited auctions.",
            "Use `./skybourse COMMAND --help` for the options of a command."
        },
        footer = {
            "  ./skybourse run",
            "  ./skybourse solve examples/campus.yaml",
            "  ./skybourse reproduce --quick",
            "",
            "Environment:",
            "  SKYBOURSE_JAVA_HOME   Folder of a JDK 25 or newer, if it is not found automatically.",
            "  SKYBOURSE_JAVA_OPTS   Options of the Java virtual machine, such as -Xmx4g.",
            "  NO_COLOR              If set, output has no colours."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
public final class Main implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            AuctionCommand.class,
            AuditCommand.class,
            ServerCommands.Backup.class,
            MeasuringCommands.Bench.class,
            ServerCommands.Bots.class,
            CertifyCommand.class,
            CheckReceiptCommand.class,
            CompareCommand.class,
            EvaluateCommand.class,
            ServerCommands.Exchange.class,
            ExportCommand.class,
            ServerCommands.Gateway.class,
            ServerCommands.Judge.class,
            GenerateCommand.class,
            HelpCommand.class,
            HeadroomCommand.class,
            ImportCommand.class,
            ServerCommands.Replay.class,
            PaperCommands.Reproduce.class,
            RunCommand.class,
            ServerCommands.Sell.class,
            ServerCommands.Serve.class,
            SimulateCommand.class,
            SolveCommand.class,
            MeasuringCommands.Soundness.class,
            SweepCommand.class,
            TrainCommand.class,
            ValidateCommand.class,
            VerifyCommand.class);

    @Spec
    private CommandSpec spec;

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // Some libraries, such as the progress bar, format numbers with the default locale.
        Locale.setDefault(Locale.ROOT);
        var out = new StandardOutput();
        var err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int code = execute(args, out.writer(), err);
        System.exit(out.flushAndExitCode(code, err));
    }

    private static int execute(String[] args, PrintWriter out, PrintWriter err) {
        try {
            // Plugins must be loaded before the commands are created, because the help lists their rules and policies.
            Plugins.load(args);
        } catch (InvalidInputException | InvalidPathException | UncheckedIOException wrong) {
            return report(wrong, commandLine(args).setOut(out).setErr(err));
        }
        return commandLine(args).setOut(out).setErr(err).execute(args);
    }

    /** Prints the help. It is called if no command is given. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /**
     * Returns the parser of a command line. Only the commands that {@code args} names get their options; the others have a name and a description. If
     * a word begins with {@code @}, all commands get their options, because an argument file may name any command.
     */
    static CommandLine commandLine(String[] args) {
        // A word that begins with @ names an argument file.
        boolean all = Arrays.stream(args).anyMatch(word -> word.startsWith("@"));
        return commandLine(all ? _ -> true : List.of(args)::contains);
    }

    /** Returns the parser in which every command has its options. */
    static CommandLine commandLine() {
        return commandLine(_ -> true);
    }

    /** Returns the parser in which the commands with matching names have their options. Installs the handlers that turn errors into messages. */
    private static CommandLine commandLine(Predicate<String> isNamed) {
        var main = new CommandLine(new Main());
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            boolean whole = type == HelpCommand.class || isNamed.test(command.name());
            main.addSubcommand(command.name(), whole ? MeasuringCommands.compiledCommand(type) : outlined(command));
        }
        CommandLine program = NumberOptions.readBy(main)
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler((failure, _) -> UsageErrors.report(failure))
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line));
        HelpText.install(program);
        EnumOptions.install(program);
        return program;
    }

    private static CommandSpec outlined(Command command) {
        CommandSpec outline = CommandSpec.create().name(command.name());
        outline.usageMessage().description(command.description());
        return outline;
    }

    /** Runs the command, reports its errors and flushes the output. Returns the exit code. */
    private static int execute(CommandLine.ParseResult parsed) {
        requireKnown(parsed);
        try {
            OutputPathCheck.check(parsed);
            return new CommandLine.RunLast().execute(parsed);
        } catch (InvalidInputException bad) {
            CommandLine.ParseResult last = parsed;
            while (last.hasSubcommand()) {
                last = last.subcommand();
            }
            return told(bad, last.commandSpec().commandLine());
        } catch (OutOfMemoryError full) {
            return withoutMemory(parsed.commandSpec().commandLine());
        } catch (LinkageError | StackOverflowError failure) {
            CommandLine line = parsed.commandSpec().commandLine();
            Optional<InvalidInputException> plugin = Plugins.blamed(failure);
            if (plugin.isPresent()) {
                return told(plugin.get(), line);
            }
            if (VectorModule.isAvailable() || failure instanceof StackOverflowError) {
                throw failure;
            }
            return withoutVectors(line);
        } finally {
            parsed.commandSpec().commandLine().getOut().flush();
        }
    }

    /** Rejects an unknown command. With {@code --help}, picocli alone would ignore it. */
    private static void requireKnown(CommandLine.ParseResult parsed) {
        if (!parsed.hasSubcommand() && !parsed.unmatched().isEmpty()) {
            throw new CommandLine.UnmatchedArgumentException(
                    parsed.commandSpec().commandLine(), parsed.unmatched());
        }
    }

    private static int withoutVectors(CommandLine line) {
        line.getErr().println("skybourse: " + VectorModule.MISSING);
        line.getErr().println(InvalidInputException.HINT + "start the program with the launcher ./skybourse.");
        return ExitCode.MISSING_REQUIREMENT;
    }

    private static int withoutMemory(CommandLine line) {
        String most = String.format(Locale.ROOT, "%.0f MB", Runtime.getRuntime().maxMemory() / 1e6);
        line.getErr().println("skybourse: the command needs more memory than the " + most + " that Java may use");
        line.getErr()
                .println(InvalidInputException.HINT
                        + "allow more, for example with SKYBOURSE_JAVA_OPTS=-Xmx4g, or use a smaller market; a crowd of"
                        + " wireless agents (generate --crowd) needs less memory than a list.");
        return ExitCode.FAILED;
    }

    private static int told(InvalidInputException bad, CommandLine line) {
        String complaint = InvalidInputException.reason(bad);
        line.getErr().println("skybourse: " + complaint);
        if (!complaint.contains(System.lineSeparator() + InvalidInputException.HINT)) {
            line.getErr().println(InvalidInputException.HINT + QuotedCommandLine.help(line));
        }
        return ExitCode.INVALID_INPUT;
    }

    /** Prints a message of one or two lines about a failed command and returns the exit code. */
    static int report(Exception failure, CommandLine line) {
        return switch (failure) {
            case InvalidInputException bad -> told(bad, line);
            case InvalidPathException bad -> told(invalid(bad), line);
            case InvariantViolationException broken -> {
                line.getErr().println("skybourse: " + broken.getMessage());
                line.getErr()
                        .println(InvalidInputException.HINT
                                + "report this, it is a bug. The simulation can continue from its checkpoint"
                                + " in a corrected version.");
                yield ExitCode.FAILED;
            }
            case UncheckedIOException world -> {
                line.getErr().println("skybourse: " + world.getMessage());
                line.getErr().println(InvalidInputException.HINT + IoErrorText.advice(world.getCause()));
                yield ExitCode.FAILED;
            }
            default -> {
                Optional<InvalidInputException> plugin = Plugins.blamed(failure);
                if (plugin.isPresent()) {
                    yield told(plugin.get(), line);
                }
                if (!VectorModule.isAvailable() && first(failure) instanceof LinkageError) {
                    yield withoutVectors(line);
                }
                if (first(failure) instanceof OutOfMemoryError) {
                    yield withoutMemory(line);
                }
                line.getErr()
                        .println("skybourse: internal error: " + LabelSyntax.printable(whatWentWrong(first(failure))));
                yield ExitCode.FAILED;
            }
        };
    }

    private static InvalidInputException invalid(InvalidPathException bad) {
        return new InvalidInputException(
                LabelSyntax.escapedInQuotes(bad.getInput()),
                "must be a valid path on this machine: " + bad.getReason(),
                "");
    }

    /** Returns the root cause of a failure. Exceptions of worker threads are wrapped in others. */
    private static Throwable first(Throwable failure) {
        return failure.getCause() == null ? failure : first(failure.getCause());
    }

    private static String whatWentWrong(Throwable failure) {
        return failure
                + Arrays.stream(failure.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("skybourse."))
                        .findFirst()
                        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse("");
    }
}
