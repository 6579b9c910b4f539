package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.command.ExitCode;

/** The launcher of a release archive, in a folder like an unpacked archive, on a machine that has no command but {@code sh}. */
class ArchiveLauncherTest {

    private record Ended(int code, String out, String err) {}

    private static final String HERE = "In a source checkout only:";
    private static final String PLAINLY = "java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn24m ";
    private static final String VECTORS = "java --add-modules=jdk.incubator.vector --enable-native-access";
    private static final String STORED = "-Xlog:disable -XX:SharedArchiveFile=";

    @TempDir
    private Path folder;

    private Path unpacked;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = folder.toRealPath().resolve("un packed");
        LauncherProject.script(unpacked.resolve("skybourse"), Files.readString(Path.of("launcher/skybourse")));
        Files.createDirectories(unpacked.resolve("lib"));
        Files.copy(Path.of("launcher/start.sh"), unpacked.resolve("lib/start.sh"));
        Files.writeString(unpacked.resolve("lib/skybourse.jsa"), "classes");
        Files.writeString(unpacked.resolve("lib/skybourse.jsa.made-of"), release("25.0.1"));
        jdk(folder.resolve("jdk"), "25.0.1");
    }

    private static String release(String version) {
        return "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n";
    }

    private static void jdk(Path home, String version) throws IOException {
        LauncherProject.script(home.resolve("bin/java"), "#!/bin/sh\necho \"java $*\"\n");
        Files.writeString(home.resolve("release"), release(version));
    }

    private Ended run(String... words) throws IOException, InterruptedException {
        return run(Map.of("SKYBOURSE_JAVA_HOME", folder.resolve("jdk").toString()), words);
    }

    private Ended run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", unpacked.resolve("skybourse").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", folder.resolve("none").toString(), "HOME", folder.toString()));
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("err").toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }

    private static List<String> names(String section) {
        return Pattern.compile("(?m)^  ([a-z-]+) ")
                .matcher(section)
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    @Test
    void commandsThatNeedASourceCheckoutAreThoseOfTheHelp() throws IOException, InterruptedException {
        String help = Ran.of("--help").out();
        String commands = help.substring(help.indexOf("\nMarkets:"), help.indexOf("\nHelp:"));
        List<String> absent = names(commands.substring(commands.indexOf(HERE)));
        List<String> present = names(commands.substring(0, commands.indexOf(HERE)));
        assertThat(absent).contains("bench", "build", "spark").hasSize(8);
        assertThat(present).contains("run", "serve", "reproduce");
        for (String name : absent) {
            for (String[] words : new String[][] {{name}, {name, "--help"}, {"help", name}}) {
                assertAbsent(name, run(words));
            }
        }
        for (String name : present) {
            assertThat(run(name).out()).startsWith("java ").endsWith(" skybourse.app.cli.Main " + name + "\n");
        }
    }

    private static void assertAbsent(String name, Ended ended) {
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("skybourse: " + name + ": ")
                .contains("source checkout", "\nHint: ")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--engine spark", "--engine=spark"})
    void sparkNeedsASourceCheckout(String option) throws IOException, InterruptedException {
        assertAbsent("--engine spark", run(("sweep spec.yaml " + option).split(" ")));
    }

    @Test
    void parquetNeedsASourceCheckout() throws IOException, InterruptedException {
        assertAbsent("--parquet", run("sweep", "spec.yaml", "--parquet"));
        Files.createDirectories(folder.resolve("made"));
        assertThat(run("verify", "made").code()).isZero();
        Files.createFile(folder.resolve("made/rows.parquet"));
        assertAbsent("verify of a result with --parquet", run("verify", "made"));
    }

    @Test
    void theProgramIsToldWhereItLiesAndGetsItsParts() throws IOException, InterruptedException {
        String lib = unpacked.resolve("lib").toString();
        String program = " -Dskybourse.home=" + unpacked + " -cp " + lib + "/skybourse.jar";
        assertThat(run("run").out()).startsWith(PLAINLY).endsWith(program + " skybourse.app.cli.Main run\n");
        assertThat(run("serve").out())
                .startsWith(VECTORS)
                .contains(program + ":" + lib + "/server/skybourse-server.jar skybourse");
        assertThat(run("reproduce").out()).contains(program + ":" + lib + "/paper/skybourse-paper.jar skybourse");
        assertThat(run("serve", "--help").out()).contains(program + " skybourse");
        assertThat(run("run").err()).isEmpty();
    }

    @Test
    void aFileOfUnknownSizeIsLargeWork() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("small.yaml"), "x");
        assertThat(run("run", "small.yaml").out()).startsWith(VECTORS);
        assertThat(run(
                                Map.of(
                                        "SKYBOURSE_JAVA_HOME",
                                        folder.resolve("jdk").toString(),
                                        "PATH",
                                        System.getenv("PATH")),
                                "run",
                                "small.yaml")
                        .out())
                .startsWith(PLAINLY);
    }

    /** The JDK of the note beside the classes is that of the builder. */
    @Test
    void storedClassesAreUsedWithTheJdkOfWhichTheyWereStored() throws IOException, InterruptedException {
        var withCommands =
                Map.of("SKYBOURSE_JAVA_HOME", folder.resolve("jdk").toString(), "PATH", System.getenv("PATH"));
        assertThat(run(withCommands, "run").out()).contains(STORED + unpacked.resolve("lib/skybourse.jsa"));
        Files.writeString(unpacked.resolve("lib/skybourse.jsa.made-of"), release("25.0.2"));
        assertThat(run("run").out()).as("the virtual machine compares").contains(STORED);
        assertThat(run(withCommands, "run").out()).doesNotContain(STORED);
        Path lock = unpacked.resolve("lib/.lock"); // held while the classes of this JDK are stored
        assertThat(new ProcessBuilder("flock", lock.toString(), "true").start().waitFor())
                .isZero();
    }

    @Test
    void aRuntimeOfTheArchiveComesFirst() throws IOException, InterruptedException {
        jdk(unpacked.resolve("runtime"), "25.0.2");
        LauncherProject.script(unpacked.resolve("runtime/bin/java"), "#!/bin/sh\necho \"java of the archive $*\"\n");
        assertThat(run("run").out()).startsWith("java of the archive ").contains(STORED);
    }

    @Test
    void aMachineWithoutJavaIsToldSo() throws IOException, InterruptedException {
        jdk(folder.resolve("jdk"), "21.0.1");
        assertThat(unpacked.resolve("lib/start.sh")).content().contains(" /usr/lib/jvm/* /opt/jdk* ");
        String start = Files.readString(unpacked.resolve("lib/start.sh"));
        Files.writeString(unpacked.resolve("lib/start.sh"), start.replace(" /usr/lib/jvm/* /opt/jdk* ", " "));
        Ended ended = run("run");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .startsWith("skybourse: no JDK or JRE 25 or newer was found\nHint: ")
                .contains("jdk.incubator.vector")
                .hasLineCount(2);
    }

    @Test
    void javaOnThePathIsFoundLast() throws IOException, InterruptedException {
        String start = Files.readString(unpacked.resolve("lib/start.sh"));
        Files.writeString(unpacked.resolve("lib/start.sh"), start.replace(" /usr/lib/jvm/* /opt/jdk* ", " "));
        Map<String, String> itself = Map.of("PATH", folder.resolve("jdk/bin").toString());
        assertThat(run(itself, "run").out()).startsWith(PLAINLY);
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/java"), folder.resolve("jdk/bin/java"));
        Map<String, String> link = Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        assertThat(run(link, "run").out()).startsWith(PLAINLY);
        Map<String, String> withoutReadlink =
                Map.of("PATH", folder.resolve("bin").toString());
        assertThat(run(withoutReadlink, "run").code()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL, C, C.UTF-8",
        "LC_ALL, de_DE.UTF-8, de_DE.UTF-8",
        "LANG, en_US.utf8, ''",
        "LANG, C, C.UTF-8",
        "NONE, '', C.UTF-8"
    })
    void fileNamesAreUtf8WithoutTheCommandLocale(String name, String value, String expected)
            throws IOException, InterruptedException {
        LauncherProject.script(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho \"${LC_ALL:-}\"\n");
        var environment = Map.of("SKYBOURSE_JAVA_HOME", folder.resolve("jdk").toString(), name, value);
        assertThat(run(environment, "run").out()).isEqualTo(expected + "\n");
    }

    @Test
    void aLinkToTheLauncherNeedsReadlink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), unpacked.resolve("skybourse"));
        Path real = unpacked;
        unpacked = Files.createDirectories(folder.resolve("elsewhere"));
        Files.move(link, unpacked.resolve("skybourse"));
        assertThat(run("run").code()).isEqualTo(3);
        Map<String, String> environment =
                Map.of("SKYBOURSE_JAVA_HOME", folder.resolve("jdk").toString(), "PATH", System.getenv("PATH"));
        assertThat(run(environment, "run").out()).contains("-Dskybourse.home=" + real + " ");
    }
}
