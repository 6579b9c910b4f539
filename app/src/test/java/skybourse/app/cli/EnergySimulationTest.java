package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code simulate} of markets with links given as numbers, energy models or batteries. */
class EnergySimulationTest {

    @TempDir
    private Path temp;

    private String simulate(Path folder, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("simulate"));
        arguments.addAll(List.of(more));
        Ran ran = Ran.of(arguments.toArray());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(folder.resolve("digests.txt")).exists();
        return ran.out();
    }

    private static String example(String name) {
        return "examples/" + name + ".yaml";
    }

    /** A verified folder can be continued, and is then equal to that of an uninterrupted simulation. */
    @ParameterizedTest
    @ValueSource(strings = {"explicit-links", "energy-dvfs"})
    void explicitLinksAreVerifiedAndContinued(String name) throws IOException {
        Path once = temp.resolve("once");
        Path twice = temp.resolve("twice");
        simulate(once, example(name), "--slots", 6, "--out", once);
        simulate(twice, example(name), "--slots", 4, "--out", twice);
        assertThat(Files.readString(once.resolve("scenario.yaml"))).doesNotContain("\n  channel:");
        assertThat(Ran.of("verify", twice).out()).contains("Verified: all files are identical.");
        simulate(twice, "--continue", twice, "--slots", 6);
        assertThat(twice.resolve("digests.txt")).hasSameTextualContentAs(once.resolve("digests.txt"));
    }
}
