package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;
import skybourse.files.text.Sha256;

class VerifyRunTest {

    @TempDir
    private Path temp;

    private Path folder;

    /** Options that affect the result, in all their spellings. */
    @BeforeEach
    void runOnce() {
        Path scenario = temp.resolve("small.yaml");
        Ran.of("generate", "--wireless", 6, "--mobile", 1, "--fixed", 2, "--aerial", 1, "--out", scenario);
        folder = temp.resolve("results").resolve("small");
        Object[] run = {
            "run",
            scenario,
            "--starts",
            1,
            "--seed=5",
            "--skip-clocks",
            "--method",
            "jacobi",
            "--rule=double-dutch-trade-reduction",
            "--turns",
            "shorter",
            "--out",
            folder
        };
        assertThat(Ran.of(run).code()).isZero();
        assertThat(scenario.toFile().delete()).isTrue(); // verification must not need it
    }

    @Test
    void verifiesFolderForAnyNumberOfThreads() {
        for (int threads = 1; threads <= 2; threads++) {
            Ran ran = Ran.of("verify", temp.resolve("results"), "--threads", threads);
            assertThat(ran.out()).contains("Verified: all files are identical.");
            assertThat(ran.code()).isZero();
        }
    }

    @Test
    void reportsChangedAndMissingFiles() throws IOException {
        Path agents = folder.resolve("agents.csv");
        Files.writeString(agents, Files.readString(agents).replaceFirst("WA1", "WA7"));
        Files.delete(folder.resolve("links.csv"));
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("agents.csv was changed", "links.csv is missing", "2 files differ");
    }

    @Test
    void detectsForgedResultWithMatchingDigest() throws IOException {
        Path leaders = folder.resolve("leaders.csv");
        Files.writeString(leaders, Files.readString(leaders) + "FA9,1,1,1,0,0,0,1,1,1,1,1,0\n");
        writeDigest(leaders);
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("leaders.csv differs when produced again", "1 file differs");
    }

    /** Removes a file's line from the digests. */
    private void removeDigest(String file) throws IOException {
        Path digests = folder.resolve("digests.txt");
        List<String> lines = new ArrayList<>(Files.readAllLines(digests));
        lines.removeIf(line -> line.endsWith(file));
        Files.write(digests, lines);
    }

    @Test
    void detectsFileWithoutDigest() throws IOException {
        removeDigest("ledger.csv");
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("ledger.csv was added: it is not in digests.txt");
    }

    @Test
    void detectsAddedFilesDespiteForgedDigest() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("more")).resolve("notes.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("there"), temp);
        Path forged = Files.writeString(folder.resolve("bonus.csv"), "FA1,1000000");
        writeDigest(forged);
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "notes.txt was added: it is not in digests.txt",
                        "there was added",
                        "bonus.csv is not produced again")
                .contains("3 files differ");
    }

    @Test
    void detectsFileDeletedWithItsDigest() throws IOException {
        Files.delete(folder.resolve("ledger.csv"));
        removeDigest("ledger.csv");
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("ledger.csv is missing, and so is its line in digests.txt");
    }

    @Test
    void reportsMissingScenario() throws IOException {
        Files.delete(folder.resolve("scenario.yaml"));
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("scenario.yaml is missing", "cannot be recomputed");
    }

    @Test
    void rejectsResultsOfAnotherVersion() throws IOException {
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(Version.OWN, "0.0.7"));
        writeDigest(manifest);
        for (Ran ran : List.of(Ran.of("verify", folder), Ran.of("run", "--out", folder))) {
            assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(ran.err())
                    .contains(folder + ": version must be that of this program, " + Version.OWN + ": 0.0.7", "Hint: ");
        }
        assertThat(manifest).content().contains("0.0.7");
    }

    @Test
    void rejectsFolderWithoutDigests() throws IOException {
        Files.delete(folder.resolve("digests.txt"));
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).contains("digests.txt: must be an existing file", "Hint: ");
    }

    @Test
    void rejectsUnknownOptionInManifest() throws IOException {
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("--skip-clocks", "--images"));
        writeDigest(manifest);
        Ran ran = Ran.of("verify", folder);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).contains("manifest.json").contains("--images").contains("Hint: ");
    }

    /** Writes the digest of a changed file, like a forger. */
    private void writeDigest(Path file) throws IOException {
        Path digests = folder.resolve("digests.txt");
        String name = folder.relativize(file).toString();
        List<String> lines = new ArrayList<>(Files.readAllLines(digests));
        lines.removeIf(line -> line.endsWith("  " + name));
        lines.add(Sha256.of(Files.readAllBytes(file)) + "  " + name);
        Files.write(digests, lines);
    }
}
