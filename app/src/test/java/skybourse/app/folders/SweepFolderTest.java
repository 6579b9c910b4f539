package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.ReportPage;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;
import skybourse.files.log.AppendLog;
import skybourse.files.log.FolderDigests;
import skybourse.files.text.InvalidInputException;
import skybourse.testing.LossyDisk;

/** The folder of a sweep whose cells are artificial and not run. */
class SweepFolderTest {

    static final Sweep SWEEP = MadeUpCells.sweep("auctions");

    @TempDir
    private Path temp;

    private final List<String> executed = new ArrayList<>();

    /** Returns an engine with artificial results that fails, like a killed program, after {@code most} cells. */
    private SweepEngine engine(int most) {
        return (sweep, cells, done) -> {
            for (Sweep.Cell cell : cells) {
                if (executed.size() == most) {
                    throw new IllegalStateException("killed");
                }
                executed.add(cell.point() + "/" + cell.seed());
                done.accept(MadeUpCells.result(sweep, cell));
            }
        };
    }

    private final List<String> events = new ArrayList<>();

    private SweepFolder.CellListener watch(Sweep sweep, int stored, int remaining) {
        events.add(stored + " stored, " + remaining + " remaining");
        return new SweepFolder.CellListener() {
            @Override
            public void cellFinished(Sweep.Cell cell) {
                events.add("after " + cell.point() + "/" + cell.seed());
            }

            @Override
            public void close() {
                events.add("closed");
            }
        };
    }

    private SweepFolder.SweepResult run(Path folder, Sweep sweep, int most) {
        return new SweepFolder(folder, sweep, ReportPage.Form.FOLDER, "1.0")
                .run(engine(most), Optional.empty(), this::watch);
    }

    @Test
    void stoppedSweepContinuesWithRemainingCells() throws IOException {
        assertThatThrownBy(() -> run(temp, SWEEP, 3)).hasMessage("killed");
        assertThat(new SweepFolder(temp, SWEEP, ReportPage.Form.FOLDER, "1.0").finishedCells())
                .containsExactlyInAnyOrder(new Sweep.Cell(0, 1), new Sweep.Cell(0, 2), new Sweep.Cell(1, 1));
        assertThat(temp.toFile().list()).containsExactly("cells.tsv");
        executed.clear();
        events.clear();
        SweepFolder.SweepResult finished = run(temp, SWEEP, 99);
        assertThat(executed).containsExactly("1/2");
        assertThat(events).containsExactly("3 stored, 1 remaining", "after 1/2", "closed");
        assertThat(finished.takenFrom()).isEmpty();
        assertThat(finished.table().rows()).hasSize(4);
        assertThat(FolderDigests.read(temp)).isEqualTo(FolderVerification.present(temp));
        assertThat(FolderDigests.read(temp).byName())
                .containsOnlyKeys(
                        "sweep.yaml",
                        "rows.csv",
                        "means.csv",
                        "differences.csv",
                        "manifest.json",
                        "index.html",
                        "data.js",
                        "page.js",
                        "echarts.js");
        assertThat(temp.resolve("manifest.json"))
                .content()
                .contains("\"version\" : \"1.0\"", "\"cells\" : 4", "\"failed\" : 0", "\"seeds\" : [ 1, 2 ]");
        executed.clear();
        events.clear();
        run(temp, SWEEP, 0);
        assertThat(events).isEmpty();
    }

    @Test
    void storedCellsReplaceAllCells() throws IOException {
        assertThatThrownBy(() -> run(temp, SWEEP, 1)).hasMessage("killed");
        List<CellResult> all = SWEEP.cells().stream()
                .map(cell -> MadeUpCells.result(SWEEP, cell))
                .toList();
        var stored = new SweepFolder.StoredCells(Path.of("kept.tsv.gz"), all);
        var folder = new SweepFolder(temp, SWEEP, ReportPage.Form.NONE, "1.0");
        executed.clear();
        SweepFolder.SweepResult finished = folder.run(engine(0), Optional.of(stored), this::watch);
        assertThat(executed).isEmpty();
        assertThat(finished.takenFrom()).contains("kept.tsv.gz");
        assertThat(finished.table().results()).hasSize(4);
        assertThat(temp.resolve("index.html")).doesNotExist();
        assertThat(Files.readAllLines(temp.resolve("cells.tsv")))
                .startsWith(
                        SweepResultsText.spec(SWEEP),
                        SweepResultsText.columns(SWEEP),
                        "# version 1.0",
                        "# taken from kept.tsv.gz")
                .hasSize(8);
        assertThat(folder.run(engine(0), Optional.of(new SweepFolder.StoredCells(Path.of("other"), all)), this::watch)
                        .takenFrom())
                .contains("kept.tsv.gz");
    }

    @Test
    void finishedCellsSurvivePowerCut() throws IOException {
        var disk = new LossyDisk(temp);
        run(disk.path("it"), SWEEP, 99);
        disk.restart(0);
        assertThat(new SweepFolder(disk.path("it"), SWEEP, ReportPage.Form.FOLDER, "1.0").finishedCells())
                .hasSize(4);
    }

    @Test
    void rejectsFolderOfOtherSweepVersionOrColumns() throws IOException {
        run(temp, SWEEP, 99);
        Sweep other = MadeUpCells.sweep("others");
        assertThat(new SweepFolder(temp, other, ReportPage.Form.FOLDER, "1.0").finishedCells())
                .isEmpty();
        assertThatThrownBy(() -> run(temp, other, 99))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a new folder or a folder of this sweep: it contains another sweep");
        assertThatThrownBy(() -> new SweepFolder(temp, SWEEP, ReportPage.Form.FOLDER, "1.1")
                        .run(engine(9), Optional.empty(), this::watch))
                .hasMessageContaining("must be that of this program, 1.1: 1.0");
        Path cells = temp.resolve("cells.tsv");
        Files.delete(temp.resolve("manifest.json"));
        assertThatThrownBy(() -> new SweepFolder(temp, SWEEP, ReportPage.Form.FOLDER, "1.1")
                        .run(engine(9), Optional.empty(), this::watch))
                .hasMessageContaining("must be that of this program, 1.1: 1.0");
        Files.writeString(cells, SweepResultsText.spec(SWEEP) + "\n# other columns\n");
        assertThatThrownBy(() -> run(temp, SWEEP, 9))
                .hasMessageContaining("must contain cells with the columns of this version: cells.tsv has others");
    }

    @Test
    void ignoresForeignAndRepeatedLines() throws IOException {
        String line = CellResultLine.write(MadeUpCells.result(SWEEP, new Sweep.Cell(1, 2)));
        Files.writeString(
                temp.resolve("cells.tsv"),
                String.join(
                        "\n",
                        SweepResultsText.spec(SWEEP),
                        SweepResultsText.columns(SWEEP),
                        line,
                        line,
                        line.replace("1\t2", "1\t3"),
                        "torn"));
        assertThat(new SweepFolder(temp, SWEEP, ReportPage.Form.FOLDER, "1.0").finishedCells())
                .containsExactly(new Sweep.Cell(1, 2));
        run(temp, SWEEP, 99);
        assertThat(executed).containsExactly("0/1", "0/2", "1/1");
        Files.writeString(temp.resolve("cells.tsv"), "");
        assertThat(new SweepFolder(temp, SWEEP, ReportPage.Form.FOLDER, "1.0").finishedCells())
                .isEmpty();
    }

    @Test
    void failedCellsAreListed() {
        var finished = new SweepFolder(temp, SWEEP, ReportPage.Form.FOLDER, "1.0")
                .run(
                        (_, cells, done) -> cells.forEach(cell -> done.accept(new CellResult.Failed(cell, "no price"))),
                        Optional.empty(),
                        this::watch);
        assertThat(finished.table().failures()).hasSize(4);
        assertThat(temp.resolve("failures.csv")).content().contains("no price");
    }

    @Test
    void reproducedSweepHasSameDigests() {
        run(temp, SWEEP, 99);
        executed.clear();
        assertThat(SweepFolder.reproduce(temp, "1.0", engine(99), this::watch)).isEqualTo(FolderDigests.read(temp));
        assertThat(executed).hasSize(4);
    }

    private static Sweep timed(String agents) {
        SweepGrid grid =
                SweepGrid.standard().axis("agents", agents).axis("slots", "4").axis("prices", "solved", "certified");
        return new Sweep(
                "timed",
                CellTasks.named("market-at-size").orElseThrow(),
                grid.byAxis(),
                List.of(1L),
                ScenarioSource.none());
    }

    /** Measured times are in one file without a digest and in the cells; all other files are reproducible. */
    @Test
    void timesAreOnlyInUncomparedFiles() throws IOException {
        new SweepFolder(temp, timed("20"), ReportPage.Form.FOLDER, "1.0")
                .run(new LocalSweepEngine(2), Optional.empty(), this::watch);
        String timing = Files.readString(temp.resolve("timing.csv"));
        assertThat(timing).startsWith("agents,prices,slots,threads,seed,secondsASlot,load99,");
        assertThat(timing.lines()).hasSize(3);
        assertThat(Files.readString(temp.resolve("cells.tsv"))).contains(",secondsASlot,");
        assertThat(FolderDigests.read(temp).byName().keySet())
                .contains("rows.csv", "data.js")
                .doesNotContain("timing.csv");
        for (String name : FolderDigests.read(temp).byName().keySet()) {
            if (!name.equals("index.html")) { // it links to the times
                assertThat(Files.readString(temp.resolve(name))).as(name).doesNotContain("secondsASlot", "liveBytes");
            }
        }
        assertThat(SweepFolder.reproduce(temp, "1.0", new LocalSweepEngine(1), this::watch))
                .isEqualTo(FolderDigests.read(temp));
        Files.writeString(temp.resolve("timing.csv"), "another machine's");
        assertThat(FolderVerification.present(temp)).isEqualTo(FolderDigests.read(temp));
    }

    @Test
    void rejectsTooLargeCellsBeforeRunning() {
        Sweep sweep = timed("2000000000");
        assertThatThrownBy(() -> run(temp, sweep, 99))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("timed: must have a heap of 15625032 MiB for its largest cell: ")
                .hasMessageContaining("set SKYBOURSE_JAVA_OPTS=-Xmx15259g.");
        assertThat(executed).isEmpty();
        SweepFolder.requireMemory(sweep, Set.copyOf(sweep.cells()));
    }

    @Test
    void rejectsIrregularOrTooLargeCellsFile() throws IOException {
        Path cells = temp.resolve("cells.tsv");
        try (var file = new RandomAccessFile(cells.toFile(), "rw")) {
            file.setLength((1L << 30) + 1); // a sparse file
        }
        assertThatThrownBy(() -> run(temp, SWEEP, 9))
                .hasMessageContaining("must be a regular file of at most 1073741824 bytes: it is not");
        Files.delete(cells);
        Files.createDirectory(cells);
        assertThatThrownBy(() -> run(temp, SWEEP, 9)).hasMessageContaining("must be a regular file");
    }

    @Test
    void rejectsFolderInUse() throws IOException {
        try (AppendLog log = AppendLog.open(temp.resolve("cells.tsv")).orElseThrow()) {
            assertThat(log.lines()).isEmpty();
            assertThatThrownBy(() -> run(temp, SWEEP, 9))
                    .hasMessageContaining("must not be in use: another sweep writes to it");
        }
    }
}
