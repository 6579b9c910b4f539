package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.numeric.VectorModule;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.scenario.ScenarioText;
import skybourse.testing.Sources;

/** Programs that were started without {@code --add-modules=jdk.incubator.vector}. */
class VectorModuleTest {

    @TempDir
    private Path folder;

    private int code;

    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        String out;
        try (InputStream stream = process.getInputStream()) {
            out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        code = process.waitFor();
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench learning", "train --learner ppo --market narrow-3x2 --epochs 1 --seeds 1 --out "})
    void whatTrainsSaysInOneSentenceWhatItNeedsAndEndsWithThree(String command)
            throws IOException, InterruptedException {
        String out = run(Stream.concat(
                        Stream.of("--enable-native-access=ALL-UNNAMED", "skybourse.app.cli.Main"),
                        Arrays.stream(
                                (command + (command.startsWith("train") ? folder.resolve("models") : "")).split(" ")))
                .toList());
        assertThat(out).isEmpty();
        assertThat(Files.readString(folder.resolve("err")))
                .isEqualTo("skybourse: " + VectorModule.MISSING
                        + "\nHint: start the program with the launcher ./skybourse.\n");
        assertThat(code).isEqualTo(3);
        assertThat(folder.resolve("models")).as("nothing half-written").doesNotExist();
    }

    /** From a market that leaves a block half empty to one of many blocks. */
    @Test
    void pricesAreTheSameBytesWithoutTheModule() throws IOException, InterruptedException {
        List<String> without = new ArrayList<>(List.of("skybourse.app.cli.CommandLines"));
        List<String> with = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", without.getFirst()));
        for (int agents : new int[] {3, 20, 100}) {
            Path file = folder.resolve(agents + ".yaml");
            var drawn = ScenarioSampler.standard(new ScenarioSampler.Counts(agents, 2, 3, 2))
                    .sample("drawn", 5);
            Files.writeString(file, ScenarioText.writeYaml(drawn));
            without.add("solve " + file + " --json");
            with.add("solve " + file + " --json");
        }
        String said = run(without);
        assertThat(said.lines().filter("= 0"::equals)).hasSize(3);
        assertThat(run(with)).isEqualTo(said).contains("pricePerBit");
    }

    @Test
    void aProgramThatTrainsWithTheLibraryIsToldTheSameEachTime() throws IOException, InterruptedException {
        assertThat(run(List.of(WithoutVectors.class.getName())).lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).endsWith(": " + VectorModule.MISSING));
    }

    /** Where a program may come in, whoever calls vectors asks for the module first. */
    @Test
    void whoeverCallsAClassThatUsesVectorsAsksForTheModule() {
        JavaClasses library = Sources.mainClasses();
        List<String> silent = library.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && isAWayIn(type)
                        && type.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> isVector(call.getTargetOwner()) || usesVectors(call.getTargetOwner()))
                        && !type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use -> use.getTargetClass().isEquivalentTo(VectorModule.class)))
                .map(JavaClass::getName)
                .toList();
        assertThat(library.stream().filter(VectorModuleTest::usesVectors)).hasSizeGreaterThan(5);
        assertThat(silent).isEmpty();
    }

    private static boolean isAWayIn(JavaClass type) {
        return type.getConstructors().stream()
                        .anyMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC))
                || type.getMethods().stream()
                        .anyMatch(method ->
                                method.getModifiers().containsAll(List.of(JavaModifier.PUBLIC, JavaModifier.STATIC)));
    }

    private static boolean usesVectors(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream().anyMatch(use -> isVector(use.getTargetClass()));
    }

    private static boolean isVector(JavaClass type) {
        return type.getPackageName().equals("jdk.incubator.vector");
    }
}
