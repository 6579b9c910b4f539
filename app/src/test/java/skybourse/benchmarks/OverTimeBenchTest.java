package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.overtime.ScalingMarket;

class OverTimeBenchTest {

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void printsRowPerMarket(ScalingMarket.Prices prices) {
        var text = new StringWriter();
        new OverTimeBench(List.of(20, 60), prices, 12, 1, 1).print(new PrintWriter(text));
        List<String> lines = text.toString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .startsWith("Median milliseconds per slot; prices " + EnumNames.name(prices) + ", 1 threads");
        assertThat(lines.get(2)).startsWith("     20      10    12 |");
        assertThat(lines.get(3)).startsWith("     60      10    12 |");
        assertThat(lines.get(3).contains("|       - ")).isEqualTo(prices != ScalingMarket.Prices.CERTIFIED);
        assertThat(text.toString()).doesNotContain("NaN");
    }

    private static Scenario market(int agents) {
        return new ScalingMarket(agents, ScalingMarket.Prices.SOLVED, 12, 1, 1).market();
    }

    /** Leaders grow like the square root of agents, links are at most ten, and lots grow with the number of agents. */
    @Test
    void marketsScaleLeadersLinksAndLots() {
        Scenario small = market(10_000);
        assertThat(small.leaders()).hasSize(20);
        assertThat(small.rules().lotWork()).isEqualTo(2e9);
        Scenario large = market(40_000);
        assertThat(large.leaders()).hasSize(40);
        assertThat(large.rules().lotWork()).isEqualTo(8e9);
        assertThat(large.network().linksOf(large).of(5).count()).isEqualTo(10);
    }
}
