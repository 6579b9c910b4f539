package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.QuotedCommandLine;
import skybourse.app.command.StageTimer;
import skybourse.app.command.TerminalProgressBar;
import skybourse.app.command.Version;
import skybourse.app.folders.PolicyResolver;
import skybourse.app.folders.RunFiles;
import skybourse.app.folders.RunFolder;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.app.options.ManifestOptionText;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.PaperSettingsOption;
import skybourse.app.options.ReportPageOptions;
import skybourse.app.options.RuleOptions;
import skybourse.app.options.SolverOptions;
import skybourse.app.report.ScenarioSummary;
import skybourse.app.report.evaluation.ClockComparisonText;
import skybourse.app.report.round.RunSummary;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.FolderDigests;
import skybourse.learning.training.ClockComparison;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.analysis.RoundAnalysisPlanBuilder;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.game.PricingGame;

/** The {@code run} command: solves a scenario, certifies its prices, auctions the overload and writes a folder with results and a report. */
@Command(
        name = "run",
        description = {
            "Solves a scenario, certifies its prices, auctions the overload and writes a report.",
            "The folder contains report.html, result.json, CSV files, and the data for `verify`."
        },
        footer = {
            "  ./skybourse run",
            "  ./skybourse run examples/campus.yaml --out out/campus",
            "  ./skybourse run --rule mcafee --policy fixed"
        })
final class RunCommand extends CommandBase {

    private static final int LINKS_WORTH_STARTS = 5_000;
    private static final int MOST_LINKS_SEARCHED = 5_000;
    private static final long LINKS_WORTH_A_BAR = 100_000;
    private static final int STANDARD_STARTS = 10;
    private static final int MOST_STARTS = 10_000;
    private static final int CURVES = 12;
    private static final int POINTS = 121;

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
    private ReportPageOptions pages = new ReportPageOptions();

    @Mixin
    private PaperSettingsOption paper = new PaperSettingsOption();

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder. Default: out/NAME.")
    private @Nullable Path out;

    @Option(
            names = "--all-links",
            description = "Also writes links without traffic. Markets of up to 100,000 links always include them.")
    private boolean allLinks;

    @Option(
            names = "--skip-settled-search",
            description =
                    "Skips the search for leaders that gain settled profit by another price. Markets of more than 5,000 links always skip it.")
    private boolean skipsSettledSearch;

    @Option(names = "--skip-clocks", description = "Skips the comparison with other clocks on this file.")
    private boolean skipsClocks;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "Number of random starts in addition to zero and caps; 0 skips all starts. From 0 to 10000."
                    + " Default: 10, and 0 for markets of more than 5,000 links.")
    private @Nullable Integer starts;

    @Override
    public Integer call() {
        StageTimer clock = new StageTimer();
        paper.applyTo(options.method(), ruleOptions);
        ruleOptions.check();
        if (starts != null) {
            OptionRangeCheck.within(0, starts, MOST_STARTS, "--starts");
        }
        Scenario scenario = paper.withPaperRules(ScenarioFileReader.read(file));
        ScenarioSummary.warnings(scenario).forEach(this::warn);
        Path folder = RunFolder.place(out, scenario.name(), Version.OWN);
        var manifest = new RunManifest(QuotedCommandLine.origin(spec, scenario), ManifestOptionText.of(spec));
        int threads = Runtime.getRuntime().availableProcessors();
        RoundAnalysis study = ScenarioFileReader.using(file, () -> study(scenario, manifest.origin(), threads, clock));
        Map<String, byte[]> files = files(study, manifest);
        files.put(FolderDigests.FILE, FolderDigests.of(files).text().getBytes(StandardCharsets.UTF_8));
        RunFolder.write(folder, files);
        RunFiles.requireBooks(folder, study.resale());
        PrintWriter to = out();
        to.print(RunSummary.text(study, clocks(study, clock)));
        to.printf(Locale.ROOT, "Time             %s%n%n", clock.text());
        if (!writesAllLinks(study)) {
            to.println(
                    "links.csv and result.json contain only links with a ratio above 0; --all-links writes all links.");
        }
        to.printf(
                Locale.ROOT,
                "Report: %s%nNext: ./skybourse audit, ./skybourse reproduce --quick%n",
                folder.resolve("report.html"));
        return 0;
    }

    private String clocks(RoundAnalysis study, StageTimer clock) {
        if (skipsClocks || !(study.resale() instanceof AuditedResale.HeldAuction held)) {
            return "";
        }
        Optional<ClockComparison> tried =
                ClockComparison.of(study.round(), held, PolicyResolver.model(ModelFile.LEARNED));
        clock.accept(RoundAnalysisPlan.Part.CLOCKS);
        return tried.map(ClockComparisonText::of).orElse("");
    }

    /**
     * Runs a scenario with the options of this command. Returns the files by name, without {@code digests.txt}. Does not read the scenario file that
     * the command line names.
     */
    Map<String, byte[]> files(Scenario scenario, RunManifest manifest, int threads) {
        paper.applyTo(options.method(), ruleOptions);
        return files(study(scenario, manifest.origin(), threads, new StageTimer()), manifest);
    }

    private Map<String, byte[]> files(RoundAnalysis study, RunManifest manifest) {
        return RunFiles.of(study, manifest, writesAllLinks(study), pages.form(), ruleOptions.model());
    }

    private boolean writesAllLinks(RoundAnalysis study) {
        return allLinks || RunFiles.includesAllLinks(study.game());
    }

    private RoundAnalysis study(Scenario scenario, ResultProvenance origin, int threads, StageTimer clock) {
        TaskRunner tasks = TaskRunner.of(threads);
        TwoTierRound tiers = TwoTierRound.of(scenario, tasks);
        PricingGame game = tiers.game();
        int standard = game.links() > LINKS_WORTH_STARTS ? 0 : STANDARD_STARTS;
        int tried = starts == null ? standard : starts;
        options.rejectUnusedSeed(spec, tried > 0);
        long seed = options.startSeed(scenario);
        var plan = RoundAnalysisPlanBuilder.builder()
                .solver(options.solver(scenario, threads))
                .startSeed(seed)
                .randomStarts(tried)
                .curves(CURVES)
                .points(POINTS)
                .mechanism(ruleOptions.mechanism(scenario, scenario.seed()))
                .triesRules(true)
                .tasks(tasks)
                .build();
        double[] start = options.start(scenario, game);
        if ((long) game.links() * plan.steps(game) < LINKS_WORTH_A_BAR) {
            return settled(plan, tiers, plan.study(tiers, start, origin, clock), clock);
        }
        try (ProgressBar bar = TerminalProgressBar.start("solving", 0, plan.steps(game))) {
            return settled(plan, tiers, plan.study(tiers, start, origin, clock.andThen(_ -> bar.step())), clock);
        }
    }

    private RoundAnalysis settled(RoundAnalysisPlan plan, TwoTierRound tiers, RoundAnalysis study, StageTimer clock) {
        if (skipsSettledSearch || study.game().links() > MOST_LINKS_SEARCHED) {
            return study;
        }
        var searched =
                study.withSettledSearch(DeviationAudit.asked(tiers, study.result(), plan.mechanism(), plan.tasks()));
        clock.accept(RoundAnalysisPlan.Part.SETTLED);
        return searched;
    }
}
