package skybourse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.codec.InvalidInputException;
import skybourse.codec.SweepText;
import skybourse.experiment.Experiment;
import skybourse.experiment.ExperimentPlan;
import skybourse.experiment.Experiments;
import skybourse.experiment.FailureSignature;
import skybourse.experiment.ResultTable;
import skybourse.experiment.Sweep;
import skybourse.experiment.SweepEngine;
import skybourse.report.ChartSvg;
import skybourse.report.IndexPage;
import skybourse.report.Reproduced;
import skybourse.report.ReproducedText;
import skybourse.report.SweepTables;

/** {@code reproduce}: the paper's experiments, each claim with a verdict. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Runs experiments and says of each claim of the paper whether it holds: tables, charts and one index.html.",
            "Experiments: figure-4, follower, two-tiers, theorem-1, figure-8, liquidity, step-size, figure-5,",
            "figure-6, figure-7, ablation, or all."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class ReproduceCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "EXPERIMENT", description = "Default: all.")
    private List<String> names = List.of(ALL);

    @Option(names = "--full", description = "All cells, what the documentation quotes.")
    private boolean full;

    @Option(names = "--quick", description = "Fewer cells, the default; the page says what is left out.")
    private boolean quick;

    @Option(names = "--seeds", paramLabel = "N", description = "Repetitions. Default: 10, with --full 50.")
    private @Nullable Integer seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder to write. Default: out/reproduce-EFFORT-SEEDS.")
    private @Nullable Path out;

    @Option(names = "--docs", paramLabel = "DIR", description = "Also write claims.md, figures.md and figures/ there.")
    private @Nullable Path docs;

    @Mixin
    private EngineOptions engines;

    @Override
    public Integer call() {
        if (full && quick) {
            throw new InvalidInputException("--full", "", "must not be given with --quick", "one of the two was meant");
        }
        int repetitions = seeds != null ? seeds : full ? ExperimentPlan.FULL_SEEDS : ExperimentPlan.QUICK_SEEDS;
        if (repetitions < 1) {
            throw new InvalidInputException("--seeds", "", "must be positive: " + repetitions, "");
        }
        String effort = full ? "full" : "quick";
        Path folder =
                out == null ? Path.of("out", String.format(Locale.ROOT, "reproduce-%s-%d", effort, repetitions)) : out;
        var plan = new ExperimentPlan(full, repetitions, ScenarioFile.read(null));
        SweepEngine engine = engines.engine();
        Map<String, String> docsFiles = new LinkedHashMap<>();
        List<Reproduced.Part> parts = new ArrayList<>();
        for (Experiment experiment : chosen()) {
            parts.add(part(experiment, plan, engine, folder.resolve(experiment.folder()), docsFiles));
        }
        String command = String.format(
                Locale.ROOT, "./skybourse reproduce %s --%s --seeds %d", String.join(" ", names), effort, repetitions);
        var all = new Reproduced(command, Main.VERSION, full, repetitions, parts);
        TextFiles.write(folder.resolve("results.json"), ReproducedText.json(all));
        TextFiles.write(folder.resolve("index.html"), IndexPage.html(all));
        if (docs != null) {
            Path to = docs;
            TextFiles.write(to.resolve("claims.md"), ReproducedText.claims(all));
            TextFiles.write(to.resolve("figures.md"), ReproducedText.figures(all));
            docsFiles.forEach(
                    (name, text) -> TextFiles.write(to.resolve("figures").resolve(name), text));
        }
        return tell(all, folder);
    }

    private List<Experiment> chosen() {
        if (names.contains(ALL)) {
            return Experiments.all();
        }
        return names.stream().map(ReproduceCommand::named).toList();
    }

    private static Experiment named(String name) {
        return Experiments.named(name).orElseThrow(() -> {
            List<String> reasons = Experiments.notRun().stream()
                    .filter(missing -> missing.name().equals(name))
                    .map(Experiments.NotRun::reason)
                    .toList();
            if (!reasons.isEmpty()) {
                return new InvalidInputException(name, "", "is not run in this build: " + reasons.getFirst(), "");
            }
            List<String> known = Stream.concat(
                            Stream.of(ALL), Experiments.all().stream().map(Experiment::name))
                    .toList();
            return new InvalidInputException(
                    "EXPERIMENT", "", "must be one of " + String.join(", ", known) + ": " + name, "");
        });
    }

    private static Reproduced.Part part(
            Experiment experiment,
            ExperimentPlan plan,
            SweepEngine engine,
            Path folder,
            Map<String, String> docsFiles) {
        Map<String, ResultTable> tables = new LinkedHashMap<>();
        List<Reproduced.Spec> specs = new ArrayList<>();
        List<FailureSignature.Sighting> sightings = new ArrayList<>();
        int failed = 0;
        for (Sweep sweep : experiment.sweeps(plan)) {
            ResultTable table = new SweepFolder(folder.resolve(sweep.name()), sweep).run(engine);
            tables.put(sweep.name(), table);
            specs.add(new Reproduced.Spec(
                    sweep.name(), SweepText.hash(sweep), sweep.cells().size()));
            sightings.addAll(FailureSignature.in(table));
            failed += table.failures().size();
            docsFiles.put(experiment.folder() + "-" + sweep.name() + ".csv", SweepTables.brief(table));
        }
        Experiment.Outcome outcome = experiment.outcome(tables);
        outcome.charts().forEach(chart -> {
            String svg = ChartSvg.svg(chart);
            TextFiles.write(folder.resolve(chart.id() + ".svg"), svg);
            docsFiles.put(experiment.folder() + "-" + chart.id() + ".svg", svg);
        });
        return new Reproduced.Part(experiment, outcome, specs, sightings, failed);
    }

    private int tell(Reproduced all, Path folder) {
        var to = spec.commandLine().getOut();
        all.parts()
                .forEach(part -> part.outcome()
                        .findings()
                        .forEach(finding -> to.printf(
                                Locale.ROOT,
                                "%-13s %s: %s%n",
                                finding.claim(),
                                finding.subject(),
                                finding.verdict().words())));
        to.printf(Locale.ROOT, "Open %s%n", folder.resolve("index.html"));
        to.flush();
        return all.parts().stream().allMatch(part -> part.failedCells() == 0) ? 0 : Main.WORLD_FAILED;
    }
}
