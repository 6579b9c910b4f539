package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;

class EconomicResaleTaskTest {

    private static final GridPoint SHORT = new GridPoint(new TreeMap<>(EconomicResaleTask.TASK.axes()))
            .with("rule", "seller-vcg")
            .with("repair", "never")
            .with("metresPerSecond", "0")
            .with("arrivals", "every-slot")
            .with("slots", "30");

    private static double[] row(GridPoint settings, ScenarioSource scenarios) {
        return EconomicResaleTask.TASK.work().run(settings, 3, scenarios).getFirst();
    }

    /** Fixed agents buy more lots if they buy them before they are full, and aerial agents gain. */
    @Test
    void economicResaleBuysWithinCapacity() {
        double[] row = row(SHORT, ScenarioSource.none());
        assertThat(row).hasSize(10);
        assertThat(row[0]).isBetween(0.05, 1.0);
        assertThat(row[1]).isBetween(0.05, 1.0);
        assertThat(row[2]).isPositive();
        assertThat(row[3]).isBetween(0.1, 1.0);
        assertThat(row[9]).isPositive();
    }

    /** If resale is expected to cost more than all energy, both markets are the same. */
    @Test
    void expensiveResaleChangesNothing() {
        Scenario drawn = ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("drawn", 3);
        Scenario expensive = drawn.withRules(drawn.rules().withExpectedResalePrice(OptionalDouble.of(1)));
        var given = new ScenarioSource(new TreeMap<>(Map.of("expensive", expensive)), new TreeMap<>());
        double[] row = row(SHORT.with("scenario", "expensive").with("overloadPricing", "expected-cost"), given);
        for (int i : new int[] {4, 5, 6, 7, 8, 9}) {
            assertThat(row[i]).as("column %d", i).isZero();
        }
    }

    @Test
    void rejectsWarmUpWithoutFurtherSlots() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> EconomicResaleTask.TASK.check().check(SHORT.with("warmUp", "30"), ScenarioSource.none()))
                .withMessageContaining("warmUp");
    }
}
