package skybourse.paper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.app.command.TerminalProgressBar;
import skybourse.app.command.Version;
import skybourse.app.folders.PolicyResolver;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.options.SweepEngineOptions;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.ReproductionPlan;
import skybourse.paper.report.ReproductionResult;
import skybourse.paper.report.ReproductionText;
import skybourse.paper.study.Experiments;
import skybourse.paper.study.Reproduction;
import skybourse.paper.study.ReproductionProgress;
import skybourse.paper.study.SweepCellStore;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.ClockPolicy;

/** The reproduce command: runs the paper's experiments and gives a verdict on each claim. */
@Command(
        name = "reproduce",
        description = {
            "Runs the paper's experiments and gives a verdict on each claim.",
            "Writes tables and an index.html with charts, updated after each experiment. If interrupted, run the same command "
                    + "again to continue."
        },
        footer = {
            "  ./skybourse reproduce --quick",
            "  ./skybourse reproduce figure-4 theorem-1",
            "  ./skybourse reproduce all --full --seeds 50"
        },
        exitCodeList = "1:A cell failed, or a file could not be read or written.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class ReproduceCommand extends CommandBase {

    @Parameters(
            arity = "0..*",
            paramLabel = "EXPERIMENT",
            description =
                    "figure-4, follower, two-tiers, theorem-1, figure-8, liquidity, step-size, figure-5, figure-6, figure-7, ablation, "
                            + "mobility, stale, overload-time, scale, or all; or the file of an experiment. Default: all.")
    private List<String> names = List.of(Reproduction.ALL);

    @Option(names = "--full", description = "Runs all cells, as quoted in the documentation.")
    private boolean full;

    @Option(names = "--quick", description = "Runs fewer cells (the default). The page lists the omitted parts.")
    private boolean quick;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Number of repetitions. From 1. Default: 10, with --full 50.")
    private @Nullable Integer seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder. Default: out/reproduce-EFFORT-SEEDS.")
    private @Nullable Path out;

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description =
                    "Also writes results/claims.md, results/claims/ and the tables of results/figures/ to this folder.")
    private @Nullable Path docs;

    @Option(
            names = "--cells",
            paramLabel = "DIR",
            description =
                    "Uses stored cells from this folder instead of running them. The page lists the cells that were not run.")
    private @Nullable Path cells;

    @Option(
            names = "--keep-cells",
            paramLabel = "DIR",
            description = "Stores all cells in this folder, compressed, for --cells.")
    private @Nullable Path keepCells;

    @Mixin
    private SweepEngineOptions engines;

    @Override
    public Integer call() {
        if (full && quick) {
            throw new InvalidInputException("--full", "must not be given with --quick", "give only one of the two.");
        }
        int repetitions = seeds != null ? seeds : full ? ReproductionPlan.FULL_SEEDS : ReproductionPlan.QUICK_SEEDS;
        if (repetitions < 1) {
            throw new InvalidInputException("--seeds", "must be positive: " + repetitions, "");
        }
        var plan = new ReproductionPlan(full, repetitions, Experiments.scenarios(), models());
        Optional<SweepCellStore> taken = Optional.ofNullable(cells).map(SweepCellStore::new);
        List<Experiment> experiments = Reproduction.chosen(names, plan);
        var reproduction = new Reproduction(
                Version.OWN,
                command(plan, taken),
                plan,
                out != null ? out : standardFolder(repetitions),
                taken,
                Optional.ofNullable(keepCells).map(SweepCellStore::new),
                experiments);
        ReproductionResult all = run(reproduction, experiments);
        if (docs != null) {
            reproduction.writeDocs(all, docs);
        }
        return tell(all, reproduction.page());
    }

    private static SortedMap<String, ClockPolicy> models() {
        return new TreeMap<>(Map.of(
                AuctionCatalogue.LEARNED,
                PolicyResolver.steady(AuctionCatalogue.LEARNED),
                AuctionCatalogue.UNFENCED,
                PolicyResolver.model(AuctionCatalogue.LEARNED).withoutRange().steady()));
    }

    private ReproductionResult run(Reproduction reproduction, List<Experiment> experiments) {
        PrintWriter to = err();
        List<String> notKept = reproduction.missingCells();
        if (!notKept.isEmpty()) {
            to.println("Not in " + cells + ", so these are run:");
            notKept.forEach(to::println);
        }
        var progress = new ReproductionProgress(
                to, TerminalProgressBar::cells, System::nanoTime, experiments, reproduction.work());
        progress.start();
        try (var _ = ShutdownGuard.messageAtExit(
                to, () -> "Interrupted: " + progress.text() + ". Run the same command again to continue.")) {
            return reproduction.run(engines.engine(), progress);
        }
    }

    /** Returns the command that repeats the reproduction. */
    private String command(ReproductionPlan plan, Optional<SweepCellStore> kept) {
        return "./skybourse reproduce " + String.join(" ", names) + " --" + (plan.full() ? "full" : "quick")
                + " --seeds " + plan.seedCount()
                + kept.map(cells ->
                                " --cells " + LabelSyntax.quoted(cells.folder().toString()))
                        .orElse("");
    }

    private Path standardFolder(int repetitions) {
        return Path.of("out", String.format(Locale.ROOT, "reproduce-%s-%d", full ? "full" : "quick", repetitions));
    }

    private int tell(ReproductionResult all, Path page) {
        out().print(ReproductionText.verdicts(all));
        out().printf(Locale.ROOT, "Report: %s%n", page);
        out().flush();
        return all.parts().stream().allMatch(part -> part.failedCells() == 0) ? 0 : ExitCode.FAILED;
    }
}
