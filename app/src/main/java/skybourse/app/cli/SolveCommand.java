package skybourse.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.QuotedCommandLine;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.PaperSettingsOption;
import skybourse.app.options.RuleOptions;
import skybourse.app.options.SolverOptions;
import skybourse.app.options.ThreadsOption;
import skybourse.app.report.ScenarioSummary;
import skybourse.app.report.round.RunSummary;
import skybourse.app.result.ResultBody;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.analysis.RoundAnalysisPlanBuilder;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.game.PricingGame;

/** The {@code solve} command: finds prices for a scenario, certifies them and prints the result. */
@Command(
        name = "solve",
        description = "Finds prices for a scenario, certifies them and prints the outcome.",
        footer = {"  ./skybourse solve examples/campus.yaml", "  ./skybourse solve --json"})
final class SolveCommand extends CommandBase {

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "Scenario file, YAML or JSON. Default: the bundled reference scenario.")
    private @Nullable Path file;

    @Mixin
    private SolverOptions options = new SolverOptions();

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    @Mixin
    private PaperSettingsOption paper = new PaperSettingsOption();

    @Option(names = "--json", description = "Prints the complete result as JSON (docs/result.schema.json).")
    private boolean json;

    @Option(
            names = "--all-links",
            description =
                    "With --json: also links without traffic. Markets of up to 100,000 links always include them.")
    private boolean allLinks;

    @Override
    public Integer call() {
        paper.applyTo(options.method(), ruleOptions);
        ruleOptions.check();
        options.rejectUnusedSeed(spec, false);
        if (!json) {
            IneffectiveOptionCheck.refuse(spec, "a summary", "--all-links");
        }
        Scenario scenario = paper.withPaperRules(ScenarioFileReader.read(file));
        ScenarioSummary.warnings(scenario).forEach(this::warn);
        TwoTierRound tiers = TwoTierRound.of(scenario, ThreadsOption.all());
        PricingGame game = tiers.game();
        var plan = RoundAnalysisPlanBuilder.builder()
                .solver(options.solver(scenario, Runtime.getRuntime().availableProcessors()))
                .startSeed(options.startSeed(scenario))
                .randomStarts(0)
                .curves(0)
                .points(2)
                .mechanism(ruleOptions.mechanism(scenario, scenario.seed()))
                .triesRules(false)
                .tasks(ThreadsOption.all())
                .build();
        RoundAnalysis study = ScenarioFileReader.using(
                file,
                () -> plan.study(
                        tiers, options.start(scenario, game), QuotedCommandLine.origin(spec, scenario), _ -> {}));
        String text = json
                ? ResultBody.json(study, new RoundAnalysisLinks(study, allLinks || RunFiles.includesAllLinks(game)))
                : RunSummary.text(study);
        out().print(text);
        return 0;
    }
}
