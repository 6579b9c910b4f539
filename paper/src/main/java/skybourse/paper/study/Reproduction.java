package skybourse.paper.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.app.folders.FolderVersionCheck;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.folders.SweepFolder;
import skybourse.app.folders.SweepText;
import skybourse.app.report.ReportPage;
import skybourse.app.report.evaluation.SweepCsvTables;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.PaperFailureSymptom;
import skybourse.paper.experiment.ReproductionPlan;
import skybourse.paper.experiment.SqlExperiment;
import skybourse.paper.report.ClaimPages;
import skybourse.paper.report.ReproductionPage;
import skybourse.paper.report.ReproductionResult;
import skybourse.paper.report.ReproductionText;

/**
 * Runs experiments one after another. After each experiment it writes {@code results.json} and the page, which names the experiments that are still
 * to be run.
 */
public final class Reproduction {

    /** Name that stands for all experiments. */
    public static final String ALL = "all";

    /** Name of the task whose cells may be training runs. */
    private static final String TRAININGS = "auctioneer";

    private static final String PAGE = "index.html";

    private static final String FIELDS = "see docs/guides/reproduce-the-paper.md for every field.";

    /**
     * Sweep with its finished cells.
     *
     * @param sweep the sweep
     * @param there cells that have a result already and are not run again
     */
    public record Work(Sweep sweep, Set<Sweep.Cell> there) {}

    /** Receives the progress of experiments and cells. */
    public interface Progress extends SweepFolder.Progress {

        /** Called when an experiment starts. */
        void begin(Experiment experiment);
    }

    private final String version;
    private final String command;
    private final ReproductionPlan plan;
    private final Path folder;
    private final Optional<SweepCellStore> cells;
    private final Optional<SweepCellStore> keep;
    private final List<Experiment> experiments;

    /** Stored cells by sweep. A key consists of the folder of the experiment, a slash and the name of the sweep, because experiments may share sweeps. */
    private final Map<String, SweepFolder.StoredCells> taken = new LinkedHashMap<>();

    private final Map<String, Work> work = new LinkedHashMap<>();
    private final Map<String, String> docsFiles = new LinkedHashMap<>();

    /**
     * Reads the finished cells. Does not run any cell.
     *
     * @param version version of the program
     * @param command command that repeats the reproduction
     * @param plan extent of the reproduction
     * @param folder folder of the results
     * @param cells folder from which stored cells are taken, if any
     * @param keep folder in which finished cells are stored, if any
     * @param experiments experiments in order
     * @throws InvalidInputException if stored cells are damaged or belong to other sweeps, if {@code cells} contains none of these sweeps, if the
     *     folder cannot be continued, or if the heap is too small for a timed sweep
     */
    public Reproduction(
            String version,
            String command,
            ReproductionPlan plan,
            Path folder,
            Optional<SweepCellStore> cells,
            Optional<SweepCellStore> keep,
            List<Experiment> experiments) {
        this.version = version;
        this.command = command;
        this.plan = plan;
        this.folder = folder;
        this.cells = cells;
        this.keep = keep;
        this.experiments = List.copyOf(experiments);
        new FolderVersionCheck(version).require(folder);
        for (Experiment experiment : experiments) {
            experiment.sweeps(plan).forEach(sweep -> find(experiment, sweep));
        }
        if (cells.isPresent() && taken.isEmpty()) {
            throw new InvalidInputException(
                    "--cells",
                    "must be a folder with cells of these experiments: none in "
                            + cells.get().folder(),
                    "use docs/results/cells.");
        }
    }

    /**
     * Returns the experiments with the given names in the given order, without duplicates. Returns all bundled experiments if {@link #ALL} is among
     * the names.
     *
     * @param names names of experiments, or of files that describe one
     * @param plan plan with which the queries of files are checked before any cell is run
     * @throws InvalidInputException if a name is unknown, or a file is not valid
     */
    public static List<Experiment> chosen(List<String> names, ReproductionPlan plan) {
        if (names.contains(ALL)) {
            return Experiments.all();
        }
        return names.stream().distinct().map(name -> named(name, plan)).toList();
    }

    private static Experiment named(String name, ReproductionPlan plan) {
        if (name.matches(".*\\.(yaml|yml|json)")) {
            return described(Path.of(name), plan);
        }
        return Experiments.named(name).orElseThrow(() -> {
            List<String> known = Stream.concat(
                            Stream.of(ALL), Experiments.all().stream().map(Experiment::name))
                    .toList();
            return new InvalidInputException(
                    "EXPERIMENT",
                    "must be one of " + String.join(", ", known) + ", or a file that describes an experiment: " + name,
                    "");
        });
    }

    private static Experiment described(Path file, ReproductionPlan plan) {
        SqlExperiment experiment = Experiments.read(file);
        requireOwnName(file, experiment);
        try {
            experiment.dryRun(plan);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(file.toString(), "", e, FIELDS);
        }
        return experiment;
    }

    private static void requireOwnName(Path file, Experiment experiment) {
        if (Experiments.named(experiment.folder()).isPresent()) {
            throw new InvalidInputException(
                    file.toString(),
                    "name",
                    "must not be the name of another experiment: " + experiment.name(),
                    "choose another name.");
        }
    }

    private void find(Experiment experiment, Sweep sweep) {
        String key = key(experiment, sweep);
        if (!work.containsKey(key)) {
            cells.flatMap(kept -> kept.read(experiment, sweep)).ifPresent(found -> taken.put(key, found));
            Set<Sweep.Cell> known = taken.containsKey(key)
                    ? Set.copyOf(sweep.cells())
                    : folder(experiment, sweep).finishedCells();
            SweepFolder.requireMemory(sweep, known);
            work.put(key, new Work(sweep, known));
        }
    }

    private static String key(Experiment experiment, Sweep sweep) {
        return experiment.folder() + "/" + sweep.name();
    }

    private SweepFolder folder(Experiment experiment, Sweep sweep) {
        return new SweepFolder(
                folder.resolve(experiment.folder()).resolve(sweep.name()), sweep, ReportPage.Form.NONE, version);
    }

    /** Returns the sweeps of the experiments, each once. The collection is unmodifiable. */
    public Collection<Work> work() {
        return Collections.unmodifiableCollection(work.values());
    }

    /**
     * Runs all experiments.
     *
     * @throws InvalidInputException if a query or expression of an experiment is wrong
     */
    public ReproductionResult run(SweepEngine engine, Progress progress) {
        List<ReproductionResult.Part> parts = new ArrayList<>();
        for (Experiment experiment : experiments) {
            progress.begin(experiment);
            parts.add(part(experiment, engine, progress));
            write(reproduced(parts));
        }
        return reproduced(parts);
    }

    /**
     * Returns a line for each sweep with cells that must be run although a folder of stored cells was given; empty without such a folder. Users
     * should know in advance, because some sweeps
     * take hours.
     */
    public List<String> missingCells() {
        Set<String> missing = new LinkedHashSet<>();
        cells.ifPresent(kept ->
                experiments.forEach(experiment -> experiment.sweeps(plan).forEach(sweep -> {
                    Work its = Objects.requireNonNull(work.get(key(experiment, sweep)));
                    int left = sweep.cells().size() - its.there().size();
                    if (left > 0) {
                        Path file = kept.file(experiment, sweep).getFileName();
                        String what = sweep.task().name().equals(TRAININGS) ? ", trainings among them" : "";
                        missing.add(String.format(Locale.ROOT, "  %s: runs %,d cells%s", file, left, what));
                    }
                })));
        return List.copyOf(missing);
    }

    private ReproductionResult reproduced(List<ReproductionResult.Part> parts) {
        return new ReproductionResult(
                command,
                version,
                plan.full(),
                plan.seedCount(),
                parts,
                experiments.subList(parts.size(), experiments.size()),
                Stream.concat(Experiments.all().stream(), experiments.stream())
                        .distinct()
                        .toList());
    }

    private void write(ReproductionResult soFar) {
        ShutdownGuard.runCritical(() -> {
            TextFiles.writeAll(Map.of(
                    folder.resolve(FolderVersionCheck.STUDY),
                    ReproductionText.json(soFar).getBytes(StandardCharsets.UTF_8),
                    page(),
                    ReproductionPage.html(soFar).getBytes(StandardCharsets.UTF_8)));
            FolderDigests.add(folder, written(soFar));
        });
    }

    /** Returns the files whose digests the folder stores, as paths relative to it. The digest file of a sweep stands for all files of that sweep. */
    private static List<String> written(ReproductionResult soFar) {
        List<String> names = new ArrayList<>(List.of(FolderVersionCheck.STUDY, PAGE));
        for (ReproductionResult.Part part : soFar.parts()) {
            String inner = part.experiment().folder() + "/";
            part.sweeps().forEach(sweep -> names.add(inner + sweep.name() + "/" + FolderDigests.FILE));
        }
        return names;
    }

    /** Returns the path of the page. */
    public Path page() {
        return folder.resolve(PAGE);
    }

    private ReproductionResult.Part part(Experiment experiment, SweepEngine engine, Progress progress) {
        Map<String, ResultTable> tables = new LinkedHashMap<>();
        List<ReproductionResult.SweepRun> specs = new ArrayList<>();
        List<PaperFailureSymptom.SignatureCount> sightings = new ArrayList<>();
        int failed = 0;
        for (Sweep sweep : experiment.sweeps(plan)) {
            Optional<SweepFolder.StoredCells> found = Optional.ofNullable(taken.get(key(experiment, sweep)));
            SweepFolder.SweepResult finished = folder(experiment, sweep).run(engine, found, progress);
            ResultTable table = finished.table();
            keep.ifPresent(kept -> kept.write(experiment, table));
            tables.put(sweep.name(), table);
            specs.add(new ReproductionResult.SweepRun(
                    sweep.name(), SweepText.hash(sweep), sweep.cells().size(), finished.takenFrom()));
            sightings.addAll(PaperFailureSymptom.sightings(table));
            failed += table.failures().size();
            docsFiles.put(experiment.folder() + "-" + sweep.name() + ".csv", SweepCsvTables.brief(table));
        }
        return new ReproductionResult.Part(experiment, outcome(experiment, tables), specs, sightings, failed);
    }

    private static Experiment.Outcome outcome(Experiment experiment, Map<String, ResultTable> tables) {
        try {
            return experiment.outcome(tables);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(experiment.name(), "", e, FIELDS);
        }
    }

    /** Writes the pages and tables of the documentation, but not its images. Another program saves those from the page. */
    public void writeDocs(ReproductionResult all, Path docs) {
        Path results = docs.resolve("results");
        TextFiles.write(results.resolve("claims.md"), ReproductionText.claims(all));
        ClaimPages.of(all).forEach((name, text) -> TextFiles.write(results.resolve(name), text));
        docsFiles.forEach(
                (name, text) -> TextFiles.write(results.resolve("figures").resolve(name), text));
    }
}
