package skybourse.learning.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the same training in Java processes that are limited to vectors of 16, 32 and 64 bytes. */
class WidthTest {

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void vectorWidthDoesNotChangeResults(int bytes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:MaxVectorSize=" + bytes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WidthFingerprint.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        String[] words = printed.lines().toList().getLast().split(" ");
        // A machine without wide vectors uses narrower ones; then this compares fewer widths.
        assertThat(Integer.parseInt(words[0])).isLessThanOrEqualTo(bytes * 8);
        assertThat(Long.parseLong(words[1])).isEqualTo(WidthFingerprint.fingerprint());
    }
}
