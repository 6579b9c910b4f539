package skybourse.app.report.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.report.ReportPage;
import skybourse.app.report.Said;
import skybourse.base.agent.Position;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.SmallRound;
import tools.jackson.databind.JsonNode;

class RunPageTest {

    private static final Set<String> FILES = Set.of("leaders.csv", "ledger.csv", "result.json");

    private final String page = RunPage.of(SmallRound.study(), FILES).single();

    /** Returns the page without scripts and styles, that is, its markup. */
    private static String markup(String page) {
        return page.replaceAll("(?s)<script.*?</script>|<style.*?</style>", "");
    }

    @Test
    void pageLoadsNoExternalResources() {
        String own = page.replaceAll("(?s)<script>[^<]*?Apache.*?</script>", "");
        assertThat(markup(page).replaceAll("<a class=\"skip\" href=\"#main\">", ""))
                .doesNotContainPattern("(?i)\\b(src|href|srcset|action|data)\\s*=\\s*[\"']");
        assertThat(own).doesNotContainPattern("(?i)@import|\\burl\\(|fetch\\(|XMLHttpRequest|<link|<iframe|<img");
    }

    @Test
    void escapesTextInMarkupAndData() {
        assertThat(markup(page)).contains("<title>small &lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;&lt;/script&gt;");
        assertThat(markup(page)).doesNotContain("<b>&", "<img");
        assertThat(Said.text(page))
                .contains("small <b>&\"'</b></script>", "Round numbers <img src=x> & nothing else.", "--out \"a & b\"");
        assertThat(page.split("<script", -1)).hasSameSizeAs(page.split("</script>", -1));
    }

    @Test
    void dataAgreesWithRound() {
        JsonNode data = Said.data(page);
        assertThat(data.get("leaders")).hasSize(2);
        assertThat(data.get("leaders").get(1).get("work").asDouble()).isEqualTo(12.5);
        assertThat(data.get("leaders").get(1).get("overload").asDouble()).isEqualTo(2.5);
        assertThat(data.get("agents").get(1).get("deadlineMet").asBoolean()).isFalse();
        assertThat(data.get("prices").get(0)).hasSize(5);
        assertThat(data.at("/prices/0/0").asDouble()).as("1 a bit").isEqualTo(1e6);
        assertThat(data.at("/shares/0/0").asDouble())
                .as("3.5 of 20 units of work")
                .isEqualTo(0.175);
        assertThat(data.at("/shares/1/0").asDouble()).as("11.5 of 20").isEqualTo(0.575);
    }

    @Test
    void pageStatesCertificate() {
        assertThat(Said.text(page))
                .contains(
                        "Prices certified: no agent can gain more than 0.00003 % by changing only its own price or purchases (leaders: in decision profit).")
                .contains("no leader can gain more than 0.00003 % of its decision profit");
    }

    @Test
    void pageDescribesTierTwo() {
        String resale = RunPage.of(SmallRound.resaleStudy(), FILES).single();
        assertThat(Said.text(resale))
                .contains("2 of 3 lots sold at ")
                .contains("\nclocks\n")
                .contains("2.5 work units")
                .contains("The ledger balances exactly")
                .contains("Individually rational");
        Scenario scenario = SmallRound.resaleScenario();
        Scenario moved = scenario.withAerialAgents(
                List.of(scenario.aerialAgents().getFirst().withPosition(new Position(45, 55, 80))));
        AuditedResale study = AuditedResale.of(SmallRound.round(moved, SmallRound.RATIOS), SmallRound::midpoint);
        assertThat(((ResaleChartData.Auction) ResaleChartData.of(study)).flights())
                .containsExactly(new ResaleChartData.FlightLine(60, 10, 45, 55, 2, "fa-1", "uav-1"));
        assertThat(Said.data(resale).at("/resale/accepted")).isNotEmpty();
    }

    /** The page recommends a rule and has a row for each rule; the summary states results of truthful rules. */
    @Test
    void comparesAuctionRules() {
        RoundAnalysis study = SmallRound.resaleStudy();
        assertThat(Said.text(RunPage.of(study, FILES).single()))
                .contains(
                        "Comparison of auction rules\nUse seller-vcg (efficiency 100 %) if the exchange can verify bids in"
                                + " the ledger, otherwise posted-price (efficiency 100 %). No profitable misreport was found here, and the"
                                + " house keeps nothing. Of gains of 3.81, sellers get 3.81, buyers 0.00. However, the costs that"
                                + " aerial agents declare influence tier 1 prices. ")
                .contains("\ndouble Dutch, midpoint (in use) | no, a misreport gains 1.88 (one price for all lots) | ")
                .contains("\ndouble Dutch, refined | does not apply: takes one lot of" + " a trader, not several\n")
                .contains("\nvcg | yes (one price for all lots) | deficit: the house pays 3.81 | ")
                .contains("the house 1.88");
        assertThat(RunSummary.text(study))
                .contains(
                        "Truthful rules   seller-vcg gives the same gains from trade and as many deadlines met. Of gains of 3.81,"
                                + " sellers get 3.81, buyers 0.00.\n                 If buyers also report limit prices:"
                                + " posted-price gives the same gains from trade and as many deadlines met. Of gains of 3.81,"
                                + " sellers get 1.67, buyers 2.14. However, the costs that aerial agents declare influence"
                                + " tier 1 prices.");
        assertThat(RunPage.of(DrawnStudy.of(20, 5), FILES).single()).doesNotContain("Comparison of auction rules");
    }

    @Test
    void equalStudiesGiveEqualPages() {
        assertThat(RunPage.of(SmallRound.study(), FILES).single()).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({"20,5", "1200,100"})
    void pagesAreCompleteAndSmallAtAnySize(int agents, int leaders) throws IOException {
        RoundAnalysis study = DrawnStudy.of(agents, leaders);
        String html = RunPage.of(study, FILES).single();
        Path folder = Files.createDirectories(Path.of("target", "pages"));
        Files.writeString(folder.resolve(study.round().scenario().name() + ".html"), html);
        assertThat(Said.data(html).get("agents").isNull()).isEqualTo(agents > 60);
        assertThat(Said.data(html).get("curves")).hasSize(leaders);
        assertThat(html.length()).isLessThan(agents > 60 ? 1_400_000 : 1_300_000);
        Map<String, String> files = RunPage.of(study, FILES).files("report.html", ReportPage.Form.FOLDER);
        assertThat(files.values().stream().mapToInt(String::length).sum()
                        - files.get("echarts.js").length())
                .isLessThan(agents > 60 ? 300_000 : 150_000);
        for (String chart : List.of("map", "loads", "prices", "shares", "curve", "delays", "energy")) {
            assertThat(html).contains("\"name\":\"" + chart + "\"");
        }
    }

    /** A cell counts agents and missed deadlines; all cells together count each agent once. */
    @Test
    void mapCellsCountEveryAgentOnce() {
        RoundAnalysis study = DrawnStudy.of(1_200, 100);
        AgentAggregation crowd = AgentAggregation.of(study);
        long late = study.finalRound().agents().stream()
                .filter(agent -> !agent.deadlineMet())
                .count();
        assertThat(late).isBetween(1L, 1_199L);
        assertThat(crowd.cells().stream()
                        .mapToLong(AgentAggregation.Cell::agents)
                        .sum())
                .isEqualTo(1_200);
        assertThat(crowd.cells().stream()
                        .mapToLong(AgentAggregation.Cell::missed)
                        .sum())
                .isEqualTo(late);
    }

    /** Smaller ticks give more stops in the same market: only some are shown, but all with an acceptance. */
    @Test
    void longAuctionShowsEveryAcceptance() {
        Scenario scenario = SmallRound.resaleScenario();
        Scenario fine = scenario.withRules(scenario.rules().withTickMoney(1e-4));
        AuditedResale study = AuditedResale.of(SmallRound.round(fine, SmallRound.RATIOS), SmallRound::midpoint);
        var data = (ResaleChartData.Auction) ResaleChartData.of(study);
        List<Integer> shown = Stream.of(data.buyers(), data.sellers())
                .flatMap(List::stream)
                .map(ResaleChartData.Stop::step)
                .toList();
        assertThat(data.steps()).isGreaterThan(2 * ResaleChartData.STOPS_DRAWN);
        assertThat(shown).hasSizeLessThan(ResaleChartData.STOPS_DRAWN);
        assertThat(shown)
                .containsAll(data.accepted().stream()
                        .map(ResaleChartData.Acceptance::step)
                        .toList());
    }
}
