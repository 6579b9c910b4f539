package skybourse.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendLogTest {

    private static final List<String> LINES = List.of("a line", "", "é, three bytes and more: 😀", "the last");

    @TempDir
    Path folder;

    private AppendLog open() throws IOException {
        return AppendLog.open(folder.resolve("log")).orElseThrow();
    }

    @Test
    void appendedLinesAreReadBackAndContinued() throws IOException {
        try (AppendLog log = open()) {
            assertThat(log.lines()).isEmpty();
            for (String line : LINES) {
                log.append(line);
            }
            log.force();
        }
        try (AppendLog log = open()) {
            assertThat(log.lines()).isEqualTo(LINES);
            log.append("after");
        }
        assertThat(Files.readString(folder.resolve("log"))).isEqualTo(String.join("\n", LINES) + "\nafter\n");
    }

    /** After a stop at any byte, complete lines are read, the rest is cut off, and the next line is separate. */
    @Test
    void tornLastLineIsCutOff() throws IOException {
        byte[] bytes = (String.join("\n", LINES) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            Files.write(folder.resolve("log"), torn);
            int whole = (int) new String(torn, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (AppendLog log = open()) {
                assertThat(log.lines()).as("after %d bytes", length).isEqualTo(LINES.subList(0, whole));
                log.append("next");
            }
            assertThat(Files.readAllLines(folder.resolve("log")))
                    .hasSize(whole + 1)
                    .last()
                    .isEqualTo("next");
        }
    }

    @Test
    void onlyOneWriterAtATime() throws IOException {
        try (AppendLog first = open()) {
            assertThat(first.lines()).isEmpty();
            assertThat(AppendLog.open(folder.resolve("log"))).isEmpty();
        }
        open().close();
    }

    @Test
    void truncatesAfterGivenNumberOfLines() throws IOException {
        try (AppendLog log = open()) {
            log.appendAll("a\n\nb and more\ntorn");
            assertThat(log.size()).isEqualTo(18);
            log.truncateAfter(3);
            assertThat(log.lines()).containsExactly("a", "", "b and more");
            log.truncateAfter(5);
            log.truncateAfter(2);
            log.append("next");
            assertThat(log.lines()).containsExactly("a", "", "next");
            log.truncateAfter(0);
            assertThat(log.size()).isZero();
        }
    }

    @Test
    void clearedLogStartsEmpty() throws IOException {
        try (AppendLog log = open()) {
            log.append("old");
            log.clear();
            log.append("new");
        }
        assertThat(folder.resolve("log")).hasContent("new");
    }
}
