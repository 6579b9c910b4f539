package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static skybourse.evidence.sweep.OneCell.assertRefused;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;

class EnergyModelTaskTest {

    private static final GridPoint LINEAR =
            new GridPoint(new TreeMap<>(EnergyModelTask.TASK.axes())).with("starts", "1");

    private static double[] row(GridPoint settings, long seed) {
        return EnergyModelTask.TASK
                .work()
                .run(settings, seed, ScenarioSource.none())
                .getFirst();
    }

    private static double value(GridPoint settings, long seed, String column) {
        return row(settings, seed)[EnergyModelTask.TASK.values().indexOf(column)];
    }

    /** Idle power of 0 is linear energy. */
    @Test
    void noIdlePowerChangesNothing() {
        GridPoint idle = LINEAR.with("energy", "idle");
        assertThat(row(idle.with("idleShare", "0"), 1)).containsExactly(row(LINEAR, 1));
        assertThat(row(idle.with("idleShare", "0.3"), 1)).isNotEqualTo(row(LINEAR, 1));
    }

    /** Prices follow the energy model: the last unit of work of a full mobile agent costs 3 times (dvfs) or 1.6 times (table) the mean. */
    @Test
    void convexEnergyRaisesPricesOfMobileAgents() {
        for (long seed = 1; seed <= 5; seed++) {
            double linear = value(LINEAR, seed, "mobilePricePerMegabit");
            double table = value(LINEAR.with("energy", "table"), seed, "mobilePricePerMegabit");
            double dvfs = value(LINEAR.with("energy", "dvfs"), seed, "mobilePricePerMegabit");
            assertThat(table).isGreaterThan(linear + 0.01);
            assertThat(dvfs).isGreaterThan(table + 0.01);
            assertThat(value(LINEAR.with("energy", "dvfs"), seed, "mobileLoadPerCapacity"))
                    .isLessThan(value(LINEAR, seed, "mobileLoadPerCapacity"));
        }
    }

    @Test
    void leaderWithIdlePowerIsClosedAtRandom() {
        GridPoint idle = LINEAR.with("energy", "idle");
        assertThat(value(idle, 10, "certified")).isZero();
        assertThat(value(idle.with("solver", "newton-mixed"), 10, "certified")).isEqualTo(1);
        assertThat(value(idle.with("solver", "newton-mixed"), 10, "randomlyClosed"))
                .isEqualTo(1);
        assertThat(value(idle.with("solver", "newton-mixed"), 10, "randomizing"))
                .isEqualTo(2);
    }

    /** With one start there is no comparison. */
    @Test
    void otherStartsAreCompared() {
        GridPoint three = LINEAR.with("starts", "3");
        assertThat(value(LINEAR, 1, "startsDifference")).isNaN();
        assertThat(value(three, 1, "startsDifference")).isLessThan(0.001);
        assertThat(value(three, 34, "startsDifference")).isGreaterThan(0.001);
    }

    @Test
    void rejectsValuesThatModelsDoNotAllow() {
        assertRefused(
                EnergyModelTask.TASK, "energy", "batch", "energy must be one of linear, dvfs, table, idle: batch");
        assertRefused(EnergyModelTask.TASK, "mostWireless", "19", "mostWireless must be a whole number from 20: 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnergyModelTask.TASK
                        .check()
                        .check(LINEAR.with("energy", "dvfs").with("overload", "ignore"), ScenarioSource.none()))
                .withMessageContaining("overloadPricing");
    }
}
