package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two pages of a small reproduction without trainings, kept as files that people can read: claims, verdicts and the numbers
 * behind them. {@code -Dgolden.write=true} rewrites them for review.
 */
class ReproducedPagesTest {

    private static final Pattern MORE = Pattern.compile("\\[more\\]\\(figures\\.md#([^)]+)\\)");
    private static final Pattern FILE = Pattern.compile("\\]\\((figures/[^)]+)\\)");
    private static final int LONGEST_CELL = 200;

    @TempDir
    private static Path folder;

    private static Path results() {
        return folder.resolve("docs/results");
    }

    @BeforeAll
    static void reproduce() {
        Ran ran = Ran.of(
                "reproduce",
                "follower",
                "two-tiers",
                "theorem-1",
                "figure-8",
                "liquidity",
                "step-size",
                "--seeds",
                2,
                "--out",
                folder.resolve("out"),
                "--docs",
                folder.resolve("docs"));
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private static void assertAsWritten(String page) throws IOException {
        String text =
                Files.readString(results().resolve(page)).replace("Skybourse " + Version.OWN, "Skybourse VERSION");
        Path golden = Path.of("app/src/test/resources/golden/reproduced-" + page.replace(".md", ".txt"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void claimsAreAsWritten() throws IOException {
        assertAsWritten("claims.md");
    }

    @Test
    void figuresAreAsWritten() throws IOException {
        assertAsWritten("figures.md");
    }

    @Test
    void everyClaimIsALineOfShortCells() throws IOException {
        List<String> lines = Files.readAllLines(results().resolve("claims.md")).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(30)
                .allSatisfy(line -> assertThat(line.split("\\|"))
                        .hasSizeLessThanOrEqualTo(6)
                        .allSatisfy(cell -> assertThat(cell).hasSizeLessThanOrEqualTo(LONGEST_CELL)));
    }

    @Test
    void linksLeadToHeadingsAndFiles() throws IOException {
        String figures = Files.readString(results().resolve("figures.md"));
        Set<String> anchors = new HashSet<>();
        figures.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .forEach(heading ->
                        anchors.add(heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-')));
        assertThat(MORE.matcher(Files.readString(results().resolve("claims.md")))
                        .results()
                        .map(result -> result.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(anchor -> assertThat(anchors).contains(anchor));
        assertThat(FILE.matcher(figures).results().map((MatchResult result) -> result.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> assertThat(results().resolve(file)).isNotEmptyFile());
    }
}
