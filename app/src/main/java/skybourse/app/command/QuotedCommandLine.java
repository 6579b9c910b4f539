package skybourse.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.ResultProvenance;

/** Returns texts on a command line: the line itself, quoted such that it can be typed again, and advice that names its help. */
public final class QuotedCommandLine {

    private QuotedCommandLine() {}

    /** Returns the origin of this command's results: version, hash of the scenario and command line. */
    public static ResultProvenance origin(CommandSpec spec, Scenario scenario) {
        return new ResultProvenance(Version.OWN, ScenarioFileReader.hash(scenario), text(arguments(spec)));
    }

    /** Returns the command as one line, without the given option and its value. */
    public static String without(CommandSpec spec, String option) {
        List<String> arguments = arguments(spec);
        arguments.removeIf(word -> word.startsWith(option + "="));
        int at = arguments.indexOf(option);
        if (at >= 0) {
            arguments.subList(at, at + 2).clear();
        }
        return LabelSyntax.printable(text(arguments));
    }

    /** Returns advice that names the help of a command. */
    public static String help(CommandLine line) {
        return "see `" + line.getCommandSpec().qualifiedName() + " --help`"
                + (line.getSubcommands().isEmpty() ? " for every option and its range." : ".");
    }

    private static List<String> arguments(CommandSpec spec) {
        return new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    }

    private static String text(List<String> arguments) {
        return "./skybourse " + arguments.stream().map(LabelSyntax::quoted).collect(Collectors.joining(" "));
    }
}
