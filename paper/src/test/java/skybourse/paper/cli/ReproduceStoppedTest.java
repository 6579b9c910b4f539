package skybourse.paper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.cli.Main;
import skybourse.app.cli.Ran;
import skybourse.app.cli.Spawned;
import skybourse.files.log.TextFiles;
import skybourse.testing.Cases;

/** Ctrl-C in a separate process. */
@EnabledOnOs(OS.LINUX)
class ReproduceStoppedTest {

    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Tag("slow")
    @Test
    void interruptedReproductionContinuesFromStoredCells() throws IOException, InterruptedException {
        String seeds = String.valueOf(Math.max(30, Cases.share(100)));
        String[] command = {"reproduce", "follower", "--seeds", seeds, "--out", "made"};
        Process process = Spawned.interruptible(folder, Main.class, command)
                .redirectOutput(folder.resolve("stdout.txt").toFile())
                .start();
        Path results = folder.resolve("made");
        Path cells = results.resolve("follower").resolve("follower").resolve("cells.tsv");
        Spawned.await(
                process,
                () -> Files.exists(cells) && TextFiles.text(cells).lines().count() > 4);
        Spawned.interrupt(process);
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(Spawned.err(folder)).contains("Run the same command again to continue.");
        try (var paths = Files.walk(results)) {
            assertThat(paths).noneMatch(path -> path.toString().endsWith(".tmp"));
        }
        List<String> stored = Files.readAllLines(cells);
        assertThat(TextFiles.text(cells)).endsWith("\n");

        command[command.length - 1] = results.toString();
        assertThat(Ran.of((Object[]) command).code()).isZero();

        assertThat(Files.readAllLines(cells))
                .startsWith(stored.toArray(String[]::new))
                .hasSizeGreaterThan(stored.size());
        assertThat(results.resolve("index.html")).isNotEmptyFile();
        assertThat(Ran.of("verify", results).code()).isZero();
    }
}
