package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final byte[] ONE = {'1'};
    private static final byte[] TWO = {'2'};

    @TempDir
    private Path temp;

    private long children(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.count();
        }
    }

    @Test
    void replacesEarlierRunCompletely() throws IOException {
        Path folder = temp.resolve("out").resolve("small");
        RunFolder.write(folder, Map.of("result.json", ONE, "images/map.svg", TWO));
        RunFolder.write(folder, Map.of("result.json", TWO));
        assertThat(folder.resolve("result.json")).hasContent("2");
        assertThat(folder.resolve("images")).doesNotExist();
        assertThat(children(folder.getParent())).isEqualTo(1);
    }

    @Test
    void acceptsEmptyFolder() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("empty"));
        RunFolder.write(folder, Map.of("result.json", ONE));
        assertThat(folder.resolve("result.json")).hasContent("1");
    }

    @Test
    void doesNotReplaceForeignFolder() throws IOException {
        Files.writeString(temp.resolve("diary.txt"), "mine");
        Path folder = Files.createDirectory(temp.resolve("photos"));
        Files.writeString(folder.resolve("cat.txt"), "cat");
        assertThatThrownBy(() -> RunFolder.write(folder, Map.of("result.json", ONE)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("not the folder of a run");
        assertThat(folder.resolve("cat.txt")).hasContent("cat");
        assertThat(children(temp)).isEqualTo(2);
    }

    @Test
    void failedWriteKeepsOldFolder() throws IOException {
        Path folder = temp.resolve("small");
        RunFolder.write(folder, Map.of("result.json", ONE));
        assertThatThrownBy(() -> RunFolder.write(folder, Map.of("a\0b", TWO))).isInstanceOf(RuntimeException.class);
        assertThat(folder.resolve("result.json")).hasContent("1");
        assertThat(children(temp)).isEqualTo(1);
    }

    @Test
    void reportsWhyFolderCannotBeWritten(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> RunFolder.write(file.resolve("run"), Map.of("a", new byte[1])))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file.resolve("run") + ": it already exists");
    }
}
