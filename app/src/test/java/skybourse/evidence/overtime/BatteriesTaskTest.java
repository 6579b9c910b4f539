package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;

class BatteriesTaskTest {

    private static final GridPoint SHORT = new GridPoint(new TreeMap<>(BatteriesTask.TASK.axes()))
            .with("scenario", "6/1/1/1")
            .with("rule", "seller-vcg")
            .with("repair", "never")
            .with("slots", "40")
            .with("sizedBySlots", "10");

    private static double[] row(GridPoint settings) {
        return BatteriesTask.TASK.work().run(settings, 3, ScenarioSource.none()).getFirst();
    }

    /** Without scarcity, the three markets are the same. */
    @Test
    void constantPriceChangesNothing() {
        double[] row = row(SHORT.with("scarcity", "0"));
        assertThat(row[0]).isCloseTo(1, within(1e-12));
        assertThat(row[3]).isPositive();
        assertThat(row).hasSize(16);
        assertThat(Arrays.copyOfRange(row, 6, 16)).containsOnly(0);
    }

    /** Batteries of twice the energy of ten slots last about twenty slots, and the price rises. */
    @Test
    void scarcityRaisesThePriceOfEnergy() {
        double[] row = row(SHORT.with("scarcity", "2"));
        assertThat(row[0]).isGreaterThan(2);
        assertThat(row[2]).isCloseTo(20, within(12.0));
        assertThat(row[5]).isBetween(0.1, 1.0);
        assertThat(row[9]).isNotZero();
    }

    @Test
    void rejectsNegativeScarcity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatteriesTask.TASK.check().check(SHORT.with("scarcity", "-1"), ScenarioSource.none()))
                .withMessageContaining("scarcity");
    }
}
