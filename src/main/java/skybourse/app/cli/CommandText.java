package skybourse.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import skybourse.app.store.ScenarioFile;
import skybourse.base.numeric.Label;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.Origin;

/** The command line as a person would type it again. */
final class CommandText {

    private CommandText() {}

    /** Returns where results of this command come from. */
    static Origin origin(CommandSpec spec, Scenario scenario) {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        String command = arguments.stream().map(Label::quoted).collect(Collectors.joining(" "));
        return new Origin(Main.VERSION, ScenarioFile.hash(scenario), "./skybourse " + command);
    }
}
