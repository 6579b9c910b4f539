package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example that is imported from shipped open data: real sites, real requests. */
class MelbourneTest {

    private static final Path EXAMPLE = Path.of("examples/melbourne.yaml");
    private static final String MADE_BY = "# Made by: ./skybourse ";

    @TempDir
    private Path temp;

    @Test
    void commandInHeaderReproducesExample() throws IOException {
        String header = Files.readString(EXAMPLE).lines().findFirst().orElseThrow();
        assertThat(header).startsWith(MADE_BY + "import ");
        Path again = temp.resolve("again.yaml");
        String command = header.substring(MADE_BY.length()) + " --out " + again;
        Ran ran = Ran.of((Object[]) command.split(" "));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(again).hasSameTextualContentAs(EXAMPLE).hasSameBinaryContentAs(EXAMPLE);
    }

    @Test
    void pageCreditsSourcesBelowFigures() throws IOException {
        Ran ran = Ran.of("run", EXAMPLE, "--starts", 0, "--out", temp.resolve("run"));
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(Files.readString(temp.resolve("run/result.json")));
        assertThat(ran.out().lines()).containsAll(Quoted.block("README.md", "24 of 28 lots"));
        assertThat(result.at("/resale/trades").size()).isPositive();
        String page = Said.text(Files.readString(temp.resolve("run/data.js")));
        String above = page.substring(0, page.indexOf("\nfigures\n"));
        String below = page.substring(page.indexOf("\nfigures\n"), page.indexOf("\nMarket\n"));
        assertThat(above).contains("Money is in millionths of a US dollar").doesNotContain("Assumed", "CC-BY");
        assertThat(below.substring(below.indexOf("More about this scenario")))
                .contains("\nAssumed: ", "\nDerived: ")
                .contains(List.of("Microsoft, CC-BY-4.0", "EUA data set, MIT", "(ACMA)", "DLR, EPL-2.0"));
    }
}
