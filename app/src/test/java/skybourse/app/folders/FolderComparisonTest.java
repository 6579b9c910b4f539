package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.ComparedValue;
import skybourse.app.report.ResultComparison;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.FolderDigests;
import skybourse.files.text.InvalidInputException;
import skybourse.round.analysis.ResultProvenance;

/** Two artificial folders of runs; {@code CompareCommandTest} compares folders with the command. */
class FolderComparisonTest {

    private static final String SCENARIO = "name: small\nseed: 1\nrules: 2\n";

    @TempDir
    private Path temp;

    private Path run(String name, String result, List<String> options, String scenario) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        Files.writeString(folder.resolve("result.json"), result);
        var origin = new ResultProvenance("1.0", "0", "run");
        Files.writeString(folder.resolve("manifest.json"), new RunManifest(origin, options).text());
        Files.writeString(folder.resolve("scenario.yaml"), scenario);
        FolderDigests digests = FolderDigests.ofFiles(folder, List.of("result.json", "scenario.yaml"));
        Files.writeString(folder.resolve("digests.txt"), digests.text());
        return folder;
    }

    private static final String RESULT =
            "{\"totals\": {\"paid\": 3, \"bits\": 1}, \"verdict\": \"certified\", \"leaders\": [{\"price\": 2}, {\"price\": 4}]}";

    @Test
    void equalRunsHaveNoNotesOfDifference() throws IOException {
        Path a = run("a", RESULT, List.of("--seed=1"), SCENARIO);
        Path b = run("b", RESULT, List.of("--seed=1"), SCENARIO);
        ResultComparison two = FolderComparison.compare(a, b, "1.0");
        assertThat(two.first()).isEqualTo(a + ", a run");
        assertThat(two.second()).isEqualTo(b + ", a run");
        assertThat(two.notes()).containsExactly("Both use the same scenario.");
        assertThat(two.numbers())
                .containsExactly(
                        new ComparedValue("paid", "", 3, 3),
                        new ComparedValue("bits", "", 1, 1),
                        new ComparedValue("leaders: price", "", 3, 3));
    }

    @Test
    void reportsAllDifferences() throws IOException {
        Path a = run("a", RESULT, List.of("--seed=1", "--skip-clocks"), SCENARIO);
        String other = RESULT.replace("3, \"bits\"", "5, \"lots\"").replace("certified", "refuted");
        Path b = run("b", other, List.of("--seed=2", "--skip-clocks"), SCENARIO.replace("seed: 1", "seed: 7"));
        ResultComparison two = FolderComparison.compare(a, b, "1.0");
        assertThat(two.notes())
                .containsExactly(
                        "Options only in A: --seed=1.",
                        "Options only in B: --seed=2.",
                        "Their files scenario.yaml differ.",
                        "verdict: certified in A, refuted in B");
        assertThat(two.numbers())
                .containsExactly(
                        new ComparedValue("paid", "", 3, 5),
                        new ComparedValue("bits", "", 1, Double.NaN),
                        new ComparedValue("lots", "", Double.NaN, 1),
                        new ComparedValue("leaders: price", "", 3, 3));
    }

    private void assertRefused(Path a, Path b, String complaint) {
        assertThatThrownBy(() -> FolderComparison.compare(a, b, "1.0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void rejectsFoldersThatCannotBeCompared() throws IOException {
        Path a = run("a", RESULT, List.of(), SCENARIO);
        Path simulation = Files.createDirectories(temp.resolve("s"));
        Files.writeString(simulation.resolve("slots.csv"), "# note\nslot\n");
        assertRefused(a, simulation, "must contain a finished simulation: it is not finished");
        Files.writeString(simulation.resolve("digests.txt"), "");
        assertRefused(a, simulation, "must be the folder of a run like " + a + ": it is the folder of a simulation");
        assertRefused(
                a, temp, "must be the folder of a run or of a simulation: it has neither result.json nor slots.csv");
        Files.copy(a.resolve("manifest.json"), simulation.resolve("manifest.json"));
        Files.copy(a.resolve("scenario.yaml"), simulation.resolve("scenario.yaml"));
        assertRefused(simulation, simulation, "slots.csv: must have a slot: 0");
        assertThatThrownBy(() -> FolderComparison.compare(a, a, "1.1"))
                .hasMessageContaining("must be that of this program, 1.1: 1.0");
    }
}
