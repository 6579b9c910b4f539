package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.cli.Ran;

/** The rounds of real requests of an experiment equal those that {@code import} produces from shipped data. */
class RealRoundsTest {

    @TempDir
    private Path temp;

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void commandInHeaderReproducesRound(int round) throws IOException {
        byte[] shipped = Experiments.round(round);
        String first = new String(shipped, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(first).startsWith("# Made by: ./skybourse import --sites examples/data/");
        List<Object> words =
                new ArrayList<>(List.of(first.substring(first.indexOf("import")).split(" ")));
        Path again = temp.resolve("again.yaml");
        words.addAll(List.of("--out", again));
        assertThat(Ran.of(words.toArray()).code()).isZero();
        assertThat(Files.readAllBytes(again)).isEqualTo(shipped);
    }
}
