package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoResultsPageTest {

    private final String page = TwoResultsPage.html(MadeUpSimulation.two());

    @Test
    void deadlinesMoneyAndPricesComeFirstAndTheRestIsFolded() {
        assertThat(page)
                .containsSubsequence(
                        "In the mean of a slot",
                        "<td>deadlines</td>",
                        "<td>welfare</td>",
                        "<td>price of shuttle</td>",
                        "<h3>Price of shuttle</h3>",
                        "<h3>Welfare</h3>",
                        "<h3>Eps prices</h3>",
                        "<details><summary>",
                        " more charts</summary>",
                        "<h3>Backlog</h3>",
                        "<h2 id=\"totals\">");
    }

    @Test
    void pricesAreDrawnUpToWhatWasPaid() {
        assertThat(page)
                .contains("\"unit\":\"money per Mbit\",\"log\":false,\"lines\":[")
                .contains("\"top\":5.0}", "20.0");
    }
}
