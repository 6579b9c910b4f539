package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.command.ExitCode;
import skybourse.files.log.TextFiles;
import tools.jackson.databind.json.JsonMapper;

/** The program as a separate process: its two output streams and its exit code. */
class MainTest {

    private record Ended(int code, String out, String err) {}

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(), arguments);
    }

    private static Ended run(List<String> options, String... arguments) throws IOException, InterruptedException {
        Path folder = Path.of("target");
        Process process = Spawned.small(folder, options, Main.class, arguments)
                .directory(new File("."))
                .start();
        String out;
        try (InputStream stream = process.getInputStream()) {
            out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        int code = process.waitFor();
        return new Ended(code, out, TextFiles.text(folder.resolve("stderr.txt")));
    }

    @Test
    void standardOutputIsComplete() throws IOException, InterruptedException {
        Ended json = run("solve", "--json", "examples/reference.yaml");
        assertThat(json.code()).isZero();
        assertThat(JsonMapper.shared().readTree(json.out()).path("leaders").size())
                .isEqualTo(5);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "solve --tolerance -1 examples/reference.yaml",
                "solve --method newtron examples/reference.yaml",
                "run --starts 1e9 --out target/main-test examples/reference.yaml",
                "run --starts -3 --out target/main-test examples/reference.yaml",
                "soundness --checks -5",
                "certify examples/reference.yaml --prices README.md --threads 0",
                "sulve examples/reference.yaml"
            })
    void invalidOptionGivesTwoLinesAndCodeTwo(String line) throws IOException, InterruptedException {
        Ended ended = run(line.split(" "));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().filter(text -> !text.contains("incubator modules")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("skybourse: ");
        assertThat(ended.err().lines().toList().getLast()).startsWith("Hint: ");
    }

    @Test
    void tooLargeMarketGivesTwoLines(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("list.yaml");
        assertThat(Ran.of("generate", "--wireless", 20_000, "--out", file).code())
                .isZero();
        Ended ended = run(List.of("-Xmx24m"), "validate", file.toString());
        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .matches("skybourse: the command needs more memory than the 2[0-9] MB that Java may use");
        assertThat(ended.err()).contains("Hint: allow more, for example with SKYBOURSE_JAVA_OPTS=-Xmx4g", "--crowd");
    }
}
