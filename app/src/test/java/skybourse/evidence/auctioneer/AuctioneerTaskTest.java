package skybourse.evidence.auctioneer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.HeadroomStudy;

class AuctioneerTaskTest {

    private static final String SMALL = "normal-3x2";

    private static ResultTable table(Map<String, List<String>> grid) {
        var full = new LinkedHashMap<>(grid);
        full.putIfAbsent("market", List.of(SMALL));
        full.put("judgedMarkets", List.of("200"));
        Sweep sweep = new Sweep("small", AuctioneerTask.TASK, full, List.of(1L), ScenarioSource.none());
        return new ResultTable(sweep, sweep.cells().stream().map(sweep::run).toList());
    }

    private static double value(ResultTable table, String auctioneer, AuctioneerColumn column) {
        return table.mean(column.text(), Map.of("auctioneer", auctioneer)).mean();
    }

    @Test
    void baselinesMatchHeadroomStudyAndItsBound() {
        ResultTable table = table(Map.of("auctioneer", BaselinePolicy.names()));
        Headroom headroom =
                HeadroomStudy.standard(1).of(BenchmarkMarkets.named(SMALL).orElseThrow());

        assertThat(table.failures()).isEmpty();
        assertThat(value(table, "fixed", AuctioneerColumn.REWARD))
                .isEqualTo(headroom.fixed().reward());
        assertThat(value(table, "ceiling", AuctioneerColumn.REWARD))
                .isEqualTo(headroom.ceiling().reward());
        for (String policy : List.of("random", "fixed", "hindsight", "order-statistics", "greedy", "count-optimal")) {
            assertThat(value(table, policy, AuctioneerColumn.REWARD))
                    .as(policy)
                    .isLessThanOrEqualTo(headroom.ceiling().reward());
            assertThat(value(table, policy, AuctioneerColumn.MESSAGES))
                    .as(policy)
                    .isPositive();
        }
    }

    @Tag("slow")
    @Test
    void trainingRowsAreReproducibleAndLastIsComplete() {
        Map<String, List<String>> grid = Map.of(
                "auctioneer", List.of("dqn", "diffusion"),
                "epochs", List.of("2"),
                "settings", List.of("hidden=8 rows=16"));
        ResultTable table = table(grid);

        assertThat(table.failures()).isEmpty();
        List<ResultTable.Row> rows = table.rows(Map.of("auctioneer", "dqn"));
        assertThat(rows).extracting(row -> row.keys()[0]).containsExactly(1.0, 2.0);
        assertThat(rows.getFirst().values()[List.of(AuctioneerColumn.values()).indexOf(AuctioneerColumn.REWARD)])
                .isNaN();
        double[] all = rows.getLast().values();
        assertThat(Arrays.copyOf(all, all.length - 1))
                .as("all except the column of cloned starts")
                .doesNotContain(Double.NaN);
        assertThat(value(table, "dqn", AuctioneerColumn.REWARD)).isBetween(0.0, 1.0);
        assertThat(value(table, "diffusion", AuctioneerColumn.PARAMETERS_READ))
                .isGreaterThan(value(table, "dqn", AuctioneerColumn.PARAMETERS_READ));
        assertThat(text(table(grid))).isEqualTo(text(table));
    }

    private static String text(ResultTable table) {
        return table.rows().stream().map(row -> Arrays.toString(row.values())).collect(Collectors.joining("\n"));
    }

    @Tag("slow")
    @Test
    void stateNoiseReducesReward() {
        ResultTable table = table(Map.of(
                "auctioneer", List.of("dqn"),
                "epochs", List.of("6"),
                "settings", List.of("hidden=16"),
                "stateNoise", List.of("0", "3")));

        assertThat(table.mean("reward", Map.of("stateNoise", "3")).mean())
                .isLessThan(table.mean("reward", Map.of("stateNoise", "0")).mean());
    }

    @Test
    void rejectsInvalidSettingsBeforeRunning() {
        assertThatThrownBy(() -> table(Map.of("auctioneer", List.of("alchemy"))))
                .hasMessageStartingWith("auctioneer must be one of");
        assertThatThrownBy(() -> table(Map.of("settings", List.of("hidden"))))
                .hasMessageStartingWith("settings must be `default` or name=value");
        assertThatThrownBy(() -> table(Map.of("settings", List.of("hiden=8"))))
                .hasMessageContaining("setting must be a setting of this learner");
        assertThatThrownBy(() -> table(Map.of("weights", List.of("1/2"))))
                .hasMessageStartingWith("weights must be welfare/regret/messages");
        assertThatThrownBy(() -> table(Map.of("stateNoise", List.of("-1"))))
                .hasMessageStartingWith("stateNoise must not be negative");
        assertThatThrownBy(() -> table(Map.of("market", List.of("nowhere"))))
                .hasMessageStartingWith("market must be one of");
    }
}
