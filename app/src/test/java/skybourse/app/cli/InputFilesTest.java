package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;

/** Rejects non-regular files wherever a file is read: reading a device never ends, and opening a pipe may block. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InputFilesTest {

    private static final Path REFERENCE = Path.of("examples/reference.yaml");

    @TempDir
    private Path temp;

    private Path good;

    @BeforeEach
    void writeValidTables() throws IOException {
        good = Files.writeString(temp.resolve("places.csv"), "latitude_deg,longitude_deg\n1,2\n");
        Files.writeString(temp.resolve("requests.csv"), "prefill_tokens,decode_tokens\n70,3\n");
    }

    /** Returns every command line that reads a file, applied to this one. */
    private Stream<List<Object>> commandsThatRead(Path file) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("result-" + file.getFileName()));
        Files.createSymbolicLink(folder.resolve("digests.txt"), file);
        Path trained = Files.createDirectories(temp.resolve("trained-" + file.getFileName()));
        Files.createSymbolicLink(trained.resolve("seed-1.checkpoint"), file);
        Files.createSymbolicLink(trained.resolve("plan.json"), file);
        Path swept = Files.createDirectories(temp.resolve("swept-" + file.getFileName()));
        Files.createSymbolicLink(swept.resolve("cells.tsv"), file);
        Path spec = Files.writeString(
                temp.resolve("spec.yaml"), "name: s\ntask: round\nseeds: [1]\ngrid: {scenario: [world.yaml]}\n");
        Files.deleteIfExists(temp.resolve("world.yaml"));
        Files.createSymbolicLink(temp.resolve("world.yaml"), file);
        Path own = Files.writeString(temp.resolve("own.yaml"), "name: s\ntask: auctioneer\nseeds: [1]\n");
        Path model = temp.resolve(file.getFileName() + ".skymodel");
        Files.createSymbolicLink(model, file);
        Path out = temp.resolve("out.yaml");
        List<Object> imports = List.of(
                "import", "--requests", temp.resolve("requests.csv"), "--sites", good, "--users", good, "--out", out);
        return Stream.of(
                List.of("solve", file),
                List.of("run", file, "--out", temp.resolve("out")),
                List.of("validate", file),
                List.of("certify", file, "--prices", file),
                List.of("certify", REFERENCE, "--prices", file),
                List.of("auction", file),
                List.of("check-receipt", file, "--key", file),
                List.of("audit", file),
                List.of("audit", "--distribution", "tier1", "--scenario", file),
                List.of("sweep", file, "--out", temp.resolve("out")),
                List.of("sweep", spec, "--out", temp.resolve("out")),
                List.of("sweep", own, "--out", swept),
                List.of("evaluate", model),
                List.of("evaluate", "learned", "--scenario", file),
                List.of("export", model, "--onnx", temp.resolve("out.onnx")),
                List.of("solve", "--policy", model),
                List.of("train", "--scenario", file, "--learner", "dqn", "--epochs", 1, "--out", temp.resolve("out")),
                List.of(
                        "train",
                        "--market",
                        "narrow-3x2",
                        "--learner",
                        "dqn",
                        "--epochs",
                        1,
                        "--seeds",
                        1,
                        "--resume",
                        "--out",
                        trained),
                List.of("verify", folder),
                replaced(imports, 2, file),
                replaced(imports, 4, file),
                replaced(imports, 6, file),
                with(imports, "--mobility", file),
                with(imports, "--hardware", file));
    }

    private static List<Object> replaced(List<Object> arguments, int at, Object value) {
        List<Object> changed = new ArrayList<>(arguments);
        changed.set(at, value);
        return changed;
    }

    private static List<Object> with(List<Object> arguments, Object... more) {
        List<Object> changed = new ArrayList<>(arguments);
        changed.addAll(List.of(more));
        return changed;
    }

    private void assertRefusedEverywhere(Path file) throws IOException {
        commandsThatRead(file).forEach(line -> {
            Ran ran = Ran.of(line.toArray());
            assertThat(ran.code()).as(line + "\n" + ran.err()).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(ran.err().lines()).as(line + "\n" + ran.err()).hasSize(2);
            assertThat(ran.err())
                    .as(line.toString())
                    .contains(": must be a regular file")
                    .contains("\nHint: ");
            assertThat(ran.out()).isEmpty();
        });
        assertThat(temp.resolve("out")).doesNotExist();
        assertThat(temp.resolve("out.yaml")).doesNotExist();
    }

    @Test
    void rejectsDevice() throws IOException {
        assertRefusedEverywhere(Path.of("/dev/zero"));
    }

    @Test
    void rejectsLinkToDevice() throws IOException {
        assertRefusedEverywhere(Files.createSymbolicLink(temp.resolve("link"), Path.of("/dev/zero")));
    }

    @Test
    void rejectsPipe() throws IOException, InterruptedException {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertRefusedEverywhere(pipe);
    }

    @Test
    void rejectsFileAboveSizeLimit() throws IOException {
        Path big = temp.resolve("big.csv");
        try (var file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        for (Object[] line :
                new Object[][] {{"auction", big}, {"certify", REFERENCE, "--prices", big}, {"solve", big}}) {
            assertThat(Ran.of(line).err())
                    .startsWith("skybourse: " + big + ": must have at most 67108864 bytes: 67108865")
                    .contains("\nHint: ");
        }
    }

    @Test
    void outputDoesNotReplacePipe() throws IOException, InterruptedException {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Ran ran = Ran.of("generate", "--out", pipe);
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err()).startsWith("skybourse: --out: must not be a device, pipe or socket: " + pipe);
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("pipe", "places.csv", "requests.csv");
    }

    /** In a process of its own, whose standard input is a pipe or a device. */
    private Process validateStandardInput(ProcessBuilder.Redirect input) throws IOException {
        return Spawned.small(temp, List.of(), Main.class, "validate", "/dev/stdin")
                .redirectInput(input)
                .redirectErrorStream(true)
                .start();
    }

    @Tag("slow")
    @Test
    void readsStandardInputFromPipe() throws IOException, InterruptedException {
        Process process = validateStandardInput(ProcessBuilder.Redirect.PIPE);
        try (OutputStream input = process.getOutputStream()) {
            Files.copy(REFERENCE, input);
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("/dev/stdin: valid, 20 wireless");
    }

    @Test
    void rejectsEndlessStandardInput() throws IOException, InterruptedException {
        Process process = validateStandardInput(ProcessBuilder.Redirect.from(new File("/dev/zero")));
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(printed).contains("skybourse: /dev/stdin: must have at most 67108864 bytes: 67108865");
    }
}
