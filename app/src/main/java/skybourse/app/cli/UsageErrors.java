package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import skybourse.app.command.ExitCode;
import skybourse.app.command.QuotedCommandLine;
import skybourse.app.options.EnumOptions;
import skybourse.app.options.RemovedOptions;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.NumberSyntax;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;

/** Prints errors of the command line. The first line names the wrong word, or the option and its value. The second line is advice. */
final class UsageErrors {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> REAL = Set.of(double.class, Double.class);

    /** Message of picocli if the argument of {@code help} is not a command, as in {@code help rnu}. */
    private static final Pattern OF_HELP = Pattern.compile("Unknown subcommand '(.*)'.*", Pattern.DOTALL);

    private UsageErrors() {}

    /** Prints the two lines and returns {@link ExitCode#INVALID_INPUT}. */
    static int report(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        Optional<String> study = RemovedOptions.firstUsed(failure);
        err.println("skybourse: " + oneLine(study.orElseGet(() -> complaint(failure))));
        err.println(InvalidInputException.HINT + oneLine(study.isPresent() ? RemovedOptions.ADVICE : advice(failure)));
        return ExitCode.INVALID_INPUT;
    }

    private static String complaint(ParameterException failure) {
        ArgSpec option = failure.getArgSpec();
        Matcher helped = OF_HELP.matcher(String.valueOf(failure.getMessage()));
        if (helped.matches()) {
            return unknownCommand(helped.group(1));
        }
        return switch (failure) {
            case UnmatchedArgumentException unknown -> unknown(unknown);
            case MissingParameterException missing
            when option == null ->
                missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "))
                        + ": must be given: missing";
            case MissingParameterException _ -> name(option) + ": must have a value: missing";
            default ->
                option == null || failure.getValue() == null
                        ? String.valueOf(failure.getMessage())
                        : ofAnotherKind(option, failure.getValue());
        };
    }

    private static String ofAnotherKind(ArgSpec option, String value) {
        return name(option) + ": must be " + kind(option, value) + ": " + LabelSyntax.escapedInQuotes(value);
    }

    private static String unknown(UnmatchedArgumentException failure) {
        String first = failure.getUnmatched().getFirst();
        if (failure.isUnknownOption()) {
            return "Unknown option " + LabelSyntax.escapedInQuotes(first) + ".";
        }
        return failure.getCommandLine().getSubcommands().isEmpty()
                ? "Unexpected argument " + LabelSyntax.escapedInQuotes(first) + "."
                : unknownCommand(first);
    }

    private static String unknownCommand(String name) {
        return "Unknown command " + LabelSyntax.escapedInQuotes(name) + ".";
    }

    private static String advice(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unknown) {
            if (HelpText.LAUNCHER.containsKey(unknown.getUnmatched().getFirst())) {
                return "use the launcher: ./skybourse " + unknown.getUnmatched().getFirst();
            }
            Optional<String> ofEarlierVersion = RemovedOptions.advice(unknown);
            if (ofEarlierVersion.isPresent()) {
                return ofEarlierVersion.get();
            }
            List<String> near = near(unknown);
            if (!near.isEmpty()) {
                String help = QuotedCommandLine.help(failure.getCommandLine());
                return "did you mean " + near.getFirst() + "? S" + help.substring(1);
            }
        }
        return QuotedCommandLine.help(failure.getCommandLine());
    }

    private static List<String> near(UnmatchedArgumentException unknown) {
        return unknown.getSuggestions().isEmpty()
                ? ErrorText.nearest(
                                unknown.getUnmatched().getFirst(),
                                unknown.getCommandLine().getSubcommands().keySet())
                        .stream()
                        .toList()
                : unknown.getSuggestions();
    }

    private static String name(ArgSpec option) {
        return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
    }

    private static String kind(ArgSpec option, String value) {
        Class<?> type = option.auxiliaryTypes()[0];
        boolean isNumber = WHOLE.contains(type)
                ? NumberSyntax.isWhole(value)
                : NumberSyntax.decimal(value).isPresent();
        if (isNumber && (WHOLE.contains(type) || REAL.contains(type))) {
            // The text is a valid number. It was rejected because it is outside the range of the option's type.
            return value.startsWith("-") ? "larger" : "smaller";
        }
        if (type.isEnum()) {
            return "one of " + String.join(", ", EnumOptions.spellings(type));
        }
        return WHOLE.contains(type) ? "a whole number" : REAL.contains(type) ? "a number" : "a " + option.paramLabel();
    }

    private static String oneLine(String text) {
        return LabelSyntax.printable(text.replaceAll("\\R", " "));
    }
}
