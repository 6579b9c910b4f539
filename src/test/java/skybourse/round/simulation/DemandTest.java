package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.base.scenario.Task;

/** Arrivals and queues against what theory says of them. */
class DemandTest {

    private static final Scenario CROWD =
            ScenarioSampler.standard(new Counts(400, 1, 1, 0)).sample("crowd", 1);
    private static final Scenario ONE =
            ScenarioSampler.standard(new Counts(1, 1, 1, 0)).sample("one", 1);

    private static final class Source {
        private final Demand demand;
        private final World world;
        private final TaskTable tasks = new TaskTable();

        Source(Scenario scenario, Arrivals arrivals) {
            Dynamics dynamics =
                    Altered.from(Dynamics.standing()).withArrivals(arrivals).dynamics();
            Setup setup = Setups.of(scenario, dynamics, 0);
            var streams = new RandomStreams(3);
            demand = new Demand(scenario, setup.dynamics(), streams);
            world = new World(setup, streams);
        }

        int arrive(long slot) {
            int before = tasks.rows;
            demand.arrive(slot, tasks, world);
            return tasks.rows - before;
        }
    }

    /** M/D/1: after arrivals there are rho + rho^2 / (2 (1 - rho)) tasks in a queue that is served once a slot. */
    @Test
    void aQueueServedOnceASlotIsAsLongAsTheorySays() {
        for (double rho : new double[] {0.5, 0.8}) {
            var source = new Source(CROWD, new Arrivals.Poisson(rho));
            double sum = 0;
            int measured = 0;
            for (int slot = 0; slot < 1_200; slot++) {
                source.arrive(slot);
                if (slot >= 200) {
                    sum += source.tasks.rows;
                    measured++;
                }
                serveOneEach(source.tasks);
            }
            double expected = rho + rho * rho / (2 * (1 - rho));
            assertThat(sum / measured / 400).isCloseTo(expected, within(0.03 * expected));
        }
    }

    private static void serveOneEach(TaskTable tasks) {
        boolean[] served = new boolean[400];
        for (int row = 0; row < tasks.rows; row++) {
            if (!served[tasks.owner[row]]) {
                served[tasks.owner[row]] = true;
                tasks.state[row] = TaskTable.ENDED;
            }
        }
        tasks.compact();
    }

    @Test
    void arrivalTimesLieInTheirSlotAndTasksComeInOrder() {
        var source = new Source(CROWD, new Arrivals.Poisson(0.7));
        for (int slot = 0; slot < 50; slot++) {
            int from = source.tasks.rows;
            source.arrive(slot);
            for (int row = from; row < source.tasks.rows; row++) {
                assertThat(source.tasks.arrived[row]).isGreaterThan(slot - 1).isLessThanOrEqualTo(slot);
                assertThat(source.tasks.id[row]).isEqualTo(row);
            }
        }
    }

    @Test
    void burstsAreAsUnevenAsTheirChainSays() {
        var bursts = new Arrivals.Bursts(0.2, 3, 0.05, 0.15);
        var source = new Source(ONE, bursts);
        int windows = 3_000;
        int length = 150;
        double[] counts = new double[windows];
        long slot = 1;
        for (int w = 0; w < windows; w++) {
            for (int i = 0; i < length; i++) {
                counts[w] += source.arrive(slot++);
            }
            Arrays.fill(source.tasks.state, TaskTable.ENDED);
            source.tasks.compact();
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        double variance =
                Arrays.stream(counts).map(c -> (c - mean) * (c - mean)).sum() / (windows - 1);
        assertThat(mean / length).isCloseTo(bursts.meanPerSlot(1, 1), within(0.02));
        // of 150 slots rather than of very long times: the sum over lags is short of the law by some 3 %
        assertThat(variance / mean).isCloseTo(bursts.dispersion(1), within(0.12 * bursts.dispersion(1)));
        assertThat(bursts.dispersion(1)).isGreaterThan(10);
    }

    @Test
    void recordedRequestsComeAtTheirOwnSecond() {
        var task = new Task(1e6, 1e9, 2);
        var source = new Source(
                CROWD,
                new Arrivals.Trace(List.of(
                        new Arrivals.Trace.Request(0, task),
                        new Arrivals.Trace.Request(1.5, task),
                        new Arrivals.Trace.Request(2, task))));
        assertThat(source.arrive(0)).isEqualTo(1);
        assertThat(source.arrive(1)).isZero();
        assertThat(source.arrive(2)).isEqualTo(2);
        assertThat(source.tasks.arrived[1]).isEqualTo(1.5);
        assertThat(source.demand.task(source.tasks.size[1])).isEqualTo(task);
    }
}
