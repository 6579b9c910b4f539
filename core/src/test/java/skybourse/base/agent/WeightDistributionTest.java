package skybourse.base.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightDistributionTest {

    private static final WeightDistribution LAW = new WeightDistribution(20, 30);

    private static List<WirelessAgent> agents(double... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(n -> WirelessAgentBuilder.builder()
                        .id("WA" + (n + 1))
                        .position(new Position(n, 0, 0))
                        .task(new Task(1e6, 1e9, 1))
                        .computer(new Computer(1e9, 1e-27))
                        .radio(new Radio(0.1, 1e6))
                        .satisfactionWeight(weights[n])
                        .joulePrice(1)
                        .build())
                .toList();
    }

    private static double[] assigned(double... weights) {
        return LAW.assign(agents(weights)).stream()
                .mapToDouble(WirelessAgent::satisfactionWeight)
                .toArray();
    }

    @Test
    void smallestReportGetsSmallestQuantile() {
        assertThat(assigned(27, 21, 24, 29)).containsExactly(26.25, 21.25, 23.75, 28.75);
        assertThat(assigned(3)).as("one agent").containsExactly(25);
        assertThat(LAW.assign(List.of())).isEmpty();
    }

    @Test
    void tiesAreByOrderOfAgents() {
        assertThat(assigned(25, 22, 25, 25)).containsExactly(23.75, 21.25, 26.25, 28.75);
    }

    @Test
    void onlyRanksCount() {
        double[] reports = {27, 21, 24, 29, 24};
        double[] right = assigned(reports);
        assertThat(assigned(Arrays.stream(reports).map(one -> 0.6 * one).toArray()))
                .as("all together")
                .containsExactly(right);
        assertThat(assigned(28.9, 21, 24, 29, 24)).as("one, of the same rank").containsExactly(right);
        assertThat(assigned(29.1, 21, 24, 29, 24))
                .as("control: one, of another rank")
                .isNotEqualTo(right);
    }

    @Test
    void changesOnlyWeights() {
        List<WirelessAgent> agents = agents(27, 21);
        List<WirelessAgent> assigned = LAW.assign(agents);
        assertThat(assigned.getFirst().withSatisfactionWeight(27)).isEqualTo(agents.getFirst());
        assertThat(LAW.assign(assigned)).as("assigned weights keep their ranks").isEqualTo(assigned);
    }

    @Test
    void countsReportsOutside() {
        assertThat(LAW.shareOutside(agents(19.9, 20, 30, 30.1))).isEqualTo(0.5);
        assertThat(LAW.shareOutside(List.of())).isZero();
    }

    @ParameterizedTest
    @CsvSource({"30, 20, low must be at most high (20.0): 30.0", "0, 20, low must be", "20, Infinity, high must be"})
    void refusesInvalidBounds(double low, double high, String message) {
        assertThatThrownBy(() -> new WeightDistribution(low, high))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
