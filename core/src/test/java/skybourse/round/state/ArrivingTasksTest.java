package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Dynamics.TaskSizes;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.motion.Motion;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;
import skybourse.round.simulation.Altered;
import skybourse.round.simulation.Hamlet;
import skybourse.testing.Copies;

/** Arrivals and queues, compared with theory. */
class ArrivingTasksTest {

    private static final Scenario CROWD =
            ScenarioSampler.standard(new Counts(400, 1, 1, 0)).sample("crowd", 1);
    private static final Scenario ONE =
            ScenarioSampler.standard(new Counts(1, 1, 1, 0)).sample("one", 1);

    private static final class Source {
        private final ArrivingTasks demand;
        private final NetworkState network;
        private final TaskTable tasks = new TaskTable();

        Source(Scenario scenario, Arrivals arrivals) {
            var dynamics = Altered.from(Dynamics.stationary()).withArrivals(arrivals);
            SimulationSetup setup = Setups.of(scenario, dynamics.dynamics(), 0);
            var streams = new RandomStreams(3);
            demand = new ArrivingTasks(scenario, setup.dynamics(), streams);
            network = new NetworkState(setup, streams);
        }

        int arrive(long slot) {
            int before = tasks.rows;
            demand.arrive(slot, tasks, network);
            return tasks.rows - before;
        }
    }

    /** M/D/1: after arrivals a queue with one service per slot has rho + rho^2 / (2 (1 - rho)) tasks on average. */
    @Test
    void queueLengthMatchesTheory() {
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
    void arrivalTimesAreInTheirSlotAndIdsAscend() {
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
    void burstDispersionMatchesMarkovChain() {
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
        // with windows of 150 slots the sum over lags is about 3 % below the limit
        assertThat(variance / mean).isCloseTo(bursts.dispersion(1), within(0.12 * bursts.dispersion(1)));
        assertThat(bursts.dispersion(1)).isGreaterThan(10);
    }

    @Test
    void recordedRequestsKeepTheirTimes() {
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
        assertThat(Hamlet.task(source.demand, (int) source.tasks.likeTask[1])).isEqualTo(task);
    }

    private static ArrivingTasks demand(Scenario scenario, Arrivals arrivals, TaskSizes sizes, long seed) {
        Dynamics d = Dynamics.stationary();
        var dynamics = d.withWirelessMotion(List.of())
                .withMobileMotion(List.of())
                .withArrivals(arrivals)
                .withSizes(sizes)
                .withEscrow(true);
        return new ArrivingTasks(scenario, dynamics, new RandomStreams(seed));
    }

    private static NetworkState stationary(Scenario scenario) {
        return new NetworkState(Setups.of(scenario, Dynamics.stationary(), 0), new RandomStreams(1));
    }

    private static double[] times(double rate, int slots) {
        var source = new Source(ONE, new Arrivals.Poisson(rate));
        for (int slot = 0; slot <= slots; slot++) {
            source.arrive(slot);
        }
        return Arrays.copyOf(source.tasks.arrived, source.tasks.rows);
    }

    /** Gaps are sampled independently of the rate: twice the rate has the same tasks in half the time. */
    @Test
    void rateScalesArrivalGaps() {
        double[] slow = times(2, 40);
        double[] fast = times(4, 20);
        assertThat(slow).hasSizeBetween(50, 110).hasSameSizeAs(fast);
        for (int i = 0; i < slow.length; i++) {
            assertThat(fast[i]).isCloseTo(slow[i] / 2, within(1e-9));
        }
    }

    /** In slots of 2 s each agent has one task at the start of each slot, 8e9 in total. */
    @Test
    void everySlotHasOneTaskPerAgent() {
        Scenario hamlet = Hamlet.lasting(2);
        ArrivingTasks demand = demand(hamlet, new Arrivals.EverySlot(), TaskSizes.OWN, 1);
        var tasks = new TaskTable();
        assertThat(demand.arrive(3, tasks, stationary(hamlet))).isEqualTo(8e9);
        assertThat(tasks.rows).isEqualTo(2);
        assertThat(tasks.owner).startsWith(0, 1);
        assertThat(tasks.arrived).startsWith(6, 6);
        assertThat(tasks.dueSeconds).startsWith(10, 10);
        assertThat(tasks.cameIn).startsWith(3, 3);
        assertThat(tasks.likeTask).startsWith(0, 1);
    }

    /** With slots of 2 s, arrivals of slot 2 are between 2 and 4 s, with the configured rate. */
    @Test
    void arrivalsCoverLongerSlots() {
        Scenario hamlet = Hamlet.lasting(2);
        ArrivingTasks demand = demand(hamlet, new Arrivals.Poisson(500), TaskSizes.OWN, 1);
        var tasks = new TaskTable();
        NetworkState network = stationary(hamlet);
        demand.arrive(1, tasks, network);
        int before = tasks.rows;
        double work = demand.arrive(2, tasks, network);
        assertThat(tasks.rows - before).isBetween(1_800, 2_200);
        assertThat(work).isCloseTo((tasks.rows - before) * 4e9, within(1.0));
        for (int row = before; row < tasks.rows; row++) {
            assertThat(tasks.arrived[row]).isGreaterThan(2).isLessThanOrEqualTo(4);
            assertThat(tasks.dueSeconds[row]).isEqualTo(tasks.arrived[row] + 4);
        }
    }

    /** If busy and calm slots alternate, tasks arrive in every second slot. */
    @Test
    void calmAndBusySlotsAlternate() {
        var source = new Source(ONE, new Arrivals.Bursts(0, 50, 1, 1));
        boolean[] busy = new boolean[20];
        for (int slot = 1; slot < 20; slot++) {
            busy[slot] = source.arrive(slot) > 0;
        }
        for (int slot = 3; slot < 20; slot++) {
            assertThat(busy[slot]).isNotEqualTo(busy[slot - 1]).isEqualTo(busy[slot - 2]);
        }
    }

    /** The chain starts in its stationary distribution, and its transitions have the configured probabilities. */
    @Test
    void burstTransitionsHaveConfiguredProbabilities() {
        NetworkState network = stationary(Hamlet.HAMLET);
        int first = 0;
        int rises = 0;
        int calm = 0;
        int falls = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            ArrivingTasks demand = demand(Hamlet.HAMLET, new Arrivals.Bursts(0, 40, 0.2, 0.6), TaskSizes.OWN, seed);
            var tasks = new TaskTable();
            boolean busy = demand.arrive(1, tasks, network) > 0;
            boolean next = demand.arrive(2, tasks, network) > 0;
            first += busy ? 1 : 0;
            calm += busy ? 0 : 1;
            rises += !busy && next ? 1 : 0;
            falls += busy && !next ? 1 : 0;
        }
        assertThat(first / 2_000.0).isCloseTo(0.25, within(0.04));
        assertThat(rises / (double) calm).isCloseTo(0.2, within(0.04));
        assertThat(falls / (double) first).isCloseTo(0.6, within(0.08));
    }

    /** With sizes of any agent, each of the two tasks has probability 0.5, independently by agent and task number. */
    @Test
    void sizesMayComeFromAnyAgent() {
        var other = Hamlet.HAMLET.wirelessAgents().get(1).withTask(new Task(1e6, 1e9, 2));
        Scenario two = Hamlet.HAMLET.withWirelessAgents(
                List.of(Hamlet.HAMLET.wirelessAgents().getFirst(), other));
        ArrivingTasks demand = demand(two, new Arrivals.EverySlot(), TaskSizes.ANY, 1);
        NetworkState network = stationary(two);
        var tasks = new TaskTable();
        double work = 0;
        for (int slot = 0; slot < 500; slot++) {
            work += demand.arrive(slot, tasks, network);
        }
        int others = 0;
        int apart = 0;
        for (int row = 0; row < tasks.rows; row++) {
            assertThat(tasks.dueSeconds[row] - tasks.arrived[row]).isEqualTo(tasks.likeTask[row] == 1 ? 2 : 4);
            others += (int) tasks.likeTask[row];
            apart += row % 2 == 1 && tasks.likeTask[row] != tasks.likeTask[row - 1] ? 1 : 0;
        }
        assertThat(others / 1_000.0).isCloseTo(0.5, within(0.06));
        assertThat(apart / 500.0).as("sizes of the two agents are independent").isCloseTo(0.5, within(0.1));
        assertThat(work).isCloseTo(others * 1e9 + (1_000 - others) * 4e9, within(1.0));
    }

    /** An absent agent has no tasks. Later tasks are the same as without the absence. */
    @Test
    void absentAgentMissesOnlyItsTasks() {
        Scenario even = Hamlet.at(Hamlet.EVEN, new double[] {0, 0}, new double[] {0, 0, 0});
        Motion late =
                new TrackPlayback(Track.of(new double[] {0, 99}, new double[2], new double[2], 60), 4.5, 1e3, false);
        Dynamics moving = Altered.from(Dynamics.stationary())
                .withMotion(List.of(late, new Stationary(0, 0)), List.of())
                .dynamics();
        Arrivals arrivals = new Arrivals.Poisson(3);
        var away = new NetworkState(Setups.of(even, moving, 0), new RandomStreams(1));
        ArrivingTasks missing = demand(even, arrivals, TaskSizes.OWN, 1);
        ArrivingTasks all = demand(even, arrivals, TaskSizes.OWN, 1);
        var some = new TaskTable();
        var others = new TaskTable();
        for (int slot = 0; slot <= 10; slot++) {
            if (slot > 0) {
                away.moveTo(slot, slot);
            }
            missing.arrive(slot, some, away);
            all.arrive(slot, others, stationary(even));
        }
        List<String> kept = descriptions(others)
                .filter(task -> !task.matches("0 in [0-4] .*"))
                .toList();
        assertThat(descriptions(some)).containsExactlyElementsOf(kept).hasSizeGreaterThan(20);
        assertThat(missing.missed()).isZero();
    }

    /** A recorded request goes to an agent that is present at its time, with equal probability. Without one it is missed. */
    @Test
    void requestsGoToPresentAgents() {
        Scenario even = Hamlet.at(Hamlet.EVEN, new double[] {0, 0}, new double[] {0, 0, 0});
        Track stay = Track.of(new double[] {0, 99}, new double[2], new double[2], 60);
        Dynamics moving = Altered.from(Dynamics.stationary())
                .withMotion(
                        List.of(new TrackPlayback(stay, 4.5, 1e3, false), new TrackPlayback(stay, 1.5, 1e3, false)),
                        List.of())
                .dynamics();
        var trace = new Arrivals.Trace(IntStream.range(0, 4_000)
                .mapToObj(i -> new Arrivals.Trace.Request(i / 400.0, Hamlet.TASK))
                .toList());
        var network = new NetworkState(Setups.of(even, moving, 0), new RandomStreams(1));
        ArrivingTasks demand = demand(even, trace, TaskSizes.OWN, 1);
        var tasks = new TaskTable();
        for (int slot = 0; slot <= 10; slot++) {
            if (slot > 0) {
                network.moveTo(slot, slot);
            }
            demand.arrive(slot, tasks, network);
        }
        int[] each = new int[2];
        for (int row = 0; row < tasks.rows; row++) {
            each[tasks.owner[row]]++;
            assertThat(tasks.cameIn[row]).isGreaterThanOrEqualTo(tasks.owner[row] == 0 ? 5 : 2);
        }
        assertThat(demand.missed()).as("before the first agent is present").isEqualTo(401);
        assertThat(each[0]).as("half of the requests of the last 6 s").isCloseTo(1_200, within(100));
    }

    /** All agents are present. */
    @Test
    void requestOwnersAreSampledByKey() {
        var trace = new Arrivals.Trace(Collections.nCopies(40, new Arrivals.Trace.Request(0, Hamlet.TASK)));
        var tasks = new TaskTable();
        demand(Hamlet.HAMLET, trace, TaskSizes.OWN, 1).arrive(40, tasks, stationary(Hamlet.HAMLET));
        int[] drawn = new int[40];
        Arrays.setAll(drawn, i -> (int) Long.remainderUnsigned(new RandomStreams(1).key("trace-owner", i), 2));
        assertThat(Arrays.copyOf(tasks.owner, 40)).isEqualTo(drawn);
    }

    private static Stream<String> descriptions(TaskTable tasks) {
        return IntStream.range(0, tasks.rows)
                .mapToObj(row -> tasks.owner[row] + " in " + tasks.cameIn[row] + " at " + tasks.arrived[row]);
    }

    /** A checkpoint restores the state of each arrival process. */
    @Test
    void checkpointRestoresArrivals() {
        NetworkState network = stationary(Hamlet.HAMLET);
        var trace = new Arrivals.Trace(List.of(
                new Arrivals.Trace.Request(0, Hamlet.TASK),
                new Arrivals.Trace.Request(1, Hamlet.TASK),
                new Arrivals.Trace.Request(2, Hamlet.TASK)));
        for (Arrivals arrivals : List.of(new Arrivals.Bursts(5, 40, 0.5, 0.5), new Arrivals.Poisson(9), trace)) {
            ArrivingTasks demand = demand(Hamlet.HAMLET, arrivals, TaskSizes.ANY, 4);
            demand.arrive(1, new TaskTable(), network);
            var copies = new Copies();
            demand.exchange(copies);
            ArrivingTasks same = demand(Hamlet.HAMLET, arrivals, TaskSizes.ANY, 4);
            same.exchange(copies.read());
            assertThat(copies.isEmpty()).isTrue();
            var one = new TaskTable();
            var other = new TaskTable();
            for (int slot = 2; slot < 8; slot++) {
                demand.arrive(slot, one, network);
                same.arrive(slot, other, network);
            }
            assertThat(other).usingRecursiveComparison().isEqualTo(one);
            assertThat(one.rows).isPositive();
        }
    }

    /** Bursts are common to all agents: they do not depend on the number of agents. */
    @Test
    void burstsAreCommonToAllAgents() {
        var bursts = new Arrivals.Bursts(0, 60, 0.5, 0.5);
        boolean[][] busy = new boolean[2][30];
        Scenario alone = Hamlet.HAMLET
                .withWirelessAgents(List.of(Hamlet.HAMLET.wirelessAgents().getFirst()))
                .withNetwork(Hamlet.EVEN);
        Scenario both = Hamlet.HAMLET.withNetwork(Hamlet.EVEN);
        for (int i = 0; i < 2; i++) {
            Scenario scenario = i == 0 ? alone : both;
            ArrivingTasks demand = demand(scenario, bursts, TaskSizes.OWN, 1);
            NetworkState network = stationary(scenario);
            for (int slot = 1; slot < 30; slot++) {
                busy[i][slot] = demand.arrive(slot, new TaskTable(), network) > 0;
            }
        }
        assertThat(busy[0]).isEqualTo(busy[1]).contains(true);
    }

    @Test
    void requestsArriveInTheirSlotOfTwoSeconds() {
        Scenario hamlet = Hamlet.lasting(2);
        var trace = new Arrivals.Trace(List.of(new Arrivals.Trace.Request(3.5, Hamlet.TASK)));
        ArrivingTasks demand = demand(hamlet, trace, TaskSizes.OWN, 1);
        assertThat(demand.arrive(1, new TaskTable(), stationary(hamlet))).isZero();
        assertThat(demand.arrive(2, new TaskTable(), stationary(hamlet))).isEqualTo(4e9);
    }
}
