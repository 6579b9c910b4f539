package skybourse.app.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import skybourse.app.report.ReportPage;
import skybourse.app.report.SweepRowsWriter;
import skybourse.app.report.evaluation.SweepCsvTables;
import skybourse.app.report.evaluation.SweepPage;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.log.AppendLog;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.InvalidInputException;
import skybourse.tier2.catalogue.AuctionCatalogue;

/**
 * Output folder of a sweep: specification, results of the cells, and tables. An interrupted sweep continues with the cells that have no line yet.
 *
 * <pre>
 * cells.tsv   # SHA-256 of the specification         sweep of the cells
 *             # columns                              names of the keys and values of each row
 *             # version 0.3.0                        version of the program
 *             # taken from FILE                      only if a file with the cells of another run replaced all cells
 *             point TAB seed TAB ok TAB rows         one line per cell, in any order; {@link CellResultLine}
 *             point TAB seed TAB failed TAB reason
 * </pre>
 */
public final class SweepFolder {

    /** File with the specification. */
    public static final String SPEC = "sweep.yaml";
    /** File with the page of the sweep. */
    public static final String PAGE = "index.html";

    private static final String PARQUET = "rows.parquet";
    private static final String TAKEN = "# taken from ";
    private static final String VERSION = "# version ";
    /** File with the cell results. It has no digest, because the order of its lines depends on the threads. */
    public static final String CELLS = "cells.tsv";
    /** Maximum size of the file of cell results, bytes. It allows 1,024 bytes per cell for about a million cells, the maximum of a sweep. */
    private static final long MOST_CELLS_BYTES = 1L << 30;

    private final Path folder;
    private final Sweep sweep;
    private final ReportPage.Form page;
    private final FolderVersionCheck version;
    private final String hash;
    private final Optional<SweepRowsWriter> parquet;

    /**
     * Result of a complete sweep.
     *
     * @param table the results
     * @param takenFrom the file from which the cells were read; empty if they were run in this folder
     */
    public record SweepResult(ResultTable table, Optional<String> takenFrom) {}

    /**
     * Results of all cells of a sweep, read from a file that another run stored.
     * @param file the file from which they were read
     * @param results one result per cell
     */
    public record StoredCells(Path file, List<CellResult> results) {}
    /** Listener for the start of a sweep. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called before the cells of a sweep are run.
         *
         * @param sweep the sweep
         * @param there number of cells that have a result
         * @param left number of cells to run, at least 1
         * @return listener for the cells
         */
        CellListener begin(Sweep sweep, int there, int left);
    }

    /** Listener for the cells that are run. It is closed after the last one. */
    public interface CellListener extends AutoCloseable {
        void cellFinished(Sweep.Cell cell);

        @Override
        void close();
    }

    private record Earlier(List<CellResult> results, Optional<String> takenFrom) {}
    /**
     * Creates the description of a folder. Nothing is read or written.
     *
     * @param folder the folder; it need not exist
     * @param sweep the sweep
     * @param page form of the page
     * @param version version of the program; it is written to the folder, and cells of another version are refused
     */
    public SweepFolder(Path folder, Sweep sweep, ReportPage.Form page, String version) {
        this(folder, sweep, page, new FolderVersionCheck(version), Optional.empty());
    }

    private SweepFolder(
            Path folder,
            Sweep sweep,
            ReportPage.Form page,
            FolderVersionCheck version,
            Optional<SweepRowsWriter> parquet) {
        this.folder = folder;
        this.sweep = sweep;
        this.page = page;
        this.version = version;
        this.hash = SweepText.hash(sweep);
        this.parquet = parquet;
    }

    /**
     * Returns the same folder, in which the rows are also written as Parquet.
     *
     * @throws InvalidInputException if the Parquet library is missing; it is not part of the program
     */
    public SweepFolder withParquet() {
        return new SweepFolder(folder, sweep, page, version, Optional.of(SweepRowsWriter.parquet()));
    }

    /**
     * Runs the sweep of a folder again in a temporary folder. Returns the digests of the files, and deletes the folder.
     *
     * @param result folder with the specification and the digests of a sweep
     * @param version version of the program
     * @param engine engine that runs the cells
     * @param progress listener for the start of the sweep
     */
    public static FolderDigests reproduce(Path result, String version, SweepEngine engine, Progress progress) {
        Set<String> names = FolderDigests.read(result).byName().keySet();
        return RunFolder.inTemporaryFolder(
                fresh -> {
                    var plain = new SweepFolder(
                            fresh, SweepFile.read(result.resolve(SPEC)), ReportPage.Form.of(names, PAGE), version);
                    (names.contains(PARQUET) ? plain.withParquet() : plain).run(engine, Optional.empty(), progress);
                    return FolderDigests.read(fresh);
                },
                "cannot verify " + result);
    }

    /** Returns the cells that have a result, including failed ones; empty if the folder does not exist or contains another sweep. */
    public Set<Sweep.Cell> finishedCells() {
        Set<Sweep.Cell> there = new HashSet<>();
        Path cells = folder.resolve(CELLS);
        if (Files.isRegularFile(cells)) {
            List<String> lines = TextFiles.text(cells).lines().toList();
            if (!lines.isEmpty() && lines.getFirst().equals(SweepResultsText.spec(sweep))) {
                earlier(lines).results().forEach(result -> there.add(result.cell()));
            }
        }
        return there;
    }

    /**
     * If the task measures time, checks that the heap is large enough for the cells that have no result.
     *
     * @param sweep the sweep
     * @param there cells that have a result
     * @throws InvalidInputException if the largest cell needs more memory than the maximum heap; the message contains the option for a larger heap
     */
    public static void requireMemory(Sweep sweep, Set<Sweep.Cell> there) {
        long has = Runtime.getRuntime().maxMemory() >> 20;
        int needed = sweep.cells().stream()
                .filter(cell -> sweep.task().isTimed() && !there.contains(cell))
                .mapToInt(sweep::mebibytes)
                .max()
                .orElse(0);
        if (needed > has) {
            throw new InvalidInputException(
                    sweep.name(),
                    "must have a heap of " + needed + " MiB for its largest cell: " + has,
                    "set SKYBOURSE_JAVA_OPTS=-Xmx" + Math.ceilDiv(needed, 1024) + "g.");
        }
    }

    /**
     * Completes the results and writes the tables. Runs the cells that have no result, or takes the results of all cells from {@code taken}.
     *
     * @param engine engine that runs the cells
     * @param taken stored results of all cells; used only if a cell in the folder has no result
     * @param progress listener for the start of the sweep
     * @throws InvalidInputException if the folder is in use, if its sweep, version or columns differ, or if the heap is too small
     */
    public SweepResult run(SweepEngine engine, Optional<StoredCells> taken, Progress progress) {
        try {
            TextFiles.makeFolders(folder);
            version.require(folder);
            try (AppendLog cells = open(folder.resolve(CELLS))) {
                Earlier earlier = earlier(cells);
                boolean unfinished = earlier.results().size() < sweep.cells().size();
                if (unfinished && taken.isPresent()) {
                    ShutdownGuard.runCritical(() -> replace(cells, taken.get()));
                    String from = taken.get().file().toString();
                    earlier = new Earlier(taken.get().results(), Optional.of(from));
                }
                List<CellResult> results = new ArrayList<>(earlier.results());
                runRest(engine, cells, results, progress);
                cells.force();
                ResultTable table = new ResultTable(sweep, results);
                ShutdownGuard.runCritical(() -> writeTables(table));
                return new SweepResult(table, earlier.takenFrom());
            }
        } catch (IOException e) {
            throw IoErrorText.describe("cannot write " + folder, e);
        }
    }

    private AppendLog open(Path file) throws IOException {
        if (Files.exists(file) && !(Files.isRegularFile(file) && Files.size(file) <= MOST_CELLS_BYTES)) {
            throw new InvalidInputException(
                    file.toString(),
                    "must be a regular file of at most " + MOST_CELLS_BYTES + " bytes: it is not",
                    "use another --out, or delete the file.");
        }
        return AppendLog.open(file)
                .orElseThrow(() -> new InvalidInputException(
                        folder.toString(),
                        "must not be in use: another sweep writes to it",
                        "wait until that sweep has ended."));
    }

    /** Reads the existing results. Writes the head of an empty file. */
    private Earlier earlier(AppendLog cells) throws IOException {
        List<String> lines = cells.lines();
        if (lines.isEmpty()) {
            begin(cells);
            return new Earlier(List.of(), Optional.empty());
        }
        if (!lines.getFirst().equals(SweepResultsText.spec(sweep))) {
            throw new InvalidInputException(
                    folder.toString(),
                    "must be a new folder or a folder of this sweep: it contains another sweep",
                    "use another --out, or delete the folder.");
        }
        return earlier(lines);
    }

    /** Parses the results. The first line must contain the hash of this sweep. The caller has checked it. */
    private Earlier earlier(List<String> lines) {
        Optional<String> takenFrom = Optional.empty();
        Set<Sweep.Cell> known = new HashSet<>(sweep.cells());
        List<CellResult> results = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(TAKEN)) {
                takenFrom = Optional.of(line.substring(TAKEN.length()));
            } else if (line.startsWith(VERSION)) {
                version.require(folder, line.substring(VERSION.length()));
            } else if (line.startsWith("#") && !line.equals(SweepResultsText.columns(sweep))) {
                throw new InvalidInputException(
                        folder.toString(),
                        "must contain cells with the columns of this version: " + CELLS + " has others",
                        "use another --out, or delete the folder; another version wrote it.");
            } else {
                CellResultLine.read(line, sweep)
                        .filter(result -> known.remove(result.cell()))
                        .ifPresent(results::add);
            }
        }
        return new Earlier(results, takenFrom);
    }

    /** Replaces all cells in the file by stored ones. */
    private void replace(AppendLog cells, StoredCells taken) throws IOException {
        cells.clear();
        begin(cells);
        cells.append(TAKEN + taken.file());
        for (CellResult result : taken.results()) {
            cells.append(CellResultLine.write(result));
        }
    }

    private void begin(AppendLog cells) throws IOException {
        cells.append(SweepResultsText.spec(sweep));
        cells.append(SweepResultsText.columns(sweep));
        cells.append(VERSION + version.own());
    }

    private void runRest(SweepEngine engine, AppendLog cells, List<CellResult> results, Progress progress) {
        Set<Sweep.Cell> there = new HashSet<>();
        results.forEach(result -> there.add(result.cell()));
        requireMemory(sweep, there);
        List<Sweep.Cell> rest =
                sweep.cells().stream().filter(cell -> !there.contains(cell)).toList();
        if (rest.isEmpty()) {
            return;
        }
        try (CellListener running = progress.begin(sweep, results.size(), rest.size())) {
            engine.run(sweep, rest, result -> {
                keep(cells, result, results);
                running.cellFinished(result.cell());
            });
        }
    }

    private void keep(AppendLog cells, CellResult result, List<CellResult> results) {
        try {
            cells.append(CellResultLine.write(result));
        } catch (IOException e) {
            throw IoErrorText.describe("cannot write " + folder, e);
        }
        results.add(result);
    }

    private void writeTables(ResultTable table) throws IOException {
        Map<String, byte[]> files = files(table.only(column -> !column.ofMachine()));
        RunFolder.deletePage(folder, PAGE);
        if (sweep.task().isTimed()) {
            String timing = SweepCsvTables.rows(table.only(MeasuredColumn::ofMachine));
            TextFiles.write(folder.resolve(SlotCsvTables.TIMING), timing);
        }
        for (String name : List.of("differences.csv", "failures.csv", PARQUET)) {
            Files.deleteIfExists(folder.resolve(name));
        }
        files.forEach((name, content) -> TextFiles.write(folder.resolve(name), content));
        List<String> digested = new ArrayList<>(files.keySet());
        if (parquet.isPresent()) {
            writeParquet(parquet.get(), table.only(column -> !column.ofMachine()));
            digested.add(PARQUET);
        }
        String digests = FolderDigests.ofFiles(folder, digested).text();
        TextFiles.write(folder.resolve(FolderDigests.FILE), digests);
    }

    private Map<String, byte[]> files(ResultTable table) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(SPEC, bytes(SweepText.writeYaml(sweep)));
        files.putAll(SweepText.files(sweep));
        files.keySet().removeAll(List.of(ModelFile.LEARNED, AuctionCatalogue.UNFENCED)); // shipped with the program
        SweepCsvTables.csv(table).forEach((name, text) -> files.put(name, bytes(text)));
        files.put(RunFiles.MANIFEST, bytes(ResultJsonEncoder.indented(manifest(table))));
        if (page != ReportPage.Form.NONE) {
            List<String> beside = new ArrayList<>(files.keySet());
            pageOf(table, beside).forEach((name, text) -> files.put(name, bytes(text)));
        }
        return files;
    }

    private Map<String, String> pageOf(ResultTable table, List<String> beside) {
        parquet.ifPresent(_ -> beside.add(PARQUET));
        beside.add(FolderDigests.FILE);
        if (sweep.task().isTimed()) {
            beside.add(SlotCsvTables.TIMING);
        }
        return SweepPage.of(table, version.own(), hash, beside).files(PAGE, page);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void writeParquet(SweepRowsWriter writer, ResultTable table) throws IOException {
        Path draft = folder.resolve("." + PARQUET + ".tmp");
        Files.deleteIfExists(draft);
        writer.write(draft, table);
        TextFiles.move(draft, folder.resolve(PARQUET));
    }

    /** {@code manifest.json} of a sweep. */
    private record Manifest(
            @FieldDescription("Name of the sweep.") String sweep,
            @FieldDescription("Version of the program.") String version,

            @FieldDescription("SHA-256 of the specification.")
            String specHash,

            @FieldDescription("Name of the task.") String task,
            @FieldDescription("Number of cells.") int cells,
            @FieldDescription("Number of failed cells.") int failed,
            @FieldDescription("The seeds.") List<Long> seeds) {}

    private Manifest manifest(ResultTable table) {
        return new Manifest(
                sweep.name(),
                version.own(),
                hash,
                sweep.task().name(),
                sweep.cells().size(),
                table.failures().size(),
                sweep.seeds());
    }
}
