package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;
import skybourse.round.dynamics.Metric;

class CompareCommandTest {

    @TempDir
    private Path temp;

    private Path a;
    private Path b;

    @BeforeEach
    void makeFolders() throws IOException {
        a = Files.createDirectory(temp.resolve("a"));
        b = Files.createDirectory(temp.resolve("b"));
    }

    private static void writeManifest(Path folder, String option, String digest) throws IOException {
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"version\": \"" + Version.OWN
                        + "\", \"scenarioSha256\": \"5f\", \"command\": \"./skybourse\", \"options\": [\"" + option
                        + "\"]}");
        Files.copy(Path.of("examples/campus-over-time.yaml"), folder.resolve("scenario.yaml"));
        Files.writeString(
                folder.resolve("digests.txt"),
                digest.repeat(64) + "  leaders.csv\n" + "0".repeat(64) + "  scenario.yaml\n");
    }

    /** Metric i is (t + i) mod 4 in slot t, from slot {@code from} on 1 more (late: 2 more); the last is not measured. */
    private static void writeSimulation(Path folder, int slots, int from) throws IOException {
        writeManifest(folder, "--seed=" + from, from == 2 ? "1" : "2");
        int metrics = Metric.values().length;
        Files.writeString(
                folder.resolve("slots.csv"),
                "# seed=1\nslot,seconds,"
                        + Stream.of(Metric.values()).map(Metric::column).collect(Collectors.joining(",")) + "\n"
                        + IntStream.range(0, slots)
                                .mapToObj(t -> t + "," + t + ","
                                        + IntStream.range(0, metrics - 1)
                                                .mapToObj(i -> "" + ((t + i) % 4 + (t >= from ? increase(i) : 0)))
                                                .collect(Collectors.joining(","))
                                        + ",\n")
                                .collect(Collectors.joining()));
        Files.writeString(
                folder.resolve("leaders.csv"),
                "# seed=1\nslot,id,pricePerBit,soldWork,capacity,backlog,resoldWork,balance\n"
                        + IntStream.range(0, slots)
                                .mapToObj(t -> t + ",same,1e-6,0,1,0,0,0\n" + t + ",little," + (t < from ? 1 : 2)
                                        + "e-6,0,1,0,0,0\n" + t + ",much,"
                                        + (t < from ? "1e-6" : t == 4 ? "closed" : "7e-6") + ",0,1,0,0,0\n")
                                .collect(Collectors.joining()));
    }

    private static int increase(int metric) {
        if (metric == Metric.LATE.ordinal()) {
            return 2;
        }
        return metric < 8 ? 1 : 0;
    }

    private static void writeRun(Path folder, String prices, int met) throws IOException {
        writeManifest(folder, "--starts=0", "1");
        Files.writeString(
                folder.resolve("result.json"),
                "{\"seed\": 1, \"solution\": {\"ending\": \"" + (met > 10 ? "certified" : "cycle")
                        + "\"}, \"totals\": {\"deadlinesMet\": " + met
                        + ", \"meanSatisfaction\": 2.5}, \"welfare\": 0, \"leaders\": [" + prices
                        + "], \"agents\": []}");
    }

    private static String output(Ran ran, Path temp) {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return ran.out().replace(temp.toString(), "out");
    }

    @Test
    void listsDifferencesOfSimulationsFirst() throws IOException {
        writeSimulation(a, 6, 99);
        writeSimulation(b, 5, 2);
        assertThat(output(Ran.of("compare", a, b), temp))
                .startsWith("""
                A: out/a, a simulation of 6 slots
                B: out/b, a simulation of 5 slots
                Options only in A: --seed=99.
                Options only in B: --seed=2.
                Both use the same scenario.
                The first 5 slots are compared, which both simulations contain.
                Numbers that differ: 8.

                number                                                      A              B  B against A
                late (tasks)                                                8             14  +75 %
                met (tasks)                                                 7             10  +42.9 %
                expired (tasks)                                             9             12  +33.3 %
                dropped (tasks)                                             6              9  +50 %
                arrived (tasks)                                             6              9  +50 %
                """)
                .contains("\n\nEqual in both: quality, welfare, ")
                .doesNotContain("missed");
    }

    @Test
    void listsDifferencesOfRunsFirst() throws IOException {
        writeRun(a, "{\"id\": \"x\", \"pricePerBit\": 1, \"work\": 4}, {\"id\": \"y\", \"pricePerBit\": 2}", 14);
        writeRun(b, "{\"id\": \"x\", \"pricePerBit\": 3, \"work\": 4}, {\"id\": \"y\", \"pricePerBit\": 3}", 7);
        assertThat(output(Ran.of("compare", a, b), temp)).isEqualTo("""
                A: out/a, a run
                B: out/b, a run
                Both use the same scenario.
                solution: ending: certified in A, cycle in B
                Numbers that differ: 2.

                number                                                      A              B  B against A
                deadlines met                                              14              7  −50 %
                leaders: price per bit                                    1.5              3  +100 %

                Equal in both: mean satisfaction, welfare, leaders: work.
                """);
    }

    @Test
    void findsNoDifferenceBetweenEqualFolders() throws IOException {
        writeSimulation(a, 5, 2);
        assertThat(output(Ran.of("compare", a, a), temp))
                .contains("\nNo number differs.\n\nEqual in both: ")
                .doesNotContain("B against A");
        writeSimulation(b, 5, 2);
        String scenario = Files.readString(b.resolve("scenario.yaml"));
        Files.writeString(b.resolve("scenario.yaml"), scenario.replace("seed: 1", "seed: 2"));
        assertThat(output(Ran.of("compare", a, b), temp)).contains("\nTheir files scenario.yaml differ.\n");
    }

    @Test
    void pageContainsTableOfDifferences() throws IOException {
        writeSimulation(a, 6, 99);
        writeSimulation(b, 5, 2);
        Path page = temp.resolve("pages").resolve("ab.html");
        assertThat(Ran.of("compare", a, b, "--out", page).out()).endsWith("\nReport: " + page + "\n");
        assertThat(Files.readString(page)).contains("[\"arrived (tasks)\",\"6\",\"9\",\"+50 %\"]");
        assertThat(Ran.of("compare", a, a, "--out", page).code()).isZero();
        assertThat(Files.readString(page))
                .contains("No number differs.")
                .doesNotContain("\"block\":\"table\"", "echarts.min");
    }

    @Test
    void rejectsFoldersThatCannotBeCompared() throws IOException {
        rejects(a + ": must be the folder of a run or of a simulation: it has neither result.json nor slots.csv");
        writeSimulation(a, 5, 2);
        writeRun(b, "{\"pricePerBit\": 1}", 14);
        rejects(b + ": must be the folder of a simulation like " + a + ": it is the folder of a run");
        Files.delete(b.resolve("result.json"));
        Files.copy(a.resolve("slots.csv"), b.resolve("slots.csv"));
        Files.delete(b.resolve("digests.txt"));
        rejects(b + ": must contain a finished simulation: it is not finished");
        Files.writeString(b.resolve("manifest.json"), "{\"version\": \"0.0.9\"}");
        rejects(b + ": version must be that of this program, " + Version.OWN + ": 0.0.9");
        Files.delete(b.resolve("manifest.json"));
        Files.writeString(b.resolve("digests.txt"), "");
        rejects(b.resolve("manifest.json") + ": must be an existing file");
        Files.copy(a.resolve("manifest.json"), b.resolve("manifest.json"));
        Files.writeString(b.resolve("slots.csv"), "");
        rejects(b.resolve("slots.csv") + ": must have a slot: 0");
        Files.writeString(b.resolve("slots.csv"), "slot,seconds\n0,0\n");
        rejects(b.resolve("slots.csv") + ": line 1 must name the column arrived");
        Files.write(b.resolve("slots.csv"), new byte[] {'a', (byte) 0xff, '\n', 'b', '\n'});
        rejects(b.resolve("slots.csv") + ": ");
        Files.delete(b.resolve("slots.csv"));
        Files.writeString(b.resolve("result.json"), "{}");
        Files.delete(a.resolve("slots.csv"));
        Files.writeString(a.resolve("result.json"), "[1]");
        rejects(a.resolve("result.json") + ": ");
    }

    private void rejects(String complaint) {
        Ran ran = Ran.of("compare", a, b, "--out", temp.resolve("out.html"));
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err())
                .startsWith("skybourse: " + complaint)
                .contains("\nHint: ")
                .hasLineCount(2);
        assertThat(temp.resolve("out.html")).doesNotExist();
    }
}
