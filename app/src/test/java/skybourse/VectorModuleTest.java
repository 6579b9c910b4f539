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
import org.junit.jupiter.api.Tag;
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
    void trainingWithoutModuleExitsWithThree(String command) throws IOException, InterruptedException {
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
        assertThat(folder.resolve("models")).as("no partial output").doesNotExist();
    }

    /** Markets from one partly filled block to many blocks. */
    @Tag("slow")
    @Test
    void pricesAreIdenticalWithoutModule() throws IOException, InterruptedException {
        List<String> without = new ArrayList<>(List.of("skybourse.app.cli.CommandLines"));
        List<String> with = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", without.getFirst()));
        for (int agents : new int[] {3, 20, 100}) {
            Path file = folder.resolve(agents + ".yaml");
            var scenario = ScenarioSampler.standard(new ScenarioSampler.Counts(agents, 2, 3, 2))
                    .sample("drawn", 5);
            Files.writeString(file, ScenarioText.writeYaml(scenario));
            without.add("solve " + file + " --json");
            with.add("solve " + file + " --json");
        }
        String printed = run(without);
        assertThat(printed.lines().filter("= 0"::equals)).hasSize(3);
        assertThat(run(with)).isEqualTo(printed).contains("pricePerBit");
    }

    @Test
    void noisyStatesAreIdenticalWithoutModule() throws IOException, InterruptedException {
        String name = NoisyStates.class.getName();
        String without = run(List.of("--enable-native-access=ALL-UNNAMED", name));
        assertThat(without.lines()).hasSize(NoisyStates.LANES);
        assertThat(run(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", name)))
                .isEqualTo(without);
    }

    @Test
    void eachUseOfVectorsReportsMissingModule() throws IOException, InterruptedException {
        assertThat(run(List.of(WithoutVectors.class.getName())).lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).endsWith(": " + VectorModule.MISSING));
    }

    /** Each public class with a public constructor or static method that calls vector code checks for the module. */
    @Tag("slow")
    @Test
    void publicEntryPointsCheckForModule() {
        JavaClasses library = Sources.mainClasses();
        List<String> unchecked = library.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && isEntryPoint(type)
                        && type.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> isVector(call.getTargetOwner()) || usesVectors(call.getTargetOwner()))
                        && !type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use -> use.getTargetClass().isEquivalentTo(VectorModule.class)))
                .map(JavaClass::getName)
                .toList();
        assertThat(library.stream().filter(VectorModuleTest::usesVectors)).hasSizeGreaterThan(5);
        assertThat(unchecked).isEmpty();
    }

    private static boolean isEntryPoint(JavaClass type) {
        return type.getConstructors().stream()
                        .anyMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
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
