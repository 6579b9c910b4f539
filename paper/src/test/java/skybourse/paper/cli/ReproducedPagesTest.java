package skybourse.paper.cli;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.cli.Ran;
import skybourse.app.command.Version;

/**
 * The pages of a small reproduction without trainings, stored as readable golden files: claims, verdicts and the numbers
 * behind them. {@code -Dgolden.write=true} rewrites them for review.
 */
class ReproducedPagesTest {

    private static final Pattern MORE = Pattern.compile("\\[more\\]\\((claims/[^#)]+)#([^)]+)\\)");
    private static final Pattern FILE =
            Pattern.compile("\\]\\(\\.\\./(figures/[^)]+\\.csv)\\)"); // images are saved from the page
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

    private static void assertGolden(String page, String content) throws IOException {
        String text = content.replace("Skybourse " + Version.OWN, "Skybourse VERSION");
        Path golden = Path.of("paper/src/test/resources/golden/reproduced-" + page.replace(".md", ".txt"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void claimsEqualGoldenFile() throws IOException {
        assertGolden("claims.md", Files.readString(results().resolve("claims.md")));
    }

    @Test
    void claimPagesEqualGoldenFile() throws IOException {
        StringBuilder pages = new StringBuilder();
        for (Path page : claimPages()) {
            pages.append("== ").append(page.getFileName()).append('\n').append(Files.readString(page));
        }
        assertGolden("claim-pages.md", pages.toString());
    }

    private static List<Path> claimPages() throws IOException {
        try (Stream<Path> pages = Files.list(results().resolve("claims"))) {
            return pages.sorted().toList();
        }
    }

    @Test
    void claimRowsHaveShortCells() throws IOException {
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
    void linksLeadToExistingHeadingsAndFiles() throws IOException {
        Set<String> anchors = new HashSet<>();
        for (Path page : claimPages()) {
            String text = Files.readString(page);
            text.lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                    .forEach(heading -> anchors.add("claims/" + page.getFileName() + "#"
                            + heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-')));
            assertThat(FILE.matcher(text).results().map((MatchResult result) -> result.group(1)))
                    .allSatisfy(file -> assertThat(results().resolve(file)).isNotEmptyFile());
        }
        assertThat(MORE.matcher(Files.readString(results().resolve("claims.md")))
                        .results()
                        .map(result -> result.group(1) + "#" + result.group(2)))
                .hasSizeGreaterThan(10)
                .allSatisfy(anchor -> assertThat(anchors).contains(anchor));
        assertThat(Files.readString(results().resolve("claims/experiments.md"))).containsPattern(FILE);
    }
}
