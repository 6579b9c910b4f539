package skybourse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import skybourse.codec.CellText;
import skybourse.codec.InvalidInputException;
import skybourse.codec.JsonText;
import skybourse.codec.SweepText;
import skybourse.experiment.CellResult;
import skybourse.experiment.ResultTable;
import skybourse.experiment.Sweep;
import skybourse.experiment.SweepEngine;
import skybourse.report.ParquetTable;
import skybourse.report.SweepTables;

/**
 * A sweep's folder: the spec, a file to which each cell's result is appended as it comes, and the tables made from it. A sweep
 * that was stopped goes on with the cells that have no line yet.
 */
final class SweepFolder {

    /** The spec in a result folder. */
    static final String SPEC = "sweep.yaml";

    private static final int CELLS_WORTH_A_BAR = 20;
    private static final String CELLS = "cells.tsv";

    private final Path folder;
    private final Sweep sweep;
    private final String hash;

    SweepFolder(Path folder, Sweep sweep) {
        this.folder = folder;
        this.sweep = sweep;
        this.hash = SweepText.hash(sweep);
    }

    /** Runs what is left to run, writes the tables and returns them. */
    ResultTable run(SweepEngine engine) {
        try {
            Files.createDirectories(folder);
            try (FileChannel cells = FileChannel.open(
                    folder.resolve(CELLS),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                if (cells.tryLock() == null) {
                    throw new InvalidInputException(
                            folder.toString(), "", "must not be in use: another sweep writes to it", "it is running");
                }
                List<CellResult> results = earlier(cells);
                runRest(engine, cells, results);
                ResultTable table = new ResultTable(sweep, results);
                writeTables(table);
                return table;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Reads the results that are there, cuts off a line that was not written to its end, and leaves the position there. */
    private List<CellResult> earlier(FileChannel cells) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(cells.size()));
        while (bytes.hasRemaining() && cells.read(bytes) >= 0) {
            // reads on
        }
        String text = new String(bytes.array(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        cells.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        cells.position(cells.size());
        String head = "# " + hash;
        if (whole.isEmpty()) {
            append(cells, head);
            return new ArrayList<>();
        }
        List<String> lines = whole.lines().toList();
        if (!lines.getFirst().equals(head)) {
            throw new InvalidInputException(
                    folder.toString(),
                    "",
                    "must be a new folder or one of this sweep: it holds another one",
                    "the spec was changed; use another --out or delete the folder");
        }
        Set<Sweep.Cell> known = new HashSet<>(sweep.cells());
        List<CellResult> results = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            CellText.read(line, sweep)
                    .filter(result -> known.remove(result.cell()))
                    .ifPresent(results::add);
        }
        return results;
    }

    private static void append(FileChannel cells, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            cells.write(bytes);
        }
    }

    private void runRest(SweepEngine engine, FileChannel cells, List<CellResult> results) {
        Set<Sweep.Cell> there = new HashSet<>();
        results.forEach(result -> there.add(result.cell()));
        List<Sweep.Cell> rest =
                sweep.cells().stream().filter(cell -> !there.contains(cell)).toList();
        if (rest.isEmpty()) {
            return;
        }
        if (rest.size() < CELLS_WORTH_A_BAR) {
            engine.run(sweep, rest, result -> keep(cells, result, results));
            return;
        }
        try (ProgressBar bar = ProgressBar.builder()
                .setTaskName(sweep.name())
                .setInitialMax(sweep.cells().size())
                .startsFrom(results.size(), Duration.ZERO)
                .setUpdateIntervalMillis(1_000)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build()) {
            engine.run(sweep, rest, result -> {
                keep(cells, result, results);
                bar.step();
            });
        }
    }

    private void keep(FileChannel cells, CellResult result, List<CellResult> results) {
        try {
            append(cells, CellText.write(result));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
        }
        results.add(result);
    }

    private void writeTables(ResultTable table) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(SPEC, SweepText.writeYaml(sweep));
        SweepText.scenarios(sweep).forEach(files::put);
        files.putAll(SweepTables.csv(table));
        files.put(RunFiles.MANIFEST, JsonText.indented(manifest(table)));
        for (String stale : List.of("differences.csv", "failures.csv")) {
            Files.deleteIfExists(folder.resolve(stale));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            TextFiles.write(folder.resolve(file.getKey()), file.getValue());
        }
        Path parquet = folder.resolve("rows.parquet");
        Files.deleteIfExists(parquet);
        ParquetTable.write(parquet, table);
        List<String> digested = new ArrayList<>(files.keySet());
        digested.add("rows.parquet");
        TextFiles.write(
                folder.resolve(Digests.FILE), Digests.found(folder, digested).text());
    }

    private Map<String, Object> manifest(ResultTable table) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("sweep", sweep.name());
        manifest.put("version", Main.VERSION);
        manifest.put("specHash", hash);
        manifest.put("task", sweep.task().name());
        manifest.put("cells", sweep.cells().size());
        manifest.put("failed", table.failures().size());
        manifest.put("seeds", sweep.seeds());
        return manifest;
    }
}
