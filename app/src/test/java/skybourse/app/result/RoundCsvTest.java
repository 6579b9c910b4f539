package skybourse.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.Round;
import skybourse.round.market.SmallRound;
import skybourse.tier1.game.ScenarioGameFactory;

class RoundCsvTest {

    private static final Path GOLDEN = Path.of("app/src/test/resources/golden/run-csv.txt");

    @Test
    void omitsIdleLinksUnlessRequested() {
        RoundAnalysis study = SmallRound.resaleStudy();
        assertThat(RoundCsv.files(study, new RoundAnalysisLinks(study, true)).get("links.csv"))
                .contains("wa-2,ma-1,")
                .hasLineCount(6);
        assertThat(RoundCsv.files(study, new RoundAnalysisLinks(study, false)).get("links.csv"))
                .doesNotContain("wa-2,ma-1,")
                .hasLineCount(5);
    }

    @Test
    void tablesEqualGoldenFile() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, String> file : RoundCsv.files(
                        SmallRound.resaleStudy(), new RoundAnalysisLinks(SmallRound.resaleStudy(), true))
                .entrySet()) {
            all.append("== ").append(file.getKey()).append('\n').append(file.getValue());
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    /** With all links the tables describe the complete game, so that no agent may be absent. */
    @Test
    void agentWithoutLinksHasRowWithoutLeader() {
        Scenario scenario = SmallRound.scenario()
                .withNetwork(new ExplicitNetwork(List.of(
                        new ExplicitNetwork.Link("wa-1", "ma-1", 10, 1),
                        new ExplicitNetwork.Link("wa-1", "fa-1", 20, 0.5),
                        new ExplicitNetwork.Link("fa-1", "uav-1", 100, 1))));
        Round round = SmallRound.round(scenario, new double[][] {{0.25, 0.5}, {}});
        RoundAnalysis usual = SmallRound.study();
        var study = new RoundAnalysis(
                round,
                usual.result(),
                ScenarioGameFactory.of(scenario),
                usual.origin(),
                List.of(),
                List.of(),
                List.of(),
                AuditedResale.of(round, SmallRound::midpoint),
                Optional.empty(),
                usual.efficiency(),
                List.of());
        assertThat(RoundCsv.files(study, new RoundAnalysisLinks(study, true))
                        .get("links.csv")
                        .lines())
                .hasSize(5)
                .last()
                .isEqualTo("wa-2,,20.0,10.0,8.0,,,,,,,,");
        assertThat(RoundCsv.files(study, new RoundAnalysisLinks(study, false)).get("links.csv"))
                .doesNotContain("wa-2");
    }
}
