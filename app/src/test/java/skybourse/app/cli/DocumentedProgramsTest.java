package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java programs that pages print compile and run as printed; the printed plugins are built and used by the printed commands. */
class DocumentedProgramsTest {

    private static final Path GUIDES = Path.of("docs", "guides");
    private static final Path LIBRARY = GUIDES.resolve("use-the-library.md");
    private static final Path PLUGIN = GUIDES.resolve("write-a-plugin.md");
    private static final Path PROJECT = Path.of("outside", "src", "main");
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern OUTPUT = Pattern.compile("(?ms)^```\n\n(?:[^\n`]+:\n\n)?```\n(.*?)^```$");
    private static final Pattern SERVICE = Pattern.compile("(?m)^\\| `(skybourse\\.[\\w.]+)` \\| `(\\S+)` \\|$");

    @TempDir
    private Path folder;

    private static List<Path> pages() throws IOException {
        try (Stream<Path> guides = Files.list(GUIDES)) {
            return Stream.concat(Stream.of(Path.of("README.md")), guides.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** Returns what is wrong with the programs of a page. */
    private List<String> complaints(String page) throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (DocumentedProgram program : DocumentedProgram.of(page)) {
            complaints.addAll(program.complaints(Files.createTempDirectory(folder, "program")));
        }
        return complaints;
    }

    @Tag("slow")
    @Test
    void everyProgramCompilesAndPrintsDocumentedOutput() throws IOException, InterruptedException {
        for (Path page : pages()) {
            assertThat(complaints(Files.readString(page))).as(page.toString()).isEmpty();
        }
        assertThat(DocumentedProgram.of(Files.readString(LIBRARY)))
                .extracting(DocumentedProgram::name)
                .containsExactly("OneRound", "OtherRules", "ThreeSlots");
    }

    /** Alters a program of the page by one defect at a time. */
    @Tag("slow")
    @Test
    void findsOneDefectPerAlteredProgram() throws IOException, InterruptedException {
        String text = Files.readString(LIBRARY);
        String page = text.substring(text.indexOf("## Simulate a market"));
        assertThat(complaints(page)).isEmpty();
        String imported = "import skybourse.round.simulation.Simulation;";
        Map<String, String> defects = Map.of(
                "market.play()",
                "market.advance()",
                imported + "\n",
                "",
                imported,
                imported + "\nimport skybourse.round.motion.Motion;",
                "public final class ThreeSlots {",
                "",
                "i < 3",
                "i < 2",
                "slot 2: ",
                "slot 3: ",
                "```\nslot 0",
                "```text\nslot 0",
                "{\n            SlotResult",
                "{\n            Integer.parseInt(\"x\");\n            SlotResult");
        for (Map.Entry<String, String> defect : defects.entrySet()) {
            assertThat(page).contains(defect.getKey());
            assertThat(complaints(page.replace(defect.getKey(), defect.getValue())))
                    .as(defect.toString())
                    .hasSize(1);
        }
    }

    /** Returns the lines of {@code META-INF/services} that the page lists, by file. */
    private static Map<String, String> services(String page) {
        return SERVICE.matcher(page)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2) + "\n", (a, b) -> a, TreeMap::new));
    }

    @Test
    void folderOutsideEqualsProgramsOfPluginPage() throws IOException {
        String page = Files.readString(PLUGIN);
        List<DocumentedProgram> programs = DocumentedProgram.of(page);
        assertThat(programs).hasSize(3);
        for (DocumentedProgram program : programs) {
            assertThat(PROJECT.resolve("java").resolve(program.name().replace('.', '/') + ".java"))
                    .hasContent(program.source());
        }
        Path services = PROJECT.resolve("resources/META-INF/services");
        try (Stream<Path> files = Files.list(services)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(services(page).keySet());
        }
        services(page)
                .forEach((file, line) -> assertThat(services.resolve(file)).hasContent(line));
    }

    /** All commands of the page, in a folder that contains only what the page prints, the examples and the program. */
    @Tag("slow")
    @Test
    void commandsOfPluginPageBuildAndUsePlugins() throws IOException, InterruptedException {
        String page = Files.readString(PLUGIN);
        for (DocumentedProgram program : DocumentedProgram.of(page)) {
            program.write(folder.resolve(PROJECT).resolve("java"));
        }
        Path services = Files.createDirectories(folder.resolve(PROJECT).resolve("resources/META-INF/services"));
        for (Map.Entry<String, String> service : services(page).entrySet()) {
            Files.writeString(services.resolve(service.getKey()), service.getValue());
        }
        Path examples = Files.createSymbolicLink(
                folder.resolve("examples"), Path.of("examples").toAbsolutePath());
        writeProgram();
        String printed =
                bash(SHELL.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining()));
        Files.delete(examples);
        List<String> shown = OUTPUT.matcher(page)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        assertThat(shown).hasSize(3);
        assertThat(printed.lines()).containsAll(shown);
        assertThat(folder.resolve("out/car.yaml")).exists();
    }

    /** Writes a launcher whose {@code build} does nothing, and a jar with the class path of this process. */
    private void writeProgram() throws IOException {
        Path launcher = folder.resolve("skybourse");
        Files.writeString(launcher, """
                #!/bin/sh
                [ "$1" = build ] || exec java -XX:TieredStopAtLevel=1 -cp target/skybourse-all.jar skybourse.app.cli.Main "$@"
                """);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = Files.createDirectories(folder.resolve("target")).resolve("skybourse-all.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private String bash(String commands) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-euc", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, bin) -> bin + File.pathSeparator + path);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
