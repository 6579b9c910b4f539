package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.command.Version;

/** Every file that names the version of the project names the same one. */
class VersionsTest {

    private static final Pattern PARENT =
            Pattern.compile("<artifactId>skybourse(?:-core)?</artifactId>\\s*<version>([^<$]*)</version>");

    private static final Pattern RELEASE =
            Pattern.compile("(?m)^## (\\d+\\.\\d+\\.\\d+) \\((\\d{4}-\\d{2}-\\d{2})\\)$");
    private static final Pattern ARCHIVE = Pattern.compile("\\bskybourse-(\\d+\\.\\d+\\.\\d+)");

    private static String found(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        assertThat(match.find()).as("%s is found", pattern).isTrue();
        return match.group(1);
    }

    @Test
    void pomsAndProjectsOfLibrariesNameOneVersion() throws IOException {
        var versions = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(Path.of(""), 2)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".xml")).toList()) {
                String text = Files.readString(file);
                if (text.contains("<artifactId>skybourse</artifactId>")) {
                    versions.put(file.toString(), found(PARENT, text));
                }
            }
        }
        assertThat(versions)
                .containsKeys("pom.xml", "core/pom.xml", "server/libraries.xml", "app/parquet.xml", "spark/pom.xml");
        assertThat(versions.values()).containsOnly(found(PARENT, Files.readString(Path.of("pom.xml"))));
        assertThat(versions.get("pom.xml").replace("-SNAPSHOT", "")).isEqualTo(Version.OWN);
    }

    @ParameterizedTest
    @CsvSource({
        "CITATION.cff, (?m)^version: (.*)$",
        "outside/pom.xml, <skybourse.version>(.*)</skybourse.version>",
        "server/src/main/resources/skybourse/server/openapi.yaml, '(?m)^info:\\s(?:  .*\\s)*?  version: (.*)$'",
        "docs/guides/use-the-library.md, <artifactId>skybourse-core</artifactId><version>(.*)</version>"
    })
    void otherFilesNameIt(Path file, String pattern) throws IOException {
        assertThat(found(Pattern.compile(pattern), Files.readString(file)).replace("-SNAPSHOT", ""))
                .isEqualTo(Version.OWN);
    }

    /** Of a development version, the entries are under "Unreleased", and the release that {@code CITATION.cff} dates is the one before. */
    @Test
    void theChangelogAndTheCitationDateTheRelease() throws IOException {
        String changelog = Files.readString(Path.of("CHANGELOG.md"));
        var heading = RELEASE.matcher(changelog);
        assertThat(heading.find()).as("a heading with a version and a date").isTrue();
        assertThat(found(Pattern.compile("(?m)^date-released: (.*)$"), Files.readString(Path.of("CITATION.cff"))))
                .isEqualTo(heading.group(2));
        if (found(PARENT, Files.readString(Path.of("pom.xml"))).endsWith("-SNAPSHOT")) {
            assertThat(found(Pattern.compile("(?m)^## (.*)$"), changelog)).isEqualTo("Unreleased");
        } else {
            assertThat(heading.group(1)).isEqualTo(Version.OWN);
        }
    }

    @Test
    void pagesNameTheArchivesOfThisVersion() throws IOException {
        var named = new TreeMap<String, String>();
        for (Path page : pages()) {
            var archive = ARCHIVE.matcher(Files.readString(page));
            while (archive.find()) {
                named.merge(page.toString(), archive.group(1), (a, b) -> a.equals(b) ? a : a + " and " + b);
            }
        }
        assertThat(named).containsKeys("README.md", "docs/getting-started.md");
        assertThat(named.values()).containsOnly(Version.OWN);
    }

    /** Decisions and results keep the version of their time. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.startsWith("docs/decisions") && !page.startsWith("docs/results"))
                    .toList();
        }
    }

    /** Packages for Python read the version from the POM when they are built. */
    @ParameterizedTest
    @ValueSource(strings = {"python", "python/app", "python/java"})
    void packagesForPythonTakeItFromThePom(Path folder) throws IOException {
        String project = Files.readString(folder.resolve("pyproject.toml"));
        Path source = folder.resolve(found(Pattern.compile("(?m)^path = \"(.*pom.xml)\"$"), project))
                .normalize();
        assertThat(source).isEqualTo(Path.of("pom.xml"));
        String pattern = found(Pattern.compile("(?m)^pattern = \"(.*)\"$"), project)
                .replace("\\\\", "\\")
                .replace("?P<", "?<");
        assertThat(found(Pattern.compile(pattern), Files.readString(source))).isEqualTo(Version.OWN);
    }

    @Test
    void theCitationHasWhatItsFormatRequires() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("CITATION.cff"));
        for (String key : List.of(
                "cff-version: 1.2.0",
                "message: ",
                "title: ",
                "abstract: ",
                "authors:",
                "license: Apache-2.0",
                "date-released: ")) {
            assertThat(lines).anyMatch(line -> line.startsWith(key));
        }
        assertThat(String.join("\n", lines)).contains("2511.22076");
    }
}
