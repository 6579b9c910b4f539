package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example made of open data that ships: real sites, real requests. */
class MelbourneTest {

    private static final Path EXAMPLE = Path.of("examples/melbourne.yaml");
    private static final String MADE_BY = "# Made by: ./skybourse ";

    @TempDir
    private Path temp;

    @Test
    void theCommandInItsHeaderGivesItsBytes() throws IOException {
        String header = Files.readString(EXAMPLE).lines().findFirst().orElseThrow();
        assertThat(header).startsWith(MADE_BY + "import ");
        Path again = temp.resolve("again.yaml");
        String command = header.substring(MADE_BY.length()) + " --out " + again;
        Ran ran = Ran.of((Object[]) command.split(" "));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(again).hasSameTextualContentAs(EXAMPLE).hasSameBinaryContentAs(EXAMPLE);
    }

    @Test
    void itsPricesAreProvedAndItsPageSaysBelowTheFiguresWhatIsOwedToWhom() throws IOException {
        Ran ran = Ran.of("run", EXAMPLE, "--starts", 0, "--out", temp.resolve("run"));
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(Files.readString(temp.resolve("run/result.json")));
        assertThat(ran.out().lines()).containsAll(Quoted.block("README.md", "24 of 28 lots"));
        assertThat(result.at("/resale/trades").size()).isPositive();
        String page = Files.readString(temp.resolve("run/report.html"));
        String above = page.substring(page.indexOf("<header>"), page.indexOf("class=\"figures\""));
        String below = page.substring(page.indexOf("class=\"figures\""), page.indexOf("</header>"));
        assertThat(above).contains("Money is in millionths of a US dollar").doesNotContain("Assumed", "CC-BY");
        assertThat(below.substring(below.indexOf("<details><summary>More about this scenario")))
                .contains("<li>Assumed: ", "<li>Derived: ")
                .contains(List.of("Microsoft, CC-BY-4.0", "EUA data set, MIT", "(ACMA)", "DLR, EPL-2.0"));
    }
}
