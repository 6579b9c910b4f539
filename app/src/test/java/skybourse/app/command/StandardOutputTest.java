package skybourse.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.cli.Main;
import skybourse.app.cli.Spawned;

/** Standard output on a full disk, into a closed pipe, and on a machine without UTF-8. */
class StandardOutputTest {

    private static final File FULL = new File("/dev/full");

    @TempDir
    private Path folder;

    private ProcessBuilder command(String... arguments) {
        return Spawned.small(folder, List.of("-Dstdout.encoding=US-ASCII"), Main.class, arguments);
    }

    /** A command that prints once, one that writes files first, and one that picocli handles. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"auction orders.csv --json", "run campus.yaml --starts 0 --out made", "--help"})
    void fullDiskGivesOneLineAndCodeOne(String line) throws IOException, InterruptedException {
        assumeThat(FULL).as("a device that is always full").exists();
        for (String file : List.of("orders.csv", "campus.yaml")) {
            Files.copy(Path.of("examples", file), folder.resolve(file));
        }
        int code = command(line.split(" ")).redirectOutput(FULL).start().waitFor();
        assertThat(Spawned.err(folder))
                .startsWith("skybourse: standard output cannot be written: ")
                .doesNotContain("\n");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(Files.exists(folder.resolve("made").resolve("report.html"))).isEqualTo(line.startsWith("run"));
    }

    @Test
    void closedPipeIsNoError() throws IOException, InterruptedException {
        Process process = command("generate").start();
        process.getInputStream().close();
        assertThat(process.waitFor()).isZero();
        assertThat(Spawned.err(folder)).isEmpty();
    }

    @Test
    void outputIsUtf8ForAnyEncoding() throws IOException, InterruptedException {
        Process process =
                command("generate", "--wireless", "1", "--name", "\u00e9").start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed).contains("\u00e9").doesNotContain("?");
    }
}
