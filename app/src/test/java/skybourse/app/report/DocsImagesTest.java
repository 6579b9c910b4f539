package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images of the documentation. {@code -Dimages.from=PAGE,PAGE} replaces those with the names of the charts of these pages;
 * {@code SKYBOURSE_BROWSER} must name a Chromium.
 */
class DocsImagesTest {

    private static final Pattern IMAGE = Pattern.compile("!\\[[^]]*]\\(([^)]+\\.svg)\\)");
    private static final Path FIGURES = Path.of("docs/results/figures");
    private static final int WIDE = 1400;

    @TempDir
    private Path temp;

    /** Returns the images that pages of the documentation show, by the names of their files. */
    private static SortedMap<String, Path> documentedImages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        SortedMap<String, Path> images = new TreeMap<>();
        for (Path page : pages) {
            Matcher found = IMAGE.matcher(Files.readString(page));
            while (found.find()) {
                Path image = page.resolveSibling(found.group(1)).normalize();
                images.put(image.getFileName().toString(), image);
            }
        }
        return images;
    }

    private void replace(SortedMap<String, Path> images, String[] pages) throws IOException, InterruptedException {
        try (Browser browser = Browser.start(temp.resolve("profile"))) {
            for (String page : pages) {
                browser.open(Path.of(page).toAbsolutePath(), WIDE, false);
                for (var saved : browser.saved().entrySet()) {
                    if (images.containsKey(saved.getKey())) {
                        Files.writeString(images.get(saved.getKey()), saved.getValue() + "\n");
                    }
                }
            }
        }
    }

    @Test
    void everyImageExistsAndContainsText() throws IOException, InterruptedException {
        SortedMap<String, Path> images = documentedImages();
        String pages = System.getProperty("images.from", "");
        if (!pages.isEmpty()) {
            replace(images, pages.split(","));
        }
        assertThat(images).hasSizeGreaterThan(30);
        for (Path image : images.values()) {
            assertThat(SvgTexts.of(Files.readString(image)))
                    .as(image.toString())
                    .hasSizeGreaterThan(5);
        }
        try (Stream<Path> files = Files.list(FIGURES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".svg"))).isSubsetOf(images.values());
        }
    }
}
