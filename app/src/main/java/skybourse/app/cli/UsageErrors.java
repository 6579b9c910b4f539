package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import skybourse.base.numeric.Label;
import skybourse.base.numeric.Numeral;

/** What is wrong with a command line: one line with the option and its value, one line that may help. */
final class UsageErrors {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> REAL = Set.of(double.class, Double.class);

    private UsageErrors() {}

    /** Prints the two lines and returns the exit code. */
    static int report(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        Optional<String> study = StudyOptions.sweep(failure);
        err.println("skybourse: " + oneLine(study.orElseGet(() -> complaint(failure))));
        err.println("Maybe " + oneLine(study.isPresent() ? StudyOptions.ADVICE : advice(failure)));
        return Main.BAD_INPUT;
    }

    /** Returns where a command's options are explained. */
    static String help(CommandLine line) {
        return "`" + line.getCommandSpec().qualifiedName() + " --help` tells every option and its range";
    }

    /** Returns the advice where nothing better is known. */
    static String look(CommandLine line) {
        return "a look at the help is worth it; " + help(line);
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
                        : ofAnotherKind(option, failure.getValue());
        };
    }

    private static String ofAnotherKind(ArgSpec option, String value) {
        return name(option) + ": must be " + kind(option, value) + ": " + Label.shown(value);
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
            if (HelpText.LAUNCHER.containsKey(unknown.getUnmatched().getFirst())) {
                return "the launcher was meant, which does that: ./skybourse "
                        + unknown.getUnmatched().getFirst();
            }
            List<String> near = unknown.getSuggestions();
            if (!near.isEmpty()) {
                return near.getFirst() + " was meant; " + help(failure.getCommandLine());
            }
        }
        return look(failure.getCommandLine());
    }

    private static String name(ArgSpec option) {
        return option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
    }

    private static String kind(ArgSpec option, String value) {
        Class<?> type = option.auxiliaryTypes()[0];
        boolean isNumber = WHOLE.contains(type)
                ? Numeral.isWhole(value)
                : Numeral.decimal(value).isPresent();
        if (isNumber && (WHOLE.contains(type) || REAL.contains(type))) {
            // why else would it have been refused?
            return value.startsWith("-") ? "larger, it is too far below 0" : "smaller, it is too large";
        }
        if (type.isEnum()) {
            return "one of " + String.join(", ", ChoiceOptions.spelled(type));
        }
        return WHOLE.contains(type) ? "a whole number" : REAL.contains(type) ? "a number" : "a " + option.paramLabel();
    }

    private static String oneLine(String text) {
        return Label.printable(text.replaceAll("\\R", " "));
    }
}
