package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.scenario.SettingException;
import skybourse.files.log.FolderDigests;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.AuctionSettingsBuilder;

/** Accepted and rejected paths of inputs and results, with the messages of errors. */
class PlacesOfFilesTest {

    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    private static final AuctionSettings SETTINGS = AuctionSettingsBuilder.builder()
            .buyersStartTicks(10)
            .sellersStartTicks(10)
            .turns(TurnOrder.SHORTER)
            .stepTicks(2)
            .seed(1)
            .round(0)
            .build();

    @TempDir
    private Path temp;

    private static void assertRefused(ThrowingCallable call, String start) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageStartingWith(start);
    }

    @Test
    void acceptsWritablePathsAndRejectsOthers() throws IOException {
        Path file = Files.write(temp.resolve("f"), TEXT);
        WritableOutputCheck.check("--out", temp.resolve("new/folder"), true);
        WritableOutputCheck.check("--out", temp, true);
        WritableOutputCheck.check("--out", file, false);
        assertRefused(
                () -> WritableOutputCheck.check("--out", file, true), "--out: must be a folder: " + file + " is not");
        assertRefused(
                () -> WritableOutputCheck.check("--out", temp, false), "--out: must be a file: " + temp + " is not");
        assertRefused(
                () -> WritableOutputCheck.check("--out", file.resolve("x"), true),
                "--out: must be in a folder: " + file + " is not a folder");
        assertRefused(
                () -> WritableOutputCheck.check("--out", Path.of("/dev/null"), false),
                "--out: must not be a device, pipe or socket: /dev/null");
        WritableOutputCheck.check("--out", temp.resolve("x".repeat(200)), true);
        assertRefused(
                () -> WritableOutputCheck.check("--out", temp.resolve("x".repeat(201)), true),
                "--out: must have at most 200 bytes for each name: \"xxx");
        assertRefused(
                () -> WritableOutputCheck.check("--out", temp.resolve("a\nb"), true),
                "--out: must not contain control characters: \"a\\nb\"");
    }

    @Test
    void runReplacesOnlyFoldersOfRuns() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("run"));
        assertThat(RunFolder.place(folder, "any", "1.0")).isEqualTo(folder);
        assertThat(RunFolder.place(null, "a name", "1.0")).isEqualTo(Path.of("out/a-name"));
        Files.write(folder.resolve("cat.txt"), TEXT);
        assertRefused(
                () -> RunFolder.place(folder, "any", "1.0"),
                "--out: must be new, empty or the folder of a run: " + folder + " is not");
        Files.write(folder.resolve("result.json"), TEXT);
        assertThat(RunFolder.place(folder, "any", "1.0")).isEqualTo(folder);
        Files.writeString(folder.resolve("manifest.json"), "{\"version\": \"0.9\"}");
        assertRefused(
                () -> RunFolder.place(folder, "any", "1.0"),
                folder + ": version must be that of this program, 1.0: 0.9");
    }

    @Test
    void simulationReplacesOnlyFinishedSimulations() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("s"));
        assertThat(SimulationFolder.place(folder, "any", "1.0")).isEqualTo(folder);
        assertThat(SimulationFolder.place(temp.resolve("new"), "any", "1.0")).isEqualTo(temp.resolve("new"));
        assertThat(SimulationFolder.place(null, "a name", "1.0")).isEqualTo(Path.of("out/a-name-over-time"));
        assertRefused(
                () -> SimulationFolder.requireSaved(folder, "1.0"),
                "--continue: must be the folder of a simulation, with its checkpoint.bin: " + folder + " is not");
        Files.write(folder.resolve("checkpoint.bin"), TEXT);
        SimulationFolder.requireSaved(folder, "1.0");
        assertRefused(
                () -> SimulationFolder.place(folder, "any", "1.0"),
                "--out: must be new, empty or the folder of a simulation: " + folder + " is not");
        Files.write(folder.resolve("slots.csv"), TEXT);
        assertRefused(
                () -> SimulationFolder.place(folder, "any", "1.0"),
                "--out: must not contain an unfinished simulation: " + folder + " does");
        Files.write(folder.resolve("digests.txt"), TEXT);
        assertThat(SimulationFolder.place(folder, "any", "1.0")).isEqualTo(folder);
        Files.writeString(folder.resolve("manifest.json"), "{\"version\": \"0.9\"}");
        String other = folder + ": version must be that of this program, 1.0: 0.9";
        assertRefused(() -> SimulationFolder.place(folder, "any", "1.0"), other);
        assertRefused(() -> SimulationFolder.requireSaved(folder, "1.0"), other);
    }

    /** Leaves out the cells of a sweep and the times of a simulation, if a file that identifies the kind is present. */
    @Test
    void comparisonLeavesOutMachineDependentFiles() throws IOException {
        for (String name : List.of("sweep.yaml", "cells.tsv", "slots.csv", "timing.csv")) {
            Files.write(temp.resolve(name), TEXT);
        }
        assertThat(FolderVerification.present(temp).byName()).containsOnlyKeys("sweep.yaml", "slots.csv");
    }

    @Test
    void settingErrorsNameScenarioFile() {
        assertThat(ScenarioFileReader.using(null, () -> 7)).isEqualTo(7);
        var setting = new SettingException("rules.lotWork must be smaller: 3");
        assertRefused(
                () -> ScenarioFileReader.using(null, () -> {
                    throw new IllegalArgumentException("of a thread", setting);
                }),
                "reference.yaml: rules.lotWork must be smaller: 3");
        var other = new IllegalArgumentException("ours");
        assertThatThrownBy(() -> ScenarioFileReader.using(Path.of("s.yaml"), () -> {
                    throw other;
                }))
                .isSameAs(other);
    }

    @Test
    void bundledScenarioEqualsExample() throws IOException {
        Path example = Path.of("examples/reference.yaml");
        assertThat(ScenarioFileReader.bundled()).isEqualTo(Files.readAllBytes(example));
        assertThat(ScenarioFileReader.read(null)).isEqualTo(ScenarioFileReader.read(example));
        assertThat(ScenarioFileReader.readOverTime(null).scenario()).isEqualTo(ScenarioFileReader.read(example));
        assertThat(ScenarioFileReader.name(null)).isEqualTo("reference.yaml");
        assertThat(ScenarioFileReader.name(example)).isEqualTo("examples/reference.yaml");
        Path written = temp.resolve("written");
        Files.writeString(written, ScenarioText.writeYaml(ScenarioFileReader.read(null)));
        assertThat(ScenarioFileReader.hash(ScenarioFileReader.read(null)))
                .isEqualTo(
                        FolderDigests.ofFiles(temp, List.of("written")).byName().get("written"));
    }

    @Test
    void policyIsNameOrModelFile() {
        assertThat(PolicyResolver.names()).contains("fixed", "learned");
        assertThat(PolicyResolver.isModel("learned")).isTrue();
        assertThat(PolicyResolver.isModel("fixed")).isFalse();
        assertThat(PolicyResolver.isModel("mine.skymodel")).isTrue();
        assertThat(PolicyResolver.policy("fixed", SETTINGS).name()).isEqualTo("fixed-2");
        assertThat(PolicyResolver.steady("learned").steps()).isEqualTo("chosen by the shipped model");
        assertRefused(
                () -> PolicyResolver.policy("none", SETTINGS),
                "--policy: must be a known name or a file ending in .skymodel: none");
        assertRefused(() -> PolicyResolver.model("none.skymodel"), "none.skymodel: must be an existing file");
    }
}
