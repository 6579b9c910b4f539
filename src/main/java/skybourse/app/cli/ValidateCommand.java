package skybourse.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.ScenarioText;
import skybourse.app.report.ScenarioWords;
import skybourse.app.store.TextFiles;
import skybourse.base.scenario.Scenario;

/** Checks scenario files and tells what is in them. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks scenario files: one line each, or what is wrong and what may help.",
        footer = "  ./skybourse validate examples/campus.yaml examples/reference.yaml")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenarios, YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Override
    public Integer call() {
        int code = 0;
        for (Path file : files) {
            try {
                Scenario scenario = ScenarioText.read(file.toString(), TextFiles.read(file));
                spec.commandLine().getOut().println(file + ": valid, " + ScenarioWords.contents(scenario));
            } catch (InvalidInputException e) {
                spec.commandLine().getErr().println("skybourse: " + e.getMessage());
                code = Main.BAD_INPUT;
            }
        }
        return code;
    }
}
