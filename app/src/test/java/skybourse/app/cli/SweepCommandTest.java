package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;
import skybourse.app.folders.PolicyResolver;
import skybourse.app.folders.SweepFile;
import skybourse.app.folders.SweepText;
import skybourse.app.report.Said;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.task.CellTasks;
import skybourse.files.codec.ModelFile;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainedModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepCommandTest {

    private static final String SPEC = """
            name: steps
            task: auction
            seeds: {first: 1, count: 4}
            grid:
              step: [1, 8]
              markets: 20
            """;
    private static final List<String> TABLES = List.of(
            "rows.csv",
            "means.csv",
            "differences.csv",
            "rows.parquet",
            "sweep.yaml",
            "index.html",
            "data.js",
            "page.js",
            "digests.txt");

    @TempDir
    private Path folder;

    private Path spec() throws IOException {
        return Files.writeString(folder.resolve("spec.yaml"), SPEC);
    }

    private static void assertSameTables(Path one, Path other) {
        assertThat(TABLES)
                .allSatisfy(name -> assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name)));
    }

    @Test
    void tablesAreIdenticalForAnyThreadsAndVerified() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");

        assertThat(Ran.of("sweep", spec(), "--out", one, "--threads", 1, "--parquet")
                        .code())
                .isZero();
        assertThat(Ran.of("sweep", spec(), "--out", two, "--threads", 2, "--parquet")
                        .code())
                .isZero();

        assertSameTables(one, two);
        assertThat(Ran.of("verify", one, "--threads", 2))
                .satisfies(ran -> assertThat(ran.code()).isZero())
                .satisfies(ran -> assertThat(ran.out()).contains("Verified: all files are identical."));
        Files.writeString(one.resolve("more.csv"), "added");
        Files.delete(two.resolve("rows.parquet"));
        assertThat(Ran.of("verify", folder))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.out())
                        .contains("more.csv was added: it is not in digests.txt", "rows.parquet is missing")
                        .contains("2 files differ"));
        Files.writeString(one.resolve("means.csv"), "changed");
        assertThat(Ran.of("verify", one))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.out()).contains("means.csv was changed"));
    }

    /** Reads all files in {@code examples/sweeps}; reading checks their cells. */
    @Test
    void shippedSweepsAreNamedAfterTheirFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples/sweeps"))) {
            assertThat(files)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(file -> assertThat(SweepFile.read(file).name() + ".yaml")
                            .isEqualTo(file.getFileName().toString()));
        }
    }

    @Test
    void parquetFileEqualsCsvFile() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out, "--threads", 1, "--parquet");
        List<String> lines = Files.readAllLines(out.resolve("rows.csv"));
        lines.removeIf(line -> line.startsWith("#"));
        String[] names = lines.getFirst().split(",");
        List<Map<String, String>> rows;
        try (var read =
                ParquetReader.streamContentToStrings(out.resolve("rows.parquet").toFile())) {
            rows = read.map(SweepCommandTest::cells).toList();
        }
        assertThat(rows).hasSize(lines.size() - 1).hasSize(8);
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            for (int column = 0; column < names.length; column++) {
                String stored = rows.get(i).get(names[column]);
                if (cells[column].matches("[-+.0-9E]+")) {
                    assertThat(Double.parseDouble(stored)).isEqualTo(Double.parseDouble(cells[column]));
                } else {
                    assertThat(stored).isEqualTo(cells[column]);
                }
            }
        }
    }

    /** Returns cells of the form {@code name=value} by name. */
    private static Map<String, String> cells(String[] row) {
        Map<String, String> cells = new HashMap<>();
        for (String cell : row) {
            cells.put(cell.substring(0, cell.indexOf('=')), cell.substring(cell.indexOf('=') + 1));
        }
        return cells;
    }

    @Test
    void stoppedSweepContinuesFromStoredCells() throws IOException {
        Path complete = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        Ran.of("sweep", spec(), "--out", complete, "--threads", 1, "--parquet");
        List<String> lines = Files.readAllLines(complete.resolve("cells.tsv"));
        Files.createDirectories(stopped);
        String torn = lines.get(4).substring(0, 9);
        Files.writeString(stopped.resolve("cells.tsv"), String.join("\n", lines.subList(0, 4)) + "\n" + torn);

        assertThat(Ran.of("sweep", spec(), "--out", stopped, "--threads", 1, "--parquet")
                        .code())
                .isZero();

        assertSameTables(complete, stopped);
        assertThat(Files.readAllLines(stopped.resolve("cells.tsv")))
                .startsWith(lines.get(0), lines.get(1), lines.get(2), lines.get(3))
                .hasSameSizeAs(lines);
    }

    @Test
    void finishedCellsAreNotRecomputed() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out);
        Path cells = out.resolve("cells.tsv");
        String changed = Files.readString(cells).replaceFirst("\t1\tok\t[^,]+,", "\t1\tok\t99.0,");
        Files.writeString(cells, changed);

        assertThat(Ran.of("sweep", spec(), "--out", out).code()).isZero();

        assertThat(Files.readString(out.resolve("rows.csv"))).contains(",99,");
    }

    @Test
    void deletesParquetFileThatIsNoLongerRequested() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out, "--parquet");
        assertThat(out.resolve("rows.parquet")).exists();
        Ran.of("sweep", spec(), "--out", out);
        assertThat(out.resolve("rows.parquet")).doesNotExist();
        assertThat(Ran.of("verify", out).code()).isZero();
    }

    @Test
    void pageContainsMeansDifferencesAndLinks() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out, "--parquet");

        String page = Files.readString(out.resolve("index.html"));
        assertThat(Said.text(Files.readString(out.resolve("data.js"))))
                .contains(
                        "\nrows.csv\n",
                        "\nmeans.csv\n",
                        "\ndifferences.csv\n",
                        "\nrows.parquet\n",
                        "Varied: step (1, 8).")
                .doesNotContain("Failed cells");
        assertThat(page)
                .containsSubsequence("src=\"data.js\"", "src=\"echarts.js\"", "src=\"page.js\"")
                .doesNotContain("src=\"http");
        String script = Files.readString(out.resolve("data.js"));
        JsonNode data = JsonMapper.shared().readTree(script.replaceAll("^const data = |;\n$", ""));
        assertThat(data.get("columns").get(5).toString())
                .isEqualTo("[\"messages\",\"messages\",\"between traders and auctioneer\"]");
        JsonNode part = data.get("parts").get(0);
        assertThat(part.get("title").asString()).isEqualTo("Effect of step");
        assertThat(part.get("words").get(0).asString())
                .matches(" compared with 1: \\d of 8 columns differ significantly: .*messages, announcements.*");
        assertSame(out, "means.csv", part.get("means").get(0).get(5), 0);
        assertSame(out, "differences.csv", part.get("differences").get(0).get(5), 2);
        assertThat(part.get("differences").get(0).get(5).get(2).asInt())
                .as("significant")
                .isEqualTo(1);
    }

    /** Compares the messages on the page with the first row about messages in a table. */
    private static void assertSame(Path out, String table, JsonNode cell, int more) throws IOException {
        String[] line = Files.readAllLines(out.resolve(table)).stream()
                .filter(row -> row.contains("messages"))
                .findFirst()
                .orElseThrow()
                .split(",", -1);
        double[] numbers = IntStream.of(10, 11, 12)
                .mapToDouble(i -> Double.parseDouble(line[i + more]))
                .toArray();
        assertThat(cell.get(0).asDouble()).isCloseTo(numbers[0], withinPercentage(0.001));
        assertThat(cell.get(1).asDouble()).isCloseTo((numbers[2] - numbers[1]) / 2, withinPercentage(0.001));
    }

    @Test
    void singleFilePageIsSelfContainedAndVerified() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out);
        long beside = 0;
        for (String name : List.of("index.html", "data.js", "page.js")) {
            beside += Files.size(out.resolve(name));
        }
        String data = Files.readString(out.resolve("data.js"));
        assertThat(beside).isLessThan(150_000);

        Ran.of("sweep", spec(), "--out", out, "--single-file");

        assertThat(out.resolve("data.js")).doesNotExist();
        assertThat(out.resolve("echarts.js")).doesNotExist();
        assertThat(Files.readString(out.resolve("index.html"))).contains(data).doesNotContain("<script src");
        assertThat(Files.size(out.resolve("index.html"))).isLessThan(1_300_000);
        assertThat(Ran.of("verify", out).code()).isZero();
    }

    @Test
    void rejectsCellsWithOtherColumns() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out);
        Path cells = out.resolve("cells.tsv");
        Files.writeString(cells, Files.readString(cells).replace("trades,", "sales,"));

        Ran ran = Ran.of("sweep", spec(), "--out", out);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("must contain cells with the columns of this version")
                .contains("Hint: ");
    }

    @Test
    void rejectsFolderOfAnotherSweep() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out);
        String before = Files.readString(out.resolve("cells.tsv"));
        Path other = Files.writeString(folder.resolve("other.yaml"), SPEC.replace("8]", "13]"));

        Ran ran = Ran.of("sweep", other, "--out", out);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("must be a new folder or a folder of this sweep");
        assertThat(Files.readString(out.resolve("cells.tsv"))).isEqualTo(before);
    }

    @Test
    void rejectsFolderOfAnotherVersion() throws IOException {
        Path out = folder.resolve("out");
        Ran.of("sweep", spec(), "--out", out);
        Path cells = out.resolve("cells.tsv");
        String text = Files.readString(cells).replace("# version " + Version.OWN, "# version 0.0.7");
        Path manifest = out.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(Version.OWN, "0.0.7"));
        String complaint = out + ": version must be that of this program, " + Version.OWN + ": 0.0.7";

        for (Object command : List.of("sweep", "verify")) {
            Object[] complete = command.equals("sweep")
                    ? new Object[] {command, spec(), "--out", out}
                    : new Object[] {command, out};
            assertThat(Ran.of(complete))
                    .satisfies(ran -> assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT))
                    .satisfies(ran -> assertThat(ran.err()).contains(complaint, "Hint: "));
        }
        Files.delete(manifest);
        Files.writeString(cells, text);
        assertThat(Ran.of("sweep", spec(), "--out", out))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT))
                .satisfies(ran -> assertThat(ran.err()).contains(complaint, "Hint: "));
        assertThat(cells).hasContent(text);
    }

    /** A model beside the spec and the shipped model choose the same steps; the folder alone can be reproduced. */
    @Test
    void sweepUsesTrainedModels() throws IOException {
        TrainedModel shipped = PolicyResolver.model("learned");
        Files.write(folder.resolve("own.skymodel"), ModelFile.write(shipped));
        Path spec = Files.writeString(folder.resolve("models.yaml"), """
                name: models
                task: round
                seeds: [1]
                grid: {policy: [learned, own.skymodel, order-statistics], turns: shorter}
                """);
        Path out = folder.resolve("models");
        Ran ran = Ran.of("sweep", spec, "--out", out, "--threads", 1);
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> rows = Files.readAllLines(out.resolve("rows.csv"));
        rows.removeIf(line -> line.startsWith("#"));
        int at = List.of(rows.getFirst().split(",")).indexOf("messages");
        List<String> messages =
                rows.stream().skip(1).map(row -> row.split(",")[at]).toList();
        assertThat(messages.get(0)).isEqualTo(messages.get(1)).isNotEqualTo(messages.get(2));
        assertThat(out.resolve("own.skymodel")).hasSameBinaryContentAs(folder.resolve("own.skymodel"));
        assertThat(Ran.of("verify", out).code()).isZero();
    }

    @Test
    void modelContentChangesHashOfSweep() {
        String spec = "name: x\ntask: auction\nseeds: [1]\ngrid: {policy: m.skymodel}\n";
        assertThat(SweepText.hash(read(spec, SmallModels.untrained("sac", Map.of("hidden", "8")))))
                .isNotEqualTo(SweepText.hash(read(spec, SmallModels.untrained("dqn", Map.of("hidden", "8")))));
    }

    private static Sweep read(String spec, TrainedModel model) {
        return SweepText.read(
                "x.yaml", spec.getBytes(StandardCharsets.UTF_8), CellTasks.all(), _ -> ModelFile.write(model));
    }

    /** Far beyond its training range, the shipped model uses one fixed step, but its network uses other steps. */
    @Tag("slow")
    @Test
    void unfencedModelDiffersInLargeMarket() throws IOException {
        String grid =
                "grid: {law: tier1-like, range: 0/1000, turns: shorter, market: [300/300], policy: [learned, learned-unfenced]}";
        Path spec = Files.writeString(
                folder.resolve("fence.yaml"), "name: fence\ntask: auction\nseeds: [1]\n" + grid + "\n");
        Path out = folder.resolve("fence");
        assertThat(Ran.of("sweep", spec, "--out", out).code()).isZero();
        List<String> rows = Files.readAllLines(out.resolve("rows.csv"));
        int at = List.of(rows.getFirst().split(",")).indexOf("announcements");
        List<String> announced =
                rows.stream().skip(1).map(row -> row.split(",")[at]).toList();
        assertThat(announced.get(0)).isNotEqualTo(announced.get(1));
        assertThat(out.resolve("learned-unfenced")).doesNotExist();
        assertThat(Ran.of("verify", out).code()).isZero();
    }

    @Test
    void rejectsUnknownPolicyAndListsKnownOnes() throws IOException {
        Path spec = Files.writeString(folder.resolve("none.yaml"), SPEC.replace("step: [1, 8]", "policy: lerned"));
        assertThat(Ran.of("sweep", spec).err())
                .contains(
                        "policy must be one of fixed",
                        "learned, learned-unfenced, a .skymodel file beside the spec: lerned");
        Path missing =
                Files.writeString(folder.resolve("gone.yaml"), SPEC.replace("step: [1, 8]", "policy: gone.skymodel"));
        assertThat(Ran.of("sweep", missing))
                .satisfies(ran -> assertThat(ran.code()).isNotZero())
                .satisfies(
                        ran -> assertThat(ran.err()).contains("gone.skymodel").doesNotContain("\tat "));
    }
}
