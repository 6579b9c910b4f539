package skybourse.app.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher {@code skybourse} in a folder of its own, with a Maven and a JDK that only note what they are asked. */
class LauncherTest {

    private record Ended(int code, String out, String err) {}

    private static final String LONG_AGO = "2020-01-01T00:00:00Z";
    private static final String LATER = "2100-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void aProjectThatWasNeverBuilt() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        Files.createDirectories(project.resolve("src/main"));
        Files.createDirectories(project.resolve("docs"));
        Files.createDirectories(project.resolve("examples"));
        Files.createDirectories(project.resolve("spark"));
        Files.writeString(project.resolve("src/main/Source.java"), "");
        Files.writeString(project.resolve("docs/scenario.schema.json"), "");
        Files.writeString(project.resolve("pom.xml"), "");
        for (String source : List.of("src/main/Source.java", "src/main", "docs/scenario.schema.json", "pom.xml")) {
            change(source, LONG_AGO);
        }
        change("examples", LONG_AGO);
        Files.copy(Path.of("skybourse"), project.resolve("skybourse"));
        script(project.resolve("skybourse"), Files.readString(Path.of("skybourse")));
        script(project.resolve("spark/cluster"), "#!/bin/sh\necho \"cluster $*\"\n");
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        script(jdk.resolve("bin/java"), "#!/bin/sh\necho \"java $*\"\n");
        // as the manifest of a jar has it: no line is longer than 72 bytes
        script(jdk.resolve("bin/jar"), """
                #!/bin/sh
                mkdir -p META-INF
                printf 'Manifest-Version: 1.0\\r\\nClass-Path: libraries/one/a.jar libr\\r\\n aries/other/b.jar\\r\\nMain-Class: M\\r\\n' >META-INF/MANIFEST.MF
                """);
        script(folder.resolve("bin/mvn"), """
                #!/bin/sh
                echo "$*" >>"%1$s/asked"
                echo "[INFO] Downloading from central: https://example.org/a.jar"
                for n in $(seq 20); do echo "[INFO] Downloaded from central: https://example.org/$n.jar (1 kB)"; done
                echo "[INFO] --- compiler:3.16.0:compile (default-compile) @ skybourse ---"
                echo "[INFO] Tests run: 5, Failures: 0"
                if [ -f "%1$s/broken" ]; then echo "[ERROR] Source.java:1: no semicolon"; exit 7; fi
                mkdir -p "%2$s/target/quick" "%1$s/a repository/one" "%1$s/a repository/other"
                touch "%1$s/a repository/one/a.jar" "%1$s/a repository/other/b.jar"
                printf %%s "%1$s/a repository" >"%2$s/target/quick/repository"
                echo jar >"%2$s/target/quick/skybourse-0.2.0-SNAPSHOT.jar"
                echo jar >"%2$s/target/skybourse-0.2.0-SNAPSHOT-all.jar"
                """.formatted(folder, project));
    }

    private void change(String file, String when) throws IOException {
        Files.setLastModifiedTime(project.resolve(file), FileTime.from(Instant.parse(when)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("skybourse").toString()));
        command.addAll(List.of(arguments));
        return ended(command);
    }

    private Ended ended(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(project.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("SKYBOURSE_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("SKYBOURSE_JAVA_OPTS");
        builder.redirectError(folder.resolve("err").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        String out;
        try (InputStream stream = process.getInputStream()) {
            out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        int code = process.waitFor();
        if (Files.exists(project.resolve(
                "target/.lock-archive"))) { // classes are kept behind a command, until this lock is free
            new ProcessBuilder("flock", project.resolve("target/.lock-archive").toString(), "true")
                    .start()
                    .waitFor();
        }
        return new Ended(code, out, Files.readString(folder.resolve("err")));
    }

    private List<String> asked() throws IOException {
        Path file = folder.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void theFirstStartSaysSizeAndTimeAndWhatItIsAtThenRunsTheProgram() throws IOException, InterruptedException {
        Ended ended = run("solve", "a b");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ")
                .endsWith("-jar " + project.resolve("target/quick/running.jar") + " solve a b\n");
        assertThat(ended.err())
                .contains("about 60 MB", "one to three minutes", "fetched 20 files", "compiling", "ready after");
        assertThat(ended.err().lines()).allMatch(line -> line.startsWith("skybourse: "));
    }

    @Test
    void onlyAChangedSourceIsCompiledAgain() throws IOException, InterruptedException {
        run("solve");
        assertThat(run("solve").err()).isEmpty();
        assertThat(asked()).hasSize(1).allMatch(arguments -> arguments.endsWith("-Dquick compile jar:jar"));
        change("src/main/Source.java", LATER);
        assertThat(run("solve").err()).contains("sources changed");
        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/a.jar", "other/b.jar"})
    void aLibraryThatIsGoneIsFetchedAgain(String library) throws IOException, InterruptedException {
        run("solve");
        Files.delete(folder.resolve("a repository").resolve(library));
        assertThat(run("solve").err()).contains("first start");
        assertThat(asked()).hasSize(2);
    }

    @Test
    void sourcesThatDoNotCompileEndWithMavensCodeAndAreCompiledAgainNextTime()
            throws IOException, InterruptedException {
        Files.createFile(folder.resolve("broken"));
        Ended ended = run("solve");
        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("[ERROR] Source.java:1: no semicolon", "the build failed");
        Files.delete(folder.resolve("broken"));
        assertThat(run("solve").code()).isZero();
        assertThat(asked()).hasSize(2);
    }

    @Test
    void buildMakesTheJarAndRunsNoTest() throws IOException, InterruptedException {
        Ended ended = run("build");
        assertThat(ended.code()).isZero();
        assertThat(asked()).hasSize(1).allMatch(arguments -> arguments.endsWith("-Dmaven.test.skip=true package"));
        assertThat(ended.err()).contains("without tests", "made " + project.resolve("target"));
    }

    @Test
    void anArgumentThatBuildDoesNotKnowIsRefused() throws IOException, InterruptedException {
        Ended ended = run("build", "--halp");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("skybourse: --halp: ").contains("\nMaybe ");
        assertThat(asked()).isEmpty();
        assertThat(project.resolve("target")).doesNotExist();
    }

    @Test
    void whatTestsSayGoesToStandardOutput() throws IOException, InterruptedException {
        Ended ended = run("test", "-Dtest=One");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Tests run: 5").doesNotContain("Download");
        assertThat(asked().getFirst()).endsWith("verify -Dtest=One");
        Files.createFile(folder.resolve("broken"));
        Ended broken = run("test");
        assertThat(broken.code()).isEqualTo(7);
        assertThat(broken.out()).contains("[ERROR] Source.java:1: no semicolon");
    }

    /** With an empty repository there was nothing to read for minutes. */
    @Test
    void testsTellWhatIsFetchedAndWithWhichJdk() throws IOException, InterruptedException {
        String jdk = "JDK 25 in " + folder.resolve("jdk");
        assertThat(run("test").err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("testing with " + jdk, "about 120 MB"),
                        line -> assertThat(line).isEqualTo("skybourse:   fetched 20 files, the last 20.jar"));
        assertThat(run("solve").err()).contains("first start with " + jdk);
    }

    /** A machine whose folders of JDKs are empty: its apt knows the package or does not, its user may install or not. */
    private Ended withoutJdk(boolean root, boolean packaged) throws IOException, InterruptedException {
        Path machine = folder.resolve("machine");
        String launcher = Files.readString(Path.of("skybourse"));
        assertThat(launcher).contains(" /usr/lib/jvm/* /opt/jdk* ");
        script(
                project.resolve("skybourse"),
                launcher.replace(" /usr/lib/jvm/* /opt/jdk* ", " " + machine + "/jvm/* ")
                        .replace("/usr/bin/java", machine.resolve("java").toString()));
        script(folder.resolve("bin/id"), "#!/bin/sh\necho " + (root ? 0 : 1000) + "\n");
        script(folder.resolve("bin/apt-cache"), "#!/bin/sh\n" + (packaged ? "exit 0" : "exit 100") + "\n");
        script(folder.resolve("bin/apt-get"), """
                #!/bin/sh
                echo "$*" >>"%1$s/apt"
                case "$*" in
                  *--print-uris*) echo "'https://example.org/a.deb' a.deb 90000000 SHA256:0"; echo "'https://example.org/b.deb' b.deb 41000000 SHA256:1";;
                  install*) mkdir -p "%1$s/machine/jvm"; cp -r "%1$s/jdk" "%1$s/machine/jvm/java-25";;
                esac
                """.formatted(folder));
        return ended(List.of(
                "env", "-u", "SKYBOURSE_JAVA_HOME", "-u", "JAVA_HOME", "HOME=" + machine, "./skybourse", "run"));
    }

    @Test
    void aJdkIsInstalledWhereAptHasOne() throws IOException, InterruptedException {
        Ended ended = withoutJdk(true, true);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err())
                .contains("installing openjdk-25-jdk-headless with apt-get: 2 packages, 131 MB")
                .contains("first start with JDK 25 in " + folder.resolve("machine/jvm/java-25"));
    }

    @Test
    void aPackageThatIsThereIsAdvisedToWhoMayNotInstallIt() throws IOException, InterruptedException {
        Ended ended = withoutJdk(false, true);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .startsWith("skybourse: needs JDK 25 or newer, and found none\nMaybe ")
                .contains("apt-get install openjdk-25-jdk-headless");
        assertThat(folder.resolve("apt")).doesNotExist();
    }

    /** Debian 12: it has Maven 3.8 and no JDK 25. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noPackageIsAdvisedOrInstalledThatIsNotThere(boolean root) throws IOException, InterruptedException {
        Ended ended = withoutJdk(root, false);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .contains("\nMaybe SKYBOURSE_JAVA_HOME", "Debian 13")
                .doesNotContain("apt-get install");
        if (root) {
            assertThat(Files.readString(folder.resolve("apt"))).doesNotContain("install");
        }
        assertThat(asked()).isEmpty();
    }

    @Test
    void testsThatPassedMadeTheJarToo() throws IOException, InterruptedException {
        run("test");
        run("spark", "build");
        assertThat(asked()).as("after all tests").hasSize(1);
    }

    @Test
    void someTestsMakeNoJarThatCounts() throws IOException, InterruptedException {
        run("test", "-Dtest=One");
        run("spark", "build");
        assertThat(asked()).hasSize(2);
    }

    /** It was Maven's own help that was asked for, and a broken tree then counted as built. */
    @ParameterizedTest
    @ValueSource(strings = {"build", "test", "mvn", "spark"})
    void theLaunchersOwnCommandsExplainThemselvesWithoutABuild(String name) throws IOException, InterruptedException {
        Ended ended = run(name, "--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("Usage: ./skybourse " + name)
                .contains("\nExit codes:\n  0   ", "\nExamples:\n  ./skybourse " + name);
        assertThat(ended.out().lines()).allMatch(line -> line.length() <= HelpText.WIDTH);
        assertThat(run("help", name)).isEqualTo(ended);
        assertThat(asked()).isEmpty();
        assertThat(project.resolve("target")).doesNotExist();
    }

    @Test
    void mavenIsAskedForThisProjectUnlessAnotherIsNamed() throws IOException, InterruptedException {
        run("mvn", "validate");
        run("mvn", "-q", "-f", "benchmarks/pom.xml", "package");
        assertThat(asked())
                .containsExactly(
                        "-B -f " + project.resolve("pom.xml") + " -ntp validate",
                        "-B -ntp -q -f benchmarks/pom.xml package");
    }

    @Test
    void sparkNeedsTheJarWithAllLibrariesButNotToBeStopped() throws IOException, InterruptedException {
        assertThat(run("spark", "down").out()).isEqualTo("cluster down\n");
        assertThat(asked()).isEmpty();
        assertThat(run("spark", "up", "3").out()).isEqualTo("cluster up 3\n");
        assertThat(asked()).hasSize(1).allMatch(arguments -> arguments.endsWith("package"));
    }

    @Test
    void aTerminalIsToldToTheProgram() throws IOException, InterruptedException {
        assertThat(run("solve").out()).doesNotContain("skybourse.progress");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs the command script for a terminal");
        Ended inTerminal = ended(List.of("/usr/bin/script", "-qec", "./skybourse solve", "/dev/null"));
        assertThat(inTerminal.out()).contains("-Dskybourse.progress=true");
    }

    private static final String PLAINLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn24m";
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private String flags(String... arguments) throws IOException, InterruptedException {
        return run(arguments).out().replaceAll("java (.*) --sun-misc-unsafe.*\n", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "run",
                "run small.yaml",
                "solve small.yaml --json",
                "audit",
                "train --help",
                "no-command",
                "simulate small.yaml --slots 60",
                "simulate --slots=100"
            })
    void smallWorkIsDonePlainly(String line) throws IOException, InterruptedException {
        Files.writeString(project.resolve("small.yaml"), "x".repeat(65_536));
        assertThat(flags(line.split(" "))).isEqualTo(PLAINLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run large.yaml", "solve --json large.yaml", "train", "sweep small.yaml", "reproduce --quick",
                "audit --markets 1000", "audit --table", "simulate", "simulate --slots 101", "simulate --slots=1e3",
                "simulate large.yaml --slots 10"
            })
    void largeWorkIsDoneWithVectors(String line) throws IOException, InterruptedException {
        Files.writeString(project.resolve("large.yaml"), "x".repeat(65_537));
        assertThat(flags(line.split(" "))).isEqualTo(VECTORS);
    }

    /** A collector that is asked for by hand would contradict the one for small work. */
    @Test
    void optionsByHandLeaveTheMachineAsItIs() throws IOException, InterruptedException {
        Ended ended = ended(List.of(
                "env",
                "SKYBOURSE_JAVA_OPTS=-Xmx1g",
                project.resolve("skybourse").toString(),
                "run"));
        assertThat(ended.out()).startsWith("java " + VECTORS).contains(" -Xmx1g ");
    }

    @Test
    void classesAreKeptBehindTheFirstSmallCommandAndUsedByTheNext() throws IOException, InterruptedException {
        script(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                case "$*" in *ArchiveClassesAtExit=*) echo classes >"%1$s/target/quick/running.jsa.new"; mkdir "%1$s/target/quick/run"; echo loud; exit 0;; esac
                echo "java $*"
                """.formatted(project));
        assertThat(flags("run")).isEqualTo(PLAINLY);
        String kept = PLAINLY + " -Xlog:disable -XX:SharedArchiveFile=" + project.resolve("target/quick/running.jsa");
        assertThat(flags("run")).isEqualTo(kept);
        assertThat(flags("train")).isEqualTo(VECTORS);
        assertThat(project.resolve("target/quick/run")).doesNotExist();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.2\"\n");
        assertThat(flags("run")).as("another JDK").isEqualTo(PLAINLY);
        assertThat(flags("run")).isEqualTo(kept);
        change("src/main/Source.java", LATER);
        assertThat(flags("run")).as("another program").isEqualTo(PLAINLY);
    }
}
