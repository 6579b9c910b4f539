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

/** What is left of the folder of a run where the power goes. */
class DurableRunsTest {

    private static final byte[] OLD = "old".getBytes();
    private static final byte[] NEW = "the new text".getBytes();

    @TempDir
    private Path temp;

    private LossyDisk disk() throws IOException {
        return new LossyDisk(Files.createTempDirectory(temp, "disk"));
    }

    @Test
    void theOldFolderIsPutBackWhereTheNewOneCannotBeMoved() throws IOException {
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

    /** Killed anywhere, the folder of a run is the old one or the new one, or lies whole beside its place. */
    @Test
    void noFolderOfARunIsEverHalfThere() throws IOException {
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
                // looks at what is left
            }
            disk.restart(1);
            Path old = disk.path(".run-" + ProcessHandle.current().pid() + "-old");
            Path there = Files.exists(folder) ? folder : old;
            assertThat(Files.readAllBytes(there.resolve("result.json")))
                    .isEqualTo(Files.readAllBytes(there.resolve("images/map.svg")));
            RunFolder.write(folder, Map.of("result.json", NEW));
            assertThat(Files.readString(folder.resolve("result.json"))).isEqualTo("the new text");
        }
    }
}
