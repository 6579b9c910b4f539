package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.codec.ScenarioText;
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

    /** It was what a lot costs, a quarter of what lots were paid. */
    @Test
    void thePriceItPublishesIsPaidInARoundThatExpectsTheCostOfALot() throws IOException {
        String text = Files.readString(EXAMPLE);
        double published = ScenarioText.read("", Files.readAllBytes(EXAMPLE))
                .rules()
                .expectedResalePrice()
                .orElseThrow();
        assertThat(text)
                .contains("Derived: a unit of work is expected to be resold at " + published
                        + ", the mean price of a round in which it was expected to be 0.038, what the last lot");
        String line = "  expectedResalePrice: ";
        Path first = Files.writeString(temp.resolve("first.yaml"), text.replace(line + published, line + 0.038));
        assertThat(Ran.of("run", first, "--starts", 0, "--out", temp.resolve("first")).out())
                .contains(String.format(
                        Locale.ROOT, "expected 3.80e-02 for a unit of work, paid %.2e; to expect that", published));
    }

    @Test
    void itsPricesAreProvedAndItsPageSaysBelowTheFiguresWhatIsOwedToWhom() throws IOException {
        Ran ran = Ran.of("run", EXAMPLE, "--starts", 0, "--out", temp.resolve("run"));
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(Files.readString(temp.resolve("run/result.json")));
        assertThat(ran.out().lines()).containsAll(Quoted.block("README.md", "9 of 10 lots"));
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
