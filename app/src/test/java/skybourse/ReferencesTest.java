package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;

/** The references of pages and comments of the repository can be followed. */
class ReferencesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]+)(#[^)]*)?\\)");
    private static final Pattern PAGE =
            Pattern.compile("\\b(docs|examples|spark)/[\\w./-]*\\w\\.(md|json|yaml|csv)\\b");
    /** A document named by a word in capitals and a section: {@code MODEL section 9}. The file of a command's argument is none. */
    private static final Pattern CAPITALS = Pattern.compile(
            "\\b(MODEL|LEARNING|MECHANISMS|PAPER|ERRATA|HOUSE|STACK|LIVE|FRONTIER)(\\.md\\b|['\u2019]s\\b|:? [a-z]|\\)| \\()");

    private static List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>(Sources.files(ending));
        try (Stream<Path> paths = Files.walk(Path.of("docs"))) {
            paths.filter(path -> path.toString().endsWith(ending)).forEach(found::add);
        }
        try (Stream<Path> paths = Files.list(Path.of(""))) {
            paths.filter(path -> path.toString().endsWith(ending)).forEach(found::add);
        }
        return found;
    }

    @Test
    void linksOfPagesLeadToFiles() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : files(".md")) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.toAbsolutePath().resolveSibling(link.group(1)))) {
                    dead.add(page + ": " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void filesNamedInPagesAndSourcesExist() throws IOException {
        List<String> missing = new ArrayList<>();
        List<Path> sources = new ArrayList<>(files(".md"));
        sources.addAll(files(".java"));
        for (Path source : sources) {
            Matcher name = PAGE.matcher(Files.readString(source));
            while (name.find()) {
                if (!Files.exists(Path.of(name.group()))) {
                    missing.add(source + ": " + name.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noPageOrCommentCitesMissingDocuments() throws IOException {
        List<String> cited = new ArrayList<>();
        List<Path> sources = new ArrayList<>(files(".md"));
        sources.addAll(files(".java"));
        for (Path source : sources) {
            for (String line : Files.readAllLines(source)) {
                boolean comment =
                        source.toString().endsWith(".md") || line.strip().matches("(/\\*\\*|\\*|//).*");
                if (comment && CAPITALS.matcher(line).find() && !source.endsWith("ReferencesTest.java")) {
                    cited.add(source + ": " + line.strip());
                }
            }
        }
        assertThat(cited).isEmpty();
    }
}
