package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVM options of the launcher: plain for small work, vectors for large work, measuring commands on demand. */
class LauncherFlagsTest extends LauncherProject {

    private static final String PLAIN =
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn24m -XX:CompileThresholdScaling=2";
    private static final String SHORT = PLAIN.replace("=2", "=8");
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private String flags(String... arguments) throws IOException, InterruptedException {
        return run(arguments).out().replaceAll("java (.*) --enable-native.*\n", "$1");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "run small.yaml",
                "solve small.yaml --json",
                "audit",
                "no-command",
                "simulate few.yaml",
                "simulate few.yaml --slots 60",
                "simulate --slots=100"
            })
    void smallWorkUsesPlainFlags(String line) throws IOException, InterruptedException {
        Files.writeString(project.resolve("small.yaml"), "x".repeat(65_536));
        Files.writeString(project.resolve("few.yaml"), "x".repeat(16_384));
        assertThat(flags(line.split(" "))).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "train --help", "--version", "check-receipt receipt.json --key key.pub"})
    void shortCommandsCompileLess(String line) throws IOException, InterruptedException {
        assertThat(flags(line.split(" "))).isEqualTo(SHORT);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run large.yaml",
                "solve --json large.yaml",
                "train",
                "sweep small.yaml",
                "reproduce --quick",
                "audit --markets 1000",
                "audit --round",
                "audit --over-time",
                "simulate --continue out/long",
                "simulate --slots 101",
                "simulate --slots=1e3",
                "simulate many.yaml --slots 10"
            })
    void largeWorkUsesVectorModule(String line) throws IOException, InterruptedException {
        Files.writeString(project.resolve("large.yaml"), "x".repeat(65_537));
        Files.writeString(project.resolve("many.yaml"), "x".repeat(16_385));
        Files.createDirectories(project.resolve("paper/src/main"));
        Files.writeString(project.resolve("paper/libraries.xml"), "");
        Files.writeString(
                Files.createDirectories(project.resolve("target/quick")).resolve("paper"), "");
        assertThat(flags(line.split(" "))).isEqualTo(VECTORS);
    }

    /** A collector in the user's options would contradict the one for small work. */
    @Test
    void userOptionsReplacePlainFlags() throws IOException, InterruptedException {
        Ended ended = ended(List.of(
                "env",
                "SKYBOURSE_JAVA_OPTS=-Xmx1g",
                project.resolve("skybourse").toString(),
                "run"));
        assertThat(ended.out()).startsWith("java " + VECTORS).contains(" -Xmx1g ");
    }

    /** Writes a JDK that archives classes, runs more commands, and prints output that must not appear. */
    private void jdkThatArchivesClasses(String more) throws IOException {
        script(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                for a; do
                  case "$a" in
                    -XX:DumpLoadedClassList=*) printf 'a/Class id: 7\\n@cp a/Class 3\\n' >"${a#*=}"; echo loud; exit;;
                    -XX:SharedClassListFile=*) list=${a#*=};;
                    -XX:SharedArchiveFile=*) kept=${a#*=};;
                  esac
                  last=$a
                done
                case "$*" in
                  *-Xshare:dump*) cp "$list" "$kept"; echo loud; %s exit;;
                esac
                echo "java $*"
                """.formatted(more));
    }

    private String archiveFlags() {
        return PLAIN + " -Xlog:disable -XX:SharedArchiveFile=" + project.resolve("target/quick/running.jsa");
    }

    /** Java silently ignores an archive of a jar at another path, which makes every start slow. */
    @Test
    void movedCheckoutArchivesClassesAgain() throws IOException, InterruptedException {
        jdkThatArchivesClasses("");
        run("run");
        assertThat(flags("run")).isEqualTo(archiveFlags());
        project = Files.move(project, folder.resolve("moved here"));
        assertThat(flags("run")).isEqualTo(PLAIN);
        assertThat(flags("run")).isEqualTo(archiveFlags());
    }

    /** A jar that is replaced while its classes are archived: by another jar, or by a copy with another time. */
    @ParameterizedTest
    @ValueSource(strings = {"echo other >\"$jar\"", "touch -d 2020-01-01 \"$jar\""})
    void doesNotArchiveClassesOfReplacedJar(String replaced) throws IOException, InterruptedException {
        jdkThatArchivesClasses("jar=" + project.resolve("target/quick/running.jar") + "; " + replaced + ";");
        assertThat(flags("run")).isEqualTo(PLAIN);
        assertThat(project.resolve("target/quick/running.jsa")).doesNotExist();
        jdkThatArchivesClasses("");
        assertThat(flags("run")).isEqualTo(PLAIN);
        assertThat(flags("run")).isEqualTo(archiveFlags());
        Files.writeString(project.resolve("target/quick/running.jar"), "a third");
        assertThat(flags("run")).as("replaced manually").isEqualTo(PLAIN);
    }

    @Test
    void passesProjectFolderToProgram() throws IOException, InterruptedException {
        assertThat(run("import").out()).contains(" -Dskybourse.home=" + project + " ");
        assertThat(run("run").out()).contains(" -Dskybourse.home=" + project + " ");
    }

    @Test
    void firstSmallCommandArchivesClassesForNext() throws IOException, InterruptedException {
        jdkThatArchivesClasses("");
        assertThat(flags("run")).isEqualTo(PLAIN);
        String archived = archiveFlags();
        assertThat(flags("run")).isEqualTo(archived);
        assertThat(project.resolve("target/quick/running.jsa")).hasContent("a/Class\na/Class\na/Class");
        assertThat(flags("train")).isEqualTo(VECTORS);
        assertThat(project.resolve("target/quick/run")).doesNotExist();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.2\"\n");
        assertThat(flags("run")).as("another JDK").isEqualTo(PLAIN);
        assertThat(flags("run")).isEqualTo(archived);
        change(SOURCE, LATER);
        assertThat(flags("run")).as("another program").isEqualTo(PLAIN);
    }

    /** Measuring commands are compiled when they are requested, again after changes, and by no other command. */
    @Test
    void measuringCommandsAreCompiledOnDemand() throws IOException, InterruptedException {
        Path source = project.resolve("benchmarks/src/commands/java/Source.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "");
        script(folder.resolve("jdk/bin/javac"), """
                #!/bin/sh
                echo "$*" >>"%1$s/javac"
                if [ -f "%1$s/broken" ]; then echo "Source.java:1: no semicolon" >&2; exit 1; fi
                mkdir -p "%2$s/target/quick/measuring"
                """.formatted(folder, project));
        assertThat(run("solve").out()).doesNotContain("measuring");
        assertThat(folder.resolve("javac")).doesNotExist();
        String running = project.resolve("target/quick/running.jar").toString();
        String with = "-cp " + running + ":" + project.resolve("target/quick/measuring") + " skybourse.app.cli.Main ";
        assertThat(run("bench", "tier1").out()).endsWith(with + "bench tier1\n");
        assertThat(run("help", "soundness").out()).endsWith(with + "help soundness\n");
        assertThat(Files.readString(folder.resolve("javac")))
                .hasLineCount(1)
                .contains("-cp " + running, source.toString());
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse(LATER)));
        Files.createFile(folder.resolve("broken"));
        Ended broken = run("soundness");
        assertThat(broken.code()).isOne();
        assertThat(broken.err()).contains("no semicolon", "skybourse: the build failed");
    }

    /** Java's warning about the vector module would precede every error. */
    @Test
    @Timeout(600)
    void removesWarningAboutVectorModule() throws IOException, InterruptedException {
        script(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                case "$*" in *--add-modules=*) echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2;; esac
                printf 'skybourse: wrong\n50 %%' >&2
                exit 2
                """);
        for (String command : List.of("train", "run")) {
            Ended ended = run(command, "--wrong");
            while (!Files.readString(folder.resolve("err")).endsWith("50 %")) {
                Thread.sleep(10); // the process that forwards the error stream may end after the program
            }
            assertThat(ended.code()).isEqualTo(2);
            assertThat(folder.resolve("err"))
                    .content()
                    .doesNotContain("incubator")
                    .endsWith("skybourse: wrong\n50 %");
        }
        assertThat(project.resolve("target").toFile().list()).noneMatch(name -> name.startsWith(".err-"));
    }
}
