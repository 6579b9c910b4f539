package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoResultsPageTest {

    private final String page = TwoResultsPage.html(MadeUpSimulation.two());

    @Test
    void deadlinesMoneyAndPricesComeFirstAndTheRestIsFolded() {
        assertThat(Said.text(page))
                .containsSubsequence(
                        "Largest differences",
                        "Means per slot",
                        "\ndeadlines | ",
                        "\nwelfare | ",
                        "\nprice of shuttle | ",
                        "\nPrice of shuttle\n",
                        "\nWelfare\n",
                        "\nEps prices\n",
                        " more charts\n",
                        "\nLargest backlog\n",
                        "\nOther totals and means\n");
    }

    @Test
    void pricesAreDrawnUpToWhatWasPaid() {
        assertThat(page)
                .contains("\"unit\":\"money per Mbit\",\"log\":false,\"lines\":[")
                .contains("\"top\":5.0}", "20.0");
    }
}
