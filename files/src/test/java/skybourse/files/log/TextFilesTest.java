package skybourse.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.text.InvalidInputException;

/** Reading of regular files, refusals of others, and atomic writes. */
class TextFilesTest {

    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private static void assertRefused(ThrowingCallable call, String start) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageStartingWith(start);
    }

    @Test
    void readsOnlyRegularFiles() throws IOException {
        Path file = Files.write(temp.resolve("f"), TEXT);
        assertThat(TextFiles.read(file)).isEqualTo(TEXT);
        assertThat(TextFiles.text(file)).isEqualTo("text");
        assertThat(TextFiles.<Long>mapLines(file, lines -> lines.count())).isEqualTo(1);
        assertRefused(
                () -> TextFiles.read(temp.resolve("g")), temp.resolve("g") + ": must be an existing file: not found");
        assertRefused(() -> TextFiles.read(temp), temp + ": must be a file: it is a folder");
        assertRefused(
                () -> TextFiles.read(Path.of("/dev/null")),
                "/dev/null: must be a regular file: it is a device, pipe or socket");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xe9, '\n'});
        assertRefused(() -> TextFiles.mapLines(file, lines -> lines.toList()), file + ": must be UTF-8 text");
        assertThatThrownBy(() -> TextFiles.text(temp.resolve("g"))).hasMessageContaining("g cannot be read: ");
        assertThatThrownBy(() -> TextFiles.mapLines(temp.resolve("g"), lines -> lines.count()))
                .hasMessageContaining("g cannot be read: ");
        assertThatThrownBy(() -> TextFiles.bundled("/nowhere")).hasMessage("not on the class path: /nowhere");
        List<String> rows = new ArrayList<>();
        Files.writeString(temp.resolve("table.csv"), "a\nb\n");
        TextFiles.tables(temp).read("table.csv", lines -> lines.forEach(rows::add));
        assertThat(rows).containsExactly("a", "b");
    }

    @Test
    void failedWriteKeepsFileAndLeavesNoDraft() throws IOException, InterruptedException {
        Path file = Files.write(temp.resolve("f"), TEXT);
        Path folder = Files.createDirectory(temp.resolve("pipes"));
        Path pipe = folder.resolve("p"); // not a device of the machine, which a faulty build would replace
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> TextFiles.write(pipe, TEXT)).hasMessage(pipe + " cannot be written: a device or pipe");
        TextFiles.Content broken = stream -> {
            stream.write(1);
            throw new IOException("so");
        };
        assertThatThrownBy(() -> TextFiles.write(file, broken)).hasMessage(file + " cannot be written: so");
        assertThat(file).hasContent("text");
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("f", "pipes");
        assertThat(folder.toFile().list()).containsExactly("p");
    }

    @Test
    void createsMissingFolders() throws IOException {
        TextFiles.writeAll(temp.resolve("a/b"), Map.of("one", "1", "two", "2"));
        assertThat(temp.resolve("a/b/one")).hasContent("1");
        assertThat(temp.resolve("a/b/two")).hasContent("2");
        TextFiles.writeThrough(temp.resolve("c/d/e"), TEXT);
        assertThat(temp.resolve("c/d/e")).hasContent("text");
        TextFiles.write(temp.resolve("c/d/e"), "other");
        assertThat(temp.resolve("c/d/e")).hasContent("other");
        assertThat(temp.resolve("c/d").toFile().list()).containsExactly("e");
        assertThat(TextFiles.bundled("/skybourse/files/scenario/scenario.schema.json"))
                .isNotEmpty();
    }
}
