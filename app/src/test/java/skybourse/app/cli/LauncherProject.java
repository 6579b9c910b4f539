package skybourse.app.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

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
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code skybourse} in its own folder, with a Maven and a JDK that only record their arguments. */
abstract class LauncherProject {

    record Ended(int code, String out, String err) {}

    static final String SOURCE = "app/src/main/Source.java";
    static final String LONG_AGO = "2020-01-01T00:00:00Z";
    static final String LATER = "2100-01-01T00:00:00Z";

    @TempDir
    Path folder;

    Path project;

    @BeforeEach
    void createUnbuiltProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        for (String part : List.of("core", "learning", "exchange", "files", "receipt", "client", "app")) {
            Files.createDirectories(project.resolve(part + "/src/main"));
            Files.createDirectories(project.resolve(part + "/target/quick/classes"));
            Files.writeString(project.resolve(part + "/pom.xml"), "");
            change(part + "/pom.xml", LONG_AGO);
            change(part + "/src/main", LONG_AGO);
        }
        Files.createDirectories(project.resolve("docs"));
        Files.createDirectories(project.resolve("examples"));
        Files.createDirectories(project.resolve("spark"));
        Files.writeString(project.resolve(SOURCE), "");
        Files.writeString(project.resolve("docs/scenario.schema.json"), "");
        Files.writeString(project.resolve("pom.xml"), "");
        for (String source : List.of(SOURCE, "app/src/main", "docs/scenario.schema.json", "pom.xml")) {
            change(source, LONG_AGO);
        }
        change("examples", LONG_AGO);
        script(project.resolve("skybourse"), Files.readString(Path.of("skybourse")));
        Files.createDirectories(project.resolve("launcher"));
        Files.copy(Path.of("launcher/start.sh"), project.resolve("launcher/start.sh"));
        Files.writeString(project.resolve("launcher/archives.sh"), "echo archives\n");
        script(project.resolve("spark/cluster"), "#!/bin/sh\necho \"cluster $*\"\n");
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        script(jdk.resolve("bin/java"), "#!/bin/sh\necho \"java $*\"\n");
        // like the manifest of a jar: no line is longer than 72 bytes
        script(jdk.resolve("bin/jar"), """
                #!/bin/sh
                if [ "$1" = --create ]; then echo jar >"$3"; exit; fi
                mkdir -p META-INF
                printf 'Manifest-Version: 1.0\\r\\nClass-Path: libraries/one/a.jar libraries/io/skybourse/c.jar libr\\r\\n aries/other/b.jar\\r\\nMain-Class: M\\r\\n' >META-INF/MANIFEST.MF
                """);
        script(folder.resolve("bin/mvn"), """
                #!/bin/sh
                echo "$*" >>"%1$s/asked"
                echo "[INFO] Downloading from central: https://example.org/a.jar"
                for n in $(seq 20); do echo "[INFO] Downloaded from central: https://example.org/$n.jar (1 kB)"; done
                echo "[INFO] --- compiler:3.16.0:compile (default-compile) @ skybourse-app ---"
                echo "[INFO] Tests run: 5, Failures: 0"
                if [ -f "%1$s/broken" ]; then echo "[ERROR] Source.java:1: no semicolon"; exit 7; fi
                mkdir -p "%2$s/target/quick" "%1$s/a repository/one" "%1$s/a repository/other"
                touch "%1$s/a repository/one/a.jar" "%1$s/a repository/other/b.jar"
                printf %%s "%1$s/a repository" >"%2$s/app/target/quick/repository"
                touch "%2$s/app/target/quick/skybourse-app-1.jar"
                echo jar >"%2$s/target/skybourse-all.jar"
                """.formatted(folder, project));
    }

    void change(String file, String when) throws IOException {
        Files.setLastModifiedTime(project.resolve(file), FileTime.from(Instant.parse(when)));
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("skybourse").toString()));
        command.addAll(List.of(arguments));
        return ended(command);
    }

    Ended ended(List<String> command) throws IOException, InterruptedException {
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
                "target/.lock-archive"))) { // classes are archived after the command, until this lock is free
            new ProcessBuilder("flock", project.resolve("target/.lock-archive").toString(), "true")
                    .start()
                    .waitFor();
        }
        return new Ended(code, out, Files.readString(folder.resolve("err")));
    }

    List<String> asked() throws IOException {
        Path file = folder.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
