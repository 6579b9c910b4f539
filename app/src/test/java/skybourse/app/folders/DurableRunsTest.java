package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.testing.LossyDisk;
import skybourse.testing.LossyDisk.PowerCut;

/** The folder of a run after a power failure. */
class DurableRunsTest {

    private static final byte[] OLD = "old".getBytes();
    private static final byte[] NEW = "the new text".getBytes();

    @TempDir
    private Path temp;

    private LossyDisk disk() throws IOException {
        return new LossyDisk(Files.createTempDirectory(temp, "disk"));
    }

    @Test
    void restoresOldFolderIfMoveFails() throws IOException {
        LossyDisk disk = disk();
        Path folder = disk.path("run");
        RunFolder.write(folder, Map.of("result.json", OLD));
        boolean[] isFirst = {true};
        disk.refuse((to, _) -> to.endsWith("run") && isFirst[0] && Files.notExists(folder) && !(isFirst[0] = false));
        assertThatThrownBy(() -> RunFolder.write(folder, Map.of("result.json", NEW)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write " + folder);
        assertThat(Files.readString(folder.resolve("result.json"))).isEqualTo("old");
        assertThat(Files.list(disk.path(""))).hasSize(1);
    }

    /** After a power cut anywhere, the folder of a run is the complete old or new one, or the old one is beside it. */
    @Test
    void powerCutLeavesCompleteFolder() throws IOException {
        for (int cut = 1, isDone = 0; isDone == 0; cut++) {
            LossyDisk disk = disk();
            Path folder = disk.path("run");
            RunFolder.write(folder, Map.of("result.json", OLD, "images/map.svg", OLD));
            disk.settle();
            disk.cutBefore(cut);
            try {
                RunFolder.write(folder, Map.of("result.json", NEW, "images/map.svg", NEW));
                isDone = 1;
            } catch (PowerCut e) {
                // the result is checked below
            }
            disk.restart(1);
            Path old = disk.path(".run-" + ProcessHandle.current().pid() + "-old");
            Path existing = Files.exists(folder) ? folder : old;
            assertThat(Files.readAllBytes(existing.resolve("result.json")))
                    .isEqualTo(Files.readAllBytes(existing.resolve("images/map.svg")));
            RunFolder.write(folder, Map.of("result.json", NEW));
            assertThat(Files.readString(folder.resolve("result.json"))).isEqualTo("the new text");
        }
    }
}
