package skybourse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class OpenDataTest {

    @TempDir
    private Path folder;

    @Test
    void findsFilesOnlyInGivenFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("far.csv"));
        assertThat(OpenData.path("far.csv", folder.toString())).isEqualTo(file);
        for (String place : new String[] {"", folder.resolve("none").toString()}) {
            assertThatThrownBy(() -> OpenData.path("far.csv", place))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining("SKYBOURSE_DATA must name a folder of open data that holds far.csv");
        }
    }
}
