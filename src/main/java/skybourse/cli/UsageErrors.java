package skybourse.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line: one line with the option and its value, one line that may help. */
final class UsageErrors {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> REAL = Set.of(double.class, Double.class);

    private UsageErrors() {}

    /** Prints the two lines and returns the exit code. */
    static int report(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("skybourse: " + oneLine(complaint(failure)));
        err.println("Maybe " + oneLine(advice(failure)));
        return Main.BAD_INPUT;
    }

    /** Returns where a command's options are explained. */
    static String help(CommandLine line) {
        return "`" + line.getCommandSpec().qualifiedName() + " --help` tells every option and its range";
    }

    private static String complaint(ParameterException failure) {
        ArgSpec option = failure.getArgSpec();
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
                        : name(option) + ": must be " + kind(option) + ": \"" + failure.getValue() + "\"";
        };
    }

    private static String unknown(UnmatchedArgumentException failure) {
        String first = failure.getUnmatched().getFirst();
        if (failure.isUnknownOption()) {
            return first + ": must be a known option: unknown";
        }
        return failure.getCommandLine().getSubcommands().isEmpty()
                ? "\"" + first + "\": must be left out: one argument too many"
                : first + ": must be a command: unknown";
    }

    private static String advice(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unknown) {
            List<String> near = unknown.getSuggestions();
            if (!near.isEmpty()) {
                return near.getFirst() + " was meant; " + help(failure.getCommandLine());
            }
        }
        return "a look at the help is worth it; " + help(failure.getCommandLine());
    }

    private static String name(ArgSpec option) {
        return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
    }

    private static String kind(ArgSpec option) {
        Class<?> type = option.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(value -> value.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return WHOLE.contains(type) ? "a whole number" : REAL.contains(type) ? "a number" : "a " + option.paramLabel();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
