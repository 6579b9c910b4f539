package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the launcher finds its dependencies, builds and reports progress. */
class LauncherTest extends LauncherProject {

    @Test
    void firstStartReportsProgressThenRunsProgram() throws IOException, InterruptedException {
        Ended ended = run("solve", "a b");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ")
                .endsWith("-cp " + project.resolve("target/quick/running.jar") + " skybourse.app.cli.Main solve a b\n");
        assertThat(ended.err())
                .contains("about 40 MB", "one to three minutes", "downloaded 20 files", "compiling app", "ready after");
        assertThat(ended.err().lines()).allMatch(line -> line.startsWith("skybourse: "));
    }

    @Test
    void recompilesOnlyChangedSources() throws IOException, InterruptedException {
        run("solve");
        assertThat(run("solve").err()).isEmpty();
        assertThat(asked()).hasSize(1).allMatch(arguments -> arguments.endsWith("-Dquick compile jar:jar"));
        change(SOURCE, LATER);
        assertThat(run("solve").err()).contains("sources changed");
        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/a.jar", "other/b.jar"})
    void fetchesMissingLibraryAgain(String library) throws IOException, InterruptedException {
        run("solve");
        Files.delete(folder.resolve("a repository").resolve(library));
        assertThat(run("solve").err()).contains("first start");
        assertThat(asked()).hasSize(2);
    }

    @Test
    void failedCompilationGivesMavensCodeAndIsRetried() throws IOException, InterruptedException {
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
    void buildCreatesJarAndArchivesWithoutTests() throws IOException, InterruptedException {
        for (String source : List.of("server/src/main", "server/src/commands", "paper/src/main")) {
            Files.createDirectories(project.resolve(source));
        }
        script(folder.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        Ended ended = run("build");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("archives\n");
        assertThat(asked().getFirst()).endsWith("-Dmaven.test.skip=true package");
        assertThat(asked().subList(1, asked().size()))
                .allMatch(arguments ->
                        arguments.matches(".*(-Dquick compile jar:jar|libraries.xml dependency:build-classpath .*)"));
        assertThat(ended.err()).contains("without tests", "made " + project.resolve("target"));
    }

    @Test
    void buildRejectsUnknownArgument() throws IOException, InterruptedException {
        Ended ended = run("build", "--halp");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("skybourse: --halp must not be given: ")
                .contains("\nHint: ");
        assertThat(asked()).isEmpty();
        assertThat(project.resolve("target")).doesNotExist();
    }

    @Test
    void testOutputGoesToStandardOutput() throws IOException, InterruptedException {
        Ended ended = run("test", "-Dtest=One");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Tests run: 5").doesNotContain("Download");
        assertThat(asked().getFirst()).endsWith("verify -Dtest=One");
        assertThat(run("test").code()).isZero();
        assertThat(asked().getLast()).contains("verify -DexcludedGroups=slow -Dcases.count=");
        assertThat(run("test", "--all").code()).isZero();
        assertThat(asked().getLast()).contains("verify").doesNotContain("excludedGroups", "cases.count");
        Files.createFile(folder.resolve("broken"));
        Ended broken = run("test");
        assertThat(broken.code()).isEqualTo(7);
        assertThat(broken.out()).contains("[ERROR] Source.java:1: no semicolon");
    }

    /** With an empty repository, downloads take minutes. */
    @Test
    void testReportsDownloadsAndJdk() throws IOException, InterruptedException {
        String jdk = "JDK 25 in " + folder.resolve("jdk");
        assertThat(run("test").err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("testing with " + jdk, "about 120 MB"),
                        line -> assertThat(line).isEqualTo("skybourse:   downloaded 20 files, the last is 20.jar"));
        assertThat(run("solve").err()).contains("first start with " + jdk);
    }

    private void replace(String file, String old, String replacement) throws IOException {
        String text = Files.readString(project.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(project.resolve(file), text.replace(old, replacement));
    }

    /** Runs the launcher on a machine without a JDK, with or without a package in apt and root rights. */
    private Ended withoutJdk(boolean root, boolean packaged) throws IOException, InterruptedException {
        Path machine = folder.resolve("machine");
        replace("launcher/start.sh", " /usr/lib/jvm/* /opt/jdk* ", " " + machine + "/jvm/* ");
        replace("launcher/start.sh", "$(command -v \"$1\")", "$(command -v absent)");
        replace("skybourse", "/usr/bin/java", machine.resolve("java").toString());
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
    void installsJdkFromApt() throws IOException, InterruptedException {
        Ended ended = withoutJdk(true, true);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err())
                .contains("installing openjdk-25-jdk-headless with apt-get: 2 packages, 131 MB")
                .contains("first start with JDK 25 in " + folder.resolve("machine/jvm/java-25"));
    }

    @Test
    void advisesPackageWithoutRootRights() throws IOException, InterruptedException {
        Ended ended = withoutJdk(false, true);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .startsWith("skybourse: no JDK 25 or newer was found\nHint: ")
                .contains("apt-get install openjdk-25-jdk-headless");
        assertThat(folder.resolve("apt")).doesNotExist();
    }

    /** Debian 12: it has Maven 3.8 and no JDK 25. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotAdviseMissingPackage(boolean root) throws IOException, InterruptedException {
        Ended ended = withoutJdk(root, false);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .contains("\nHint: set SKYBOURSE_JAVA_HOME", "Debian 13")
                .doesNotContain("apt-get install");
        if (root) {
            assertThat(Files.readString(folder.resolve("apt"))).doesNotContain("install");
        }
        assertThat(asked()).isEmpty();
    }

    @Test
    void fullTestRunAlsoBuildsJar() throws IOException, InterruptedException {
        run("test");
        run("spark", "build");
        assertThat(asked()).as("after all tests").hasSize(1);
    }

    @Test
    void partialTestRunDoesNotReplaceBuild() throws IOException, InterruptedException {
        run("test", "-Dtest=One");
        run("spark", "build");
        assertThat(asked()).hasSize(2);
    }

    /** {@code --help} must not reach Maven, whose success would mark a broken tree as built. */
    @ParameterizedTest
    @ValueSource(strings = {"build", "install", "python", "test", "mvn", "spark"})
    void launcherCommandsPrintHelpWithoutBuild(String name) throws IOException, InterruptedException {
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
    void mavenUsesThisProjectUnlessAnotherIsGiven() throws IOException, InterruptedException {
        run("mvn", "validate");
        run("mvn", "-q", "-f", "benchmarks/pom.xml", "package");
        assertThat(asked())
                .containsExactly(
                        "-B -f " + project.resolve("pom.xml") + " -ntp validate",
                        "-B -ntp -q -f benchmarks/pom.xml package");
    }

    @Test
    void sparkBuildsJarExceptToStop() throws IOException, InterruptedException {
        assertThat(run("spark", "down").out()).isEqualTo("cluster down\n");
        assertThat(asked()).isEmpty();
        assertThat(run("spark", "up", "3").out()).isEqualTo("cluster up 3\n");
        assertThat(asked()).hasSize(1).allMatch(arguments -> arguments.endsWith("package"));
    }

    @Test
    void passesTerminalToProgram() throws IOException, InterruptedException {
        assertThat(run("solve").out()).doesNotContain("skybourse.progress");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs the command script for a terminal");
        Ended inTerminal = ended(List.of("/usr/bin/script", "-qec", "./skybourse solve", "/dev/null"));
        assertThat(inTerminal.out()).contains("-Dskybourse.progress=true");
    }

    @Test
    void fetchesParquetLibrariesOnDemand() throws IOException, InterruptedException {
        Files.createDirectories(project.resolve("app/src/parquet"));
        run("sweep", "spec.yaml");
        assertThat(asked()).hasSize(1);
        run("sweep", "spec.yaml", "--parquet");
        assertThat(asked()).hasSize(2).last().asString().contains("app/parquet.xml dependency:build-classpath");
        Path library = Files.createFile(folder.resolve("a repository").resolve("p.jar"));
        Files.writeString(project.resolve("target/quick/parquet"), library.toString());
        Ended ended = run("sweep", "spec.yaml", "--parquet");
        assertThat(asked()).hasSize(2);
        assertThat(ended.out())
                .contains("-cp " + project.resolve("target/quick/running.jar") + ":"
                        + project.resolve("target/quick/parquet.classes") + ":" + library + " skybourse");
        Files.createDirectories(project.resolve("made"));
        assertThat(run("verify", "made").out()).doesNotContain(library.toString());
        Files.createFile(project.resolve("made/rows.parquet"));
        assertThat(run("verify", "made").out()).contains(library.toString());
        Files.delete(library);
        run("sweep", "spec.yaml", "--parquet");
        assertThat(asked()).hasSize(3);
    }

    /** Only the commands of the server use its libraries and classes. */
    @Test
    void serverCommandsFetchServerLibraries() throws IOException, InterruptedException {
        Files.createDirectories(project.resolve("server/src/main"));
        Files.createDirectories(project.resolve("server/src/commands"));
        Files.createDirectories(project.resolve("benchmarks/src/commands"));
        assertThat(run("solve").out()).doesNotContain("server");
        assertThat(asked()).hasSize(1);
        for (String[] words :
                new String[][] {{"serve", "--help"}, {"serve", "--open", "-h"}, {"help", "serve"}, {"backup", "--help"}
                }) {
            assertThat(run(words).out()).doesNotContain("server");
            assertThat(asked()).hasSize(1);
        }
        run("serve", "--open");
        assertThat(asked()).hasSize(2).last().asString().contains("server/libraries.xml dependency:build-classpath");
        Path library = Files.createFile(folder.resolve("a repository").resolve("h.jar"));
        Files.writeString(project.resolve("target/quick/server"), library.toString());
        for (String[] words : new String[][] {{"serve", "--open"}, {"bots", "x"}}) {
            assertThat(run(words).out())
                    .contains("-cp " + project.resolve("target/quick/running.jar") + ":"
                            + project.resolve("target/quick/server.classes") + ":"
                            + project.resolve("server/src/main/resources") + ":" + library + " skybourse");
        }
        assertThat(asked()).hasSize(2);
        assertThat(run("bench", "exchange", "--help").out()).contains(library.toString());
        assertThat(run("run", "serve").out()).doesNotContain(library.toString());
    }

    /** Only {@code reproduce} uses the libraries and classes of the paper. */
    @Test
    void reproduceFetchesPaperLibraries() throws IOException, InterruptedException {
        Files.createDirectories(project.resolve("paper/src/main"));
        for (String[] words :
                new String[][] {{"solve"}, {"reproduce", "--help"}, {"help", "reproduce"}, {"run", "reproduce"}}) {
            assertThat(run(words).out()).doesNotContain("paper");
            assertThat(asked()).hasSize(1);
        }
        run("reproduce", "--quick");
        assertThat(asked()).hasSize(2).last().asString().contains("paper/libraries.xml dependency:build-classpath");
        Path library = Files.createFile(folder.resolve("a repository").resolve("h.jar"));
        Files.writeString(project.resolve("target/quick/paper"), library.toString());
        String path = ":" + project.resolve("target/quick/paper.classes") + ":"
                + project.resolve("paper/src/main/resources") + ":" + library + " skybourse";
        assertThat(run("reproduce", "--quick").out())
                .contains("-cp " + project.resolve("target/quick/running.jar") + path);
        assertThat(run("reproduce", "--engine", "spark").out())
                .contains(":" + project.resolve("target/skybourse-all.jar") + path);
        assertThat(asked()).noneMatch(words -> words.contains("server/libraries.xml"));
    }
}
