package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.QuotedCommandLine;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.options.AuditMarketOptions;
import skybourse.app.options.ClearingOptions;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.ThreadsOption;
import skybourse.app.report.evaluation.PropertyAuditText;
import skybourse.app.report.round.CounterexampleText;
import skybourse.app.report.round.DeviationAuditText;
import skybourse.app.report.simulation.OverTimeAuditText;
import skybourse.app.result.PropertyAuditBody;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.simulation.OverTimeAudit;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.audit.AuctionRuleAudit;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.PropertyAudit;

/**
 * The {@code audit} command: checks the properties of an auction rule on the orders in a file, on sampled markets, in a complete round or in a
 * simulation.
 */
@Command(
        name = "audit",
        description = {
            "Checks the properties of an auction rule and measures the gain of misreporting.",
            "Reports whether a truthful trader can lose, who pays whom, each trader's gain from its best misreport, and what the "
                    + "rule costs in gains from trade and in communication."
        },
        footer = {
            "  ./skybourse audit --rule mcafee",
            "  ./skybourse audit examples/orders.csv --policy fixed",
            "  ./skybourse audit examples/campus.yaml --round --rule seller-vcg",
            "  ./skybourse audit --over-time examples/campus.yaml --rule seller-vcg"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class AuditCommand extends CommandBase {

    private static final List<String> OF_A_ROUND =
            List.of("--round", "--rule", "--policy", "--turns", "--step", "--out", "--json");
    private static final List<String> OVER_TIME =
            List.of("--over-time", "--slots", "--rule", "--policy", "--turns", "--step", "--json");

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "CSV file of orders with the columns side (bid or ask), participant, lot (optional), limitTicks. Default: markets "
                            + "sampled from --distribution. With --round or --over-time: a scenario. Default: the bundled reference scenario.")
    private @Nullable Path file;

    @Mixin
    private ClearingOptions options = new ClearingOptions();

    @Mixin
    private AuditMarketOptions markets = new AuditMarketOptions();

    @Option(
            names = "--counterexample",
            paramLabel = "FILE",
            description =
                    "Writes the orders of the worst misreport and the truthful orders, as input for the auction command.")
    private @Nullable Path counterexample;

    @Option(
            names = "--round",
            description =
                    "Audits a complete round instead: for each agent, repeats both tiers with other declarations or another price.")
    private boolean round;

    @Option(
            names = "--over-time",
            description =
                    "Audits a simulation instead: each aerial agent in turn declares other costs or another number of lots in every slot.")
    private boolean overTime;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Number of slots with --over-time. From 1. Default: ${DEFAULT-VALUE}.")
    private int slots = 40;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Output folder for --round. Default: none; the result is printed.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints the complete result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter to = out();
        if (round) {
            refuseOthers("--round", OF_A_ROUND);
            auditRound(to);
        } else if (overTime) {
            refuseOthers("--over-time", OVER_TIME);
            auditOverTime(to);
        } else {
            IneffectiveOptionCheck.refuse(spec, "an audit of one rule", "--out", "--slots");
            auditOne(to);
        }
        return 0;
    }

    private void refuseOthers(String audit, List<String> fitting) {
        String[] idle = spec.options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !fitting.contains(name))
                .toArray(String[]::new);
        IneffectiveOptionCheck.refuse(spec, audit, idle);
    }

    private void auditOverTime(PrintWriter to) {
        OptionRangeCheck.atLeast(1, slots, "--slots");
        options.overTime();
        options.check();
        DynamicScenario market = ScenarioFileReader.readOverTime(file);
        market.requirePlayable(ScenarioFileReader.name(file));
        Scenario scenario = market.scenario();
        OverTimeAuditText audited = ScenarioFileReader.using(file, () -> {
            var setup = SimulationSetupBuilder.builder()
                    .scenario(scenario)
                    .dynamics(market.dynamics())
                    .seed(scenario.seed())
                    .frozen(false)
                    .solver(solver(scenario))
                    .certifyEvery(0)
                    .mechanism(options.mechanism(scenario))
                    .tasks(TaskRunner.CALLER)
                    .build();
            OverTimeAudit audit = OverTimeAudit.of(setup, slots, ThreadsOption.all());
            return new OverTimeAuditText(setup, options.ruleName(), audit);
        });
        to.print(json ? audited.json() : audited.text());
    }

    private static CertifiedSolver solver(Scenario scenario) {
        CertifiedSolver pure = SolverCatalogue.certified(
                SolverCatalogue.priceMethod("newton", "slope", 1),
                scenario.rules().tolerance(),
                1);
        return scenario.rules().allowsMixedPrices() ? pure.withMixedPrices() : pure;
    }

    private void auditRound(PrintWriter to) {
        Scenario scenario = ScenarioFileReader.read(file);
        DeviationAudit audit = ScenarioFileReader.using(
                file,
                () -> DeviationAudit.of(scenario, solver(scenario), options.mechanism(scenario), ThreadsOption.all()));
        Path folder = out;
        if (folder != null) {
            String command = QuotedCommandLine.origin(spec, scenario).command();
            ShutdownGuard.runCritical(() -> TextFiles.writeAll(folder, DeviationAuditText.files(audit, command)));
            to.println("Report: " + folder.resolve("audit-round.html") + ", also as .csv and .json");
        } else {
            to.print(json ? DeviationAuditText.json(audit) : DeviationAuditText.text(audit));
        }
    }

    private void auditOne(PrintWriter to) {
        AuditMarketOptions.AuditSelection chosen = markets.choose(file, options);
        PropertyAudit audit = chosen.study().run(chosen.markets(), ThreadsOption.all());
        if (json) {
            to.print(ResultJsonEncoder.indented(PropertyAuditBody.of(audit, PropertyAuditText.search(audit))));
        } else {
            to.print(PropertyAuditText.of(audit));
            to.print(chosen.origin().isEmpty() ? "" : chosen.origin() + "\n");
        }
        if (counterexample != null) {
            String done = written(counterexample, audit, chosen.study());
            to.print(json ? "" : done + "\n");
        }
    }

    private String written(Path example, PropertyAudit audit, AuctionRuleAudit study) {
        return audit.counterexample()
                .map(counterexample -> write(example, counterexample, study))
                .orElse("No counterexample written: no profitable misreport was found.");
    }

    private String write(Path example, Counterexample counterexample, AuctionRuleAudit study) {
        AuctionRuleAudit.Case one = study.cases().apply(counterexample.market());
        String typed =
                options.commandLine(counterexample.rule(), one.highTicks(), one.lowTicks(), counterexample.market());
        String name = String.valueOf(example.getFileName());
        ShutdownGuard.runCritical(() ->
                TextFiles.writeAll(example.resolveSibling(""), CounterexampleText.files(name, counterexample, typed)));
        return "Counterexample written to " + example;
    }
}
