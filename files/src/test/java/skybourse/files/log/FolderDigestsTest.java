package skybourse.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.text.InvalidInputException;

/** Digests in the format of {@code sha256sum}, of current and of deleted files. */
class FolderDigestsTest {

    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private static void assertRefused(ThrowingCallable call, String start) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageStartingWith(start);
    }

    @Test
    void digestOfDeletedFileIsRemoved() throws IOException {
        Files.write(temp.resolve("f"), TEXT);
        Files.write(temp.resolve("g"), TEXT);
        FolderDigests.add(temp, List.of("f", "g"));
        Files.delete(temp.resolve("f"));
        FolderDigests.add(temp, List.of("f", "g"));
        assertThat(FolderDigests.read(temp).byName()).containsOnlyKeys("g");
    }

    @Test
    void digestsEqualSha256sum() throws IOException {
        Files.write(temp.resolve("f"), TEXT);
        String line = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1  f\n";
        assertThat(FolderDigests.of(Map.of("f", TEXT)).text()).isEqualTo(line);
        assertThat(FolderDigests.ofFolder(temp, Map.of()).text()).isEqualTo(line);
        FolderDigests.add(temp, List.of("f"));
        assertThat(FolderDigests.read(temp).text()).isEqualTo(line);
        Path inner = Files.createDirectories(temp.resolve("inner/sweep"));
        for (String name : List.of("sweep.yaml", "cells.tsv", "slots.csv", "timing.csv")) {
            Files.write(inner.resolve(name), TEXT);
        }
        Map<String, String> apart = Map.of("sweep.yaml", "cells.tsv", "slots.csv", "timing.csv", "none", "f");
        assertThat(FolderDigests.ofFolder(temp, apart).byName()).hasSize(5).containsKey("inner/sweep/cells.tsv");
        assertThat(FolderDigests.ofFolder(inner, apart).byName()).containsOnlyKeys("sweep.yaml", "slots.csv");
        FolderDigests.add(inner, List.of("slots.csv"));
        assertThat(FolderDigests.ofFolder(temp, apart).byName()).containsOnlyKeys("f", "inner/sweep/digests.txt");
        FolderDigests.add(temp, List.of("gone"));
        FolderDigests both = new FolderDigests(new TreeMap<>(Map.of("f", line.substring(0, 64), "gone", "-")));
        assertThat(temp.resolve("digests.txt")).hasContent(line);
        assertThat(both.without(name -> name.equals("gone")).byName()).containsOnlyKeys("f");
        assertThat(both.differences(FolderDigests.of(Map.of("f", TEXT, "g", TEXT))))
                .containsExactly("g", "gone");
        for (String broken : List.of("982d  f", "-  gone", line.strip() + "\0", "nothing")) {
            Files.writeString(temp.resolve("digests.txt"), line + broken);
            assertRefused(
                    () -> FolderDigests.read(temp),
                    temp.resolve("digests.txt") + ": must have a digest and a name on each line: \""
                            + broken.substring(0, 4));
        }
    }
}
