package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.cli.Main;
import skybourse.app.cli.Spawned;
import skybourse.files.log.TextFiles;
import skybourse.round.analysis.SolverStartResult;

/** Ctrl-C in separate processes. */
@EnabledOnOs(OS.LINUX)
class ShutdownGuardTest {

    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("std"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void interruptedWriteIsCompleted() throws IOException, InterruptedException {
        Process process =
                Spawned.interruptible(folder, HeldWriter.class, "made").start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("begun");
            Spawned.interrupt(process);
            assertThat(out.readLine()).isEqualTo("stopping");
            assertThat(names()).isEmpty();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        }
        assertThat(Spawned.err(folder)).isEmpty();
        assertThat(names()).containsExactly("made");
        assertThat(folder.resolve("made").toFile().list()).containsExactlyInAnyOrder("result.json", "second.csv");
    }

    @Tag("slow")
    @Test
    void interruptedRunKeepsEarlierFolder() throws IOException, InterruptedException {
        Path results = Files.createDirectory(folder.resolve("made"));
        Files.writeString(results.resolve("result.json"), "earlier");
        ProcessBuilder java = Spawned.interruptible(folder, Main.class, "run", "--starts", "10000", "--out", "made");
        java.command().add(java.command().indexOf("-cp"), "-Xlog:class+load:file=stdloaded.txt");
        Process process =
                java.redirectOutput(folder.resolve("stdout.txt").toFile()).start();
        Path loaded = folder.resolve("stdloaded.txt");
        Spawned.await(
                process,
                () -> Files.exists(loaded) && TextFiles.text(loaded).contains(SolverStartResult.class.getName()));
        Spawned.interrupt(process); // many starts are left to solve
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(names()).isEqualTo(List.of("made"));
        assertThat(results.resolve("result.json")).hasContent("earlier");
    }
}
