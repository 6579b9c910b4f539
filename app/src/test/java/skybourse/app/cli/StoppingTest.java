package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.log.TextFiles;

/** Ctrl-C in processes of their own. */
@EnabledOnOs(OS.LINUX)
class StoppingTest {

    private static final int INTERRUPTED = 130;

    /** Shells start what is in the background deaf to Ctrl-C. */
    private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal=INT");

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        ProcessBuilder java = Spawned.java(folder, List.of(), Main.class, arguments);
        java.command().addAll(0, DEFAULT_SIGNALS);
        return java.redirectOutput(folder.resolve("stdout.txt").toFile()).start();
    }

    private static void await(Process process, BooleanSupplier sight) {
        while (process.isAlive() && !sight.getAsBoolean()) {
            LockSupport.parkNanos(200_000);
        }
    }

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
        ProcessBuilder java = Spawned.java(folder, List.of(), HeldWriter.class, "made");
        java.command().addAll(0, DEFAULT_SIGNALS);
        Process process = java.start();
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
        Process process = start("run", "--starts", "10000", "--out", "made");
        await(process, () -> TextFiles.text(folder.resolve("stderr.txt")).contains("incubator"));
        TimeUnit.MILLISECONDS.sleep(700);
        Spawned.interrupt(process);
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(names()).isEqualTo(List.of("made"));
        assertThat(made.resolve("result.json")).hasContent("earlier");
    }

    @Test
    void aStoppedReproductionKeepsItsCellsAndTheSameCommandGoesOn() throws IOException, InterruptedException {
        String[] command = {"reproduce", "follower", "--seeds", "100", "--out", "made"};
        Process process = start(command);
        Path made = folder.resolve("made");
        Path cells = made.resolve("follower").resolve("follower").resolve("cells.tsv");
        await(
                process,
                () -> Files.exists(cells) && TextFiles.text(cells).lines().count() > 4);
        Spawned.interrupt(process);
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(Spawned.err(folder)).contains("Run the same command again to continue.");
        try (var paths = Files.walk(made)) {
            assertThat(paths).noneMatch(path -> path.toString().endsWith(".tmp"));
        }
        List<String> kept = Files.readAllLines(cells);
        assertThat(TextFiles.text(cells)).endsWith("\n");

        command[command.length - 1] = made.toString();
        assertThat(Ran.of((Object[]) command).code()).isZero();

        assertThat(Files.readAllLines(cells))
                .startsWith(kept.toArray(String[]::new))
                .hasSizeGreaterThan(kept.size());
        assertThat(made.resolve("index.html")).isNotEmptyFile();
        assertThat(Ran.of("verify", made).code()).isZero();
    }
}
