package skybourse.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.report.ScenarioSummary;
import skybourse.app.report.simulation.OverTimeSentences;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.scenario.InferenceMarketText;
import skybourse.files.text.InvalidInputException;

/** The {@code validate} command: checks scenario files. Prints for each file a summary of its contents, or the error. */
@Command(
        name = "validate",
        description =
                "Checks scenario files and files of inference markets. Prints one line per file, or the error and a hint.",
        footer = "  ./skybourse validate examples/campus.yaml examples/reference.yaml")
final class ValidateCommand extends CommandBase {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenario files, YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Override
    public Integer call() {
        int code = 0;
        for (Path file : files) {
            try {
                byte[] content = TextFiles.read(file); // once, because it may be a pipe
                Optional<String> inference = InferenceMarketText.contents(file.toString(), content);
                if (inference.isPresent()) {
                    out().println(file + ": valid, " + inference.get());
                } else {
                    scenario(file, content);
                }
            } catch (InvalidInputException e) {
                err().println("skybourse: " + e.getMessage());
                code = ExitCode.INVALID_INPUT;
            }
        }
        return code;
    }

    private void scenario(Path file, byte[] content) {
        DynamicScenario market = ScenarioFileReader.readOverTime(file, content);
        out().println(file + ": valid, " + ScenarioSummary.contents(market.scenario()));
        ScenarioSummary.warnings(market.scenario()).forEach(text -> out().println("  warning: " + text));
        ScenarioSummary.energyTables(market.scenario()).forEach(text -> out().println("  " + text));
        overTime(file, market);
    }

    private void overTime(Path file, DynamicScenario market) {
        if (market.isGiven()) {
            market.requirePlayable(file.toString());
            out().println("  over time: " + OverTimeSentences.contents(market.scenario(), market.dynamics()));
            String warning = OverTimeSentences.warning(market.scenario(), market.dynamics());
            if (!warning.isEmpty()) {
                out().println("  warning: " + warning);
            }
        }
    }
}
