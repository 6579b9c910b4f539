package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.log.TextFiles;

/** Ctrl-C in processes of their own. */
@EnabledOnOs(OS.LINUX)
class StoppingTest {

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
    void aWritingThatHasBegunIsFinished() throws IOException, InterruptedException {
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

    @Test
    void aRunThatIsStoppedBeforeItWritesLeavesTheEarlierFolder() throws IOException, InterruptedException {
        Path made = Files.createDirectory(folder.resolve("made"));
        Files.writeString(made.resolve("result.json"), "earlier");
        Process process = Spawned.interruptible(folder, Main.class, "run", "--starts", "10000", "--out", "made")
                .redirectOutput(folder.resolve("stdout.txt").toFile())
                .start();
        Spawned.await(
                process, () -> TextFiles.text(folder.resolve("stderr.txt")).contains("incubator"));
        TimeUnit.MILLISECONDS.sleep(700);
        Spawned.interrupt(process);
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(names()).isEqualTo(List.of("made"));
        assertThat(made.resolve("result.json")).hasContent("earlier");
    }
}
