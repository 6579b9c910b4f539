package skybourse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads the page in the Chromium that the environment variable {@code SKYBOURSE_BROWSER} names; skipped without it. */
@EnabledIfEnvironmentVariable(
        named = "SKYBOURSE_BROWSER",
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER must name a Chromium")
class BrowserTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"20,5,11", "1200,100,18"})
    void everyChartIsDrawn(int agents, int leaders, int charts) throws IOException, InterruptedException {
        Path page = Files.writeString(temp.resolve("page.html"), RunPage.html(DrawnStudy.of(agents, leaders)));
        Path dom = temp.resolve("dom.html");
        Process browser = new ProcessBuilder(List.of(
                        System.getenv("SKYBOURSE_BROWSER"),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + temp.resolve("profile"),
                        "--virtual-time-budget=4000",
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(browser.waitFor()).isZero();
        String drawn = Files.readString(dom);
        assertThat(drawn).contains("data-drawn=\"" + charts + "\"");
        assertThat(drawn.split("<svg ", -1)).hasSize(charts + 1);
    }
}
