package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.log.FolderDigests;
import skybourse.files.text.InvalidInputException;

/** Verification of artificial folders; {@code VerifyRunTest} and others verify results of commands. */
class FolderVerificationTest {

    @TempDir
    private Path temp;

    private final List<String> messages = new ArrayList<>();

    private FolderVerification verification(Map<String, String> reproduced) {
        return new FolderVerification("1.0", _ -> digests(reproduced), messages::add);
    }

    private static FolderDigests digests(Map<String, String> contents) {
        return FolderDigests.of(contents.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private Path folder(String name, Map<String, String> contents) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        for (var entry : contents.entrySet()) {
            Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
        }
        Files.writeString(folder.resolve(FolderDigests.FILE), digests(contents).text());
        return folder;
    }

    @Test
    void passesIfFilesAndReproductionAreEqual() throws IOException {
        Map<String, String> files = Map.of("rows.csv", "1", "means.csv", "2");
        Path folder = folder("one", files);
        FolderVerification.Result result = verification(files).of(temp);
        assertThat(result.passed()).isTrue();
        assertThat(result.text()).isEqualTo("Verified: all files are identical.");
        assertThat(messages).containsExactly(folder + ": 0 of 2 files differ");
    }

    @Test
    void reportsEveryKindOfDifference() throws IOException {
        Map<String, String> files = Map.of("a.csv", "1", "b.csv", "2", "c.csv", "3", "d.csv", "4");
        Path folder = folder("one", files);
        Files.writeString(folder.resolve("a.csv"), "changed");
        Files.delete(folder.resolve("b.csv"));
        Files.writeString(folder.resolve("e.csv"), "5");
        FolderVerification.Result result = verification(
                        Map.of("a.csv", "1", "b.csv", "2", "c.csv", "other", "f.csv", "6"))
                .of(folder);
        assertThat(messages)
                .containsExactly(
                        folder.resolve("a.csv") + " was changed",
                        folder.resolve("b.csv") + " is missing",
                        folder.resolve("e.csv") + " was added: it is not in digests.txt",
                        folder.resolve("c.csv") + " differs when produced again",
                        folder.resolve("d.csv") + " is not produced again",
                        folder.resolve("f.csv") + " is missing, and so is its line in digests.txt",
                        folder + ": 6 of 6 files differ");
        assertThat(result).isEqualTo(new FolderVerification.Result(6, true));
        assertThat(result.passed()).isFalse();
        assertThat(result.text()).isEqualTo("Not verified: 6 files differ.");
        assertThat(new FolderVerification.Result(1, true).text()).isEqualTo("Not verified: 1 file differs.");
    }

    @Test
    void doesNotReproduceFromChangedInputs() throws IOException {
        Path folder = folder("one", Map.of("small.yaml", "1", "rows.csv", "2"));
        Files.writeString(folder.resolve("small.yaml"), "changed");
        var strict = new FolderVerification(
                "1.0",
                _ -> {
                    throw new AssertionError("was produced again");
                },
                messages::add);
        assertThat(strict.of(folder).different()).isEqualTo(1);
        assertThat(messages.getLast())
                .isEqualTo(folder + ": cannot be recomputed, because one of its inputs was changed or is missing");
    }

    @Test
    void reportsUnfinishedSweep() throws IOException {
        Path unfinished = Files.createDirectories(temp.resolve("begun"));
        Files.writeString(unfinished.resolve(SweepFolder.CELLS), "");
        folder("one", Map.of("rows.csv", "1"));
        FolderVerification.Result result = verification(Map.of("rows.csv", "1")).of(temp);
        assertThat(result).isEqualTo(new FolderVerification.Result(0, false));
        assertThat(result.passed()).isFalse();
        assertThat(result.text()).isEqualTo("Not finished: all existing files are identical.");
        assertThat(messages.getLast()).startsWith(unfinished + ": not finished: ");
    }

    @Test
    void countsFileWithTwoDifferencesOnce() throws IOException {
        Path folder = folder("one", Map.of("a.csv", "1"));
        Files.writeString(folder.resolve("a.csv"), "changed");
        assertThat(verification(Map.of("a.csv", "other")).of(folder).different())
                .isEqualTo(1);
        assertThat(messages)
                .containsExactly(folder.resolve("a.csv") + " was changed", folder + ": 1 of 1 files differ");
    }

    @Test
    void reportsUnfinishedSimulation() throws IOException {
        Path unfinished = Files.createDirectories(temp.resolve("begun"));
        for (String name : List.of("slots.csv", "manifest.json", "scenario.yaml")) {
            Files.writeString(unfinished.resolve(name), "");
        }
        assertThat(verification(Map.of()).of(temp)).isEqualTo(new FolderVerification.Result(0, false));
        assertThat(messages)
                .containsExactly(unfinished
                        + ": not finished: slots are missing. To continue: ./skybourse simulate --continue "
                        + unfinished);
    }

    /** Files without digests are allowed only in the folders of experiments that are not finished. */
    @Test
    void reportsUnfinishedReproductionAndAddedFiles() throws IOException {
        Path folder = folder(
                "one",
                Map.of(
                        "results.json",
                        "{\"version\": \"1.0\", \"command\": \"reproduce all\", \"toCome\": [\"liquidity\", \"mine\"]}"));
        for (String inner : List.of("liquidity", "mine", "other")) {
            Files.writeString(Files.createDirectories(folder.resolve(inner)).resolve("x.svg"), "");
        }
        assertThat(verification(Map.of()).of(folder)).isEqualTo(new FolderVerification.Result(1, false));
        assertThat(messages)
                .containsExactly(
                        folder
                                + ": not finished: the files of liquidity/, mine/ are missing. To continue: reproduce all --out "
                                + folder,
                        folder.resolve("other/x.svg") + " was added: it is not in digests.txt",
                        folder + ": 1 of 2 files differ");
    }

    @Test
    void rejectsFolderWithoutResults() {
        assertThatThrownBy(() -> verification(Map.of()).of(temp))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must contain results of run, simulate, sweep or reproduce: none found");
    }

    @Test
    void rejectsResultsOfAnotherVersion() throws IOException {
        Path folder = folder("one", Map.of("manifest.json", "{\"version\": \"0.9\"}"));
        assertThatThrownBy(() -> verification(Map.of()).of(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be that of this program, 1.0: 0.9");
    }
}
