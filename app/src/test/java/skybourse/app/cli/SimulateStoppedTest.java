package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.folders.SimulationFolder;
import skybourse.files.log.TextFiles;

/** Interrupts a simulation in a separate process. */
@EnabledOnOs(OS.LINUX)
class SimulateStoppedTest {

    private static final int INTERRUPTED = 130;

    @TempDir
    private Path temp;

    private Process start(Path campus) throws IOException {
        ProcessBuilder java = Spawned.small(
                temp,
                List.of(),
                Main.class,
                "simulate",
                campus.toAbsolutePath().toString(),
                "--slots",
                "4000",
                "--certify",
                "never",
                "--out",
                "made");
        java.command().addAll(0, List.of("env", "--default-signal=INT"));
        return java.redirectOutput(temp.resolve("stdout.txt").toFile()).start();
    }

    private void awaitSlots(Process process, int lines) {
        Path table = temp.resolve("made").resolve("leaders.csv");
        while (process.isAlive()
                && !(Files.exists(table) && TextFiles.text(table).lines().count() > lines)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Tag("slow")
    @Test
    void interruptedSimulationContinuesToSameDigests() throws IOException, InterruptedException {
        Process process = start(Path.of("examples/campus-over-time.yaml"));
        awaitSlots(process, 20);
        Spawned.interrupt(process);
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        Path folder = temp.resolve("made");
        long slot = SimulationFolder.savedSlot(folder);
        assertThat(slot).isPositive().isLessThan(4000);
        assertThat(Spawned.err(temp))
                .contains("Interrupted; saved up to slot " + slot
                        + ". To continue: ./skybourse simulate --continue made");
        assertThat(Files.readAllLines(folder.resolve("leaders.csv"))).hasSize(2 + 3 * (int) slot);
        assertThat(Ran.of("verify", folder).out()).contains("not finished");
        assertThat(Ran.of("simulate", "--slots", 9, "--out", folder).err())
                .contains("must not contain an unfinished simulation", "--continue ");

        int slots = (int) slot + 10;
        assertThat(Ran.of("simulate", "--continue", folder, "--slots", slots, "--quiet"))
                .isEqualTo(new Ran(0, "", ""));
        Path uninterrupted = temp.resolve("once");
        Ran.of(
                "simulate",
                "examples/campus-over-time.yaml",
                "--slots",
                slots,
                "--certify",
                "never",
                "--places-every",
                2,
                "--quiet",
                "--out",
                uninterrupted);
        assertThat(folder.resolve("digests.txt")).hasSameTextualContentAs(uninterrupted.resolve("digests.txt"));
    }
}
