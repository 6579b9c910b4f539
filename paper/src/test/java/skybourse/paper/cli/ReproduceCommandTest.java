package skybourse.paper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.cli.Main;
import skybourse.app.cli.Ran;
import skybourse.app.cli.Spawned;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;
import skybourse.app.report.Said;
import skybourse.evidence.sweep.Sweep;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.ReproductionPlan;
import skybourse.paper.study.Experiments;
import skybourse.paper.study.SweepCellStore;

class ReproduceCommandTest {

    private static final String STORED = "follower-follower.tsv.gz";

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private String page() throws IOException {
        return Said.text(Files.readString(out().resolve("index.html")));
    }

    @Tag("slow")
    @Test
    void writesVerdictsAndClaimsThatWereNotAskedFor() throws IOException {
        Path out = out();
        Path docs = folder.resolve("docs");

        Ran ran = Ran.of("reproduce", "follower", "--seeds", 2, "--out", out, "--docs", docs);

        assertThat(ran.code()).isZero();
        assertThat(page()).contains("concave utility, bisection: reproduced").doesNotContain("src=\"http");
        assertThat(Files.readString(docs.resolve("results/claims.md")))
                .contains(
                        "| C1: concave utility, bisection |",
                        "| C2: no agent gains by deviating alone |",
                        "**not asked for**",
                        "| next check 1: mobility |",
                        "| open question 3: batteries of wireless agents |");
        assertThat(docs.resolve("results/figures").resolve("follower-follower.csv"))
                .isNotEmptyFile();
        assertThat(Ran.of("verify", out).code()).isZero();
        Files.writeString(out.resolve("index.html"), "another");
        Files.writeString(out.resolve("follower").resolve("more.svg"), "added");
        for (String missing : List.of("digests.txt", "sweep.yaml", "manifest.json")) {
            Files.delete(out.resolve("follower").resolve("follower").resolve(missing));
        }
        assertThat(Ran.of("verify", out))
                .satisfies(damaged -> assertThat(damaged.code()).isEqualTo(1))
                .satisfies(damaged -> assertThat(damaged.out())
                        .contains("index.html was changed", "more.svg was added", "digests.txt is missing"));
    }

    /** A file at the path of a folder stops the second experiment, like a full disk. */
    @Tag("slow")
    @Test
    void writesPageAfterFirstExperimentAndContinues() throws IOException {
        Path blocker = out().resolve("liquidity/liquidity");
        Files.createDirectories(blocker.getParent());
        Files.createFile(blocker);

        Ran stopped = Ran.of("reproduce", "follower", "liquidity", "--seeds", 1, "--out", out());

        assertThat(stopped.code()).isEqualTo(ExitCode.FAILED);
        assertThat(stopped.err())
                .contains(
                        "2 experiments, 63 cells, 0 already done. If interrupted, run the same command again to continue.",
                        "experiment 1 of 2, follower: 0 of 63 cells",
                        "experiment 2 of 2, liquidity: 3 of 63 cells, about ");
        assertThat(page())
                .contains("concave utility, bisection: reproduced", "1 experiment still to come", "\nliquidity\n");
        assertThat(Files.readString(out().resolve("results.json"))).contains("\"toCome\" : [ \"liquidity\" ]");

        Files.delete(blocker);
        Files.createDirectories(blocker);
        Files.writeString(blocker.resolve("cells.tsv"), "");
        Ran verified = Ran.of("verify", out());
        assertThat(verified.code()).isEqualTo(ExitCode.FAILED);
        assertThat(verified.out())
                .contains(
                        out() + ": not finished: the files of liquidity/ are missing."
                                + " To continue: ./skybourse reproduce follower liquidity --quick --seeds 1 --out "
                                + out()
                                + "\n",
                        blocker + ": not finished: sweep.yaml, the tables and digests.txt are missing.",
                        "Not finished: all existing files are identical.");
        assertThat(Ran.of("verify", blocker).out()).startsWith(blocker + ": not finished: ");

        Ran again = Ran.of("reproduce", "follower", "liquidity", "--seeds", 1, "--out", out());

        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("63 cells, 3 already done");
        assertThat(page()).contains("liquidity: ").doesNotContain("still to come");
    }

    @Tag("slow")
    @Test
    void signalPrintsHowToContinue() throws IOException, InterruptedException {
        Process process = Spawned.java(
                        folder,
                        List.of(),
                        Main.class,
                        "reproduce",
                        "follower",
                        "ablation",
                        "--seeds",
                        "1",
                        "--out",
                        out().toString())
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        List<String> after;
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            while (line != null && !line.startsWith("experiment 2 of 2, ablation")) {
                line = err.readLine();
            }
            assertThat(line).as("the second experiment started").isNotNull();
            process.toHandle().destroy(); // unlike Process.destroy, leaves the streams open
            after = err.lines().toList();
        }
        process.waitFor();
        assertThat(String.join("\n", after))
                .contains("Interrupted: 3 of ")
                .contains("cells")
                .contains("Run the same command again to continue.");
        assertThat(page()).contains("1 experiment still to come");
        assertThat(Ran.of("verify", out()).out())
                .contains("ablation/ are missing", "Not finished: all existing files are identical.")
                .doesNotContain("was added");
    }

    @Test
    void rejectsUnwritableOutputsBeforeAnyWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path out : List.of(file, folder.resolve("x".repeat(300)))) {
            assertError(Ran.of("reproduce", "--out", out), "skybourse: --out: must ");
        }
        assertError(Ran.of("reproduce", "--docs", file), "skybourse: --docs: must be a folder: " + file + " is not");
        assertError(Ran.of("reproduce", "--keep-cells", file), "skybourse: --keep-cells: must be a folder: ");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    private static void assertError(Ran ran, String complaint) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).contains(complaint);
        assertThat(ran.err().lines()).as(ran.err()).hasSize(2).last().asString().startsWith("Hint: ");
    }

    @Test
    void rejectsFolderOfAnotherVersion() throws IOException {
        assertThat(Ran.of("reproduce", "follower", "--seeds", 1, "--out", out()).code())
                .isZero();
        Path results = out().resolve("results.json");
        Files.writeString(results, Files.readString(results).replace(Version.OWN, "0.0.7"));
        Ran ran = Ran.of("reproduce", "liquidity", "--seeds", 1, "--out", out());
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).contains(out() + ": version must be that of this program, " + Version.OWN + ": 0.0.7");
        assertThat(out().resolve("liquidity")).doesNotExist();
    }

    private static String unpack(Path file) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void pack(Path file, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, bytes.toByteArray());
    }

    private Path storedCells() {
        Path cells = folder.resolve("cells");
        assertThat(Ran.of(
                                "reproduce",
                                "follower",
                                "--seeds",
                                2,
                                "--out",
                                folder.resolve("first"),
                                "--keep-cells",
                                cells)
                        .code())
                .isZero();
        return cells;
    }

    private Ran runWithCells(Path cells) {
        return Ran.of(
                "reproduce", "follower", "--seeds", 2, "--out", out(), "--cells", cells, "--docs", folder.resolve("d"));
    }

    /** A number that no run produces shows that nothing was run. */
    @Tag("slow")
    @Test
    void usesStoredCellsAndStatesTheirSource() throws IOException {
        Path cells = storedCells();
        Path file = cells.resolve(STORED);
        pack(file, unpack(file).replaceFirst("\t1\tok\t[^,]+,", "\t1\tok\t987654.0,"));

        assertThat(runWithCells(cells).code()).isZero();

        assertThat(Files.readString(out().resolve("follower/follower/rows.csv")))
                .contains("987654");
        assertThat(page()).contains("Cells taken, not computed now: follower from " + file);
        assertThat(Files.readString(folder.resolve("d/results/claims/experiments.md")))
                .contains("cells, taken from `" + file + "`, not computed in this run");
        assertThat(Files.readString(folder.resolve("d/results/claims.md"))).contains(" --cells ");
        // the source of the cells is still stated if the folder is used again
        Ran.of("reproduce", "follower", "--seeds", 2, "--out", out());
        assertThat(page()).contains("Cells taken, not computed now: follower from " + file);
    }

    @Test
    void listsMissingCellsBeforeRunning() throws IOException {
        Path cells = storedCells();
        Path blocker = out().resolve("ablation");
        Files.createDirectories(out());
        Files.createFile(blocker); // no training starts
        Ran ran = Ran.of("reproduce", "follower", "ablation", "--seeds", 2, "--out", out(), "--cells", cells);
        assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.err())
                .startsWith("Not in " + cells + ", so these are run:\n  ablation-")
                .containsPattern("  ablation-.*\\.tsv\\.gz: runs [0-9,]+ cells, trainings among them\n")
                .doesNotContain("  follower-");
    }

    @Tag("slow")
    @Test
    void rejectsDamagedOrForeignCellsBeforeWriting() throws IOException {
        Path cells = storedCells();
        Path file = cells.resolve(STORED);
        byte[] complete = Files.readAllBytes(file);
        String text = unpack(file);
        List<String> lines = text.lines().toList();
        byte[] flipped = complete.clone();
        flipped[complete.length / 2] ^= 4;
        Map<String, byte[]> damaged = Map.of(
                "must be a complete gzip file", Arrays.copyOf(complete, complete.length - 9),
                "gzip", flipped,
                "must be a complete gzip file: Not in GZIP format", text.getBytes(StandardCharsets.UTF_8));
        for (var entry : damaged.entrySet()) {
            Files.write(file, entry.getValue());
            assertRefused(cells, entry.getKey());
        }
        pack(file, text.replaceFirst("# \\w{6}", "# 000000"));
        assertRefused(cells, "line 1 must be cells of sweep follower with the hash ");
        pack(file, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        assertRefused(cells, "must contain all 6 cells: 5");
        pack(file, text + lines.getLast() + "\n");
        assertRefused(cells, "line 9 must be a cell of the sweep that no earlier line contains");
        pack(file, text.replaceFirst("\tok\t", "\tOK\t"));
        assertRefused(cells, "line 3 must be a cell");
        Files.delete(file);
        assertRefused(cells, "--cells: must be a folder with cells of these experiments: none in ");
    }

    private void assertRefused(Path cells, String complaint) {
        Ran ran = runWithCells(cells);
        assertError(ran, complaint);
        assertThat(out()).doesNotExist();
    }

    @Test
    void readsColumnsOfCellsByName() throws IOException {
        Path cells = storedCells();
        Path file = cells.resolve(STORED);
        List<String> lines = unpack(file).lines().toList();
        int comma = lines.get(1).indexOf(',');
        String first = lines.get(1).substring(2, comma);
        StringBuilder moved =
                new StringBuilder(lines.get(0) + "\n# " + lines.get(1).substring(comma + 1) + "," + first);
        for (String line : lines.subList(2, lines.size())) {
            String[] parts = line.split("\t");
            String[] numbers = parts[3].split(",", 2);
            moved.append('\n').append(String.join("\t", parts[0], parts[1], parts[2], numbers[1] + "," + numbers[0]));
        }
        pack(file, moved.append('\n').toString());

        assertThat(runWithCells(cells).code()).isZero();
        assertThat(out().resolve("follower/follower/rows.csv"))
                .hasSameBinaryContentAs(folder.resolve("first/follower/follower/rows.csv"));

        pack(file, moved.toString().replace(first, "renamed"));
        Ran ran = runWithCells(cells);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).contains("line 2 must name the column " + first);
    }

    /** The documentation quotes learners from these cells. */
    @Test
    void repositoryContainsCellsOfLearnerFigures() {
        assertThat(List.of("figure-5", "figure-6", "figure-7", "ablation"))
                .allSatisfy(ReproduceCommandTest::assertStored);
    }

    private static void assertStored(String name) {
        var plan =
                new ReproductionPlan(true, ReproductionPlan.FULL_SEEDS, Experiments.scenarios(), MadeTables.models());
        var experiment = Experiments.named(name).orElseThrow();
        for (Sweep sweep : experiment.sweeps(plan)) {
            assertThat(new SweepCellStore(Path.of("docs/results/cells")).read(experiment, sweep))
                    .as("%s of %s", sweep.name(), name)
                    .isPresent();
        }
    }
}
