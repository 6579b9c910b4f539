package skybourse.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.testing.LossyDisk;
import skybourse.testing.LossyDisk.PowerCut;

/** Files after a power cut: forced data is there, and no file is half written. */
class DurabilityTest {

    private static final byte[] OLD = "old".getBytes();
    private static final byte[] NEW = "the new text".getBytes();

    @TempDir
    private Path temp;

    private LossyDisk disk() throws IOException {
        return new LossyDisk(Files.createTempDirectory(temp, "disk"));
    }

    @Test
    void forcedLinesSurvivePowerCut() throws IOException {
        LossyDisk disk = disk();
        try (AppendLog log = AppendLog.open(disk.path("log")).orElseThrow()) {
            log.append("promised");
            log.force();
            log.append("not promised");
            disk.restart(0.2);
        }
        try (AppendLog log = AppendLog.open(disk.path("log")).orElseThrow()) {
            assertThat(log.lines()).containsExactly("promised");
        }
    }

    /**
     * Writes a file over another with the power cut before each of the operations. Returns the contents after each cut.
     */
    private List<String> remainsOf(Writing writing, double share) throws IOException {
        List<String> left = new ArrayList<>();
        for (boolean isDone = false; !isDone; ) {
            LossyDisk disk = disk();
            Path file = disk.path("file");
            Files.write(file, OLD);
            disk.settle();
            disk.cutBefore(left.size() + 1);
            try {
                writing.to(file);
                isDone = true;
            } catch (PowerCut e) {
                // the content is read below
            }
            disk.restart(share);
            left.add(Files.readString(file));
        }
        return left;
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    @Test
    void forcedFileIsOldOrNewAfterPowerCut() throws IOException {
        List<Writing> ways = List.of(
                file -> TextFiles.write(file, (TextFiles.Content) stream -> stream.write(NEW)),
                file -> TextFiles.writeThrough(file, NEW));
        for (Writing way : ways) {
            for (double share : new double[] {0, 0.5}) {
                List<String> left = remainsOf(way, share);
                assertThat(left).hasSizeGreaterThan(3).containsOnly("old", "the new text");
                assertThat(left).first().isEqualTo("old");
                assertThat(left).last().isEqualTo("the new text");
            }
        }
    }

    /** Without a forced folder, a forced file could have its old name or none. */
    @Test
    void fileAndFolderNamesSurvivePowerCut() throws IOException {
        LossyDisk disk = disk();
        TextFiles.writeThrough(disk.path("out/deep/file"), NEW);
        TextFiles.makeFolders(disk.path("out/logs"));
        try (AppendLog log = AppendLog.open(disk.path("out/logs/log")).orElseThrow()) {
            log.append("promised");
            log.force();
            disk.restart(0);
        }
        assertThat(Files.readString(disk.path("out/deep/file"))).isEqualTo("the new text");
        assertThat(Files.readString(disk.path("out/logs/log"))).isEqualTo("promised\n");
    }

    @Test
    void writesFilesIfFoldersCannotBeOpened() throws IOException {
        LossyDisk disk = disk();
        disk.refuseFolders();
        TextFiles.writeThrough(disk.path("out/file"), NEW);
        assertThat(Files.readString(disk.path("out/file"))).isEqualTo("the new text");
    }

    @Test
    void replacesFileWithoutAtomicMove() throws IOException {
        LossyDisk disk = disk();
        Path file = Files.write(disk.path("file"), OLD);
        disk.refuse((_, options) -> options.contains(StandardCopyOption.ATOMIC_MOVE));
        TextFiles.write(file, NEW);
        assertThat(Files.readString(file)).isEqualTo("the new text");
        assertThat(Files.list(disk.path(""))).hasSize(1);
    }

    @Test
    void failedWriteOfManyFilesReplacesNone() throws IOException {
        LossyDisk disk = disk();
        Path one = Files.write(disk.path("one"), OLD);
        Files.createDirectory(disk.path("two"));
        assertThatThrownBy(() -> TextFiles.writeAll(Map.of(one, NEW, disk.path("two"), NEW)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("two cannot be written: ")
                .hasMessageContaining("a folder");
        assertThat(Files.readString(one)).isEqualTo("old");
        assertThat(Files.list(disk.path(""))).hasSize(2);
    }
}
