package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Position;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.HandoverSettings;
import skybourse.round.dynamics.HandoverSettings.BrokenTransfer;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.state.SimulationCounters;

/** Little's law: the mean number of tasks in a market is the arrival rate times the mean time in the market. */
class LittlesLawTest {

    private static final int TASKS = 300;

    private static Dynamics with(Dynamics d, Arrivals arrivals, BrokenTransfer broken) {
        var handover =
                new HandoverSettings(d.handover().hysteresis(), d.handover().relaySeconds(), broken);
        return Altered.from(d).withArrivals(arrivals).withHandover(handover).dynamics();
    }

    /** An agent out of reach of all leaders, with three tasks of 1 s of work, 0.25 s apart: 1, 1.75 and 2.5 s. */
    @Test
    void timesOfThreeHomeTasksMatchManualCalculation() {
        WirelessAgent first = Setups.REFERENCE.wirelessAgents().getFirst();
        double speed = first.computer().workPerSecond();
        var far = first.withId("far").withPosition(new Position(1e8, 1e8, 1.5));
        var requests = IntStream.range(0, 3)
                .mapToObj(i -> new Arrivals.Trace.Request(0.25 * i, new Task(1e6, speed, 10)))
                .toList();
        Scenario alone = Setups.REFERENCE.withWirelessAgents(List.of(far));
        Dynamics d = with(Dynamics.stationary(), new Arrivals.Trace(requests), BrokenTransfer.HOME);
        Simulation simulation = Simulation.begin(Setups.of(alone, d, 0));
        for (int slot = 0; slot < 3; slot++) {
            simulation.play();
        }
        assertThat(simulation.taskTotals()).containsExactly(3, 3, 0, 0, 0);
        assertThat(simulation.counters().endedSeconds).isCloseTo(5.25, within(1e-12));
        assertThat(simulation.counters().presentSeconds).isCloseTo(5.25, within(1e-12));
    }

    /** With message delays, broken links and expired tasks, the law holds within rounding after all tasks have ended. */
    @Tag("slow")
    @Test
    void littlesLawHoldsAfterAllTasksEnded() {
        var random = new RandomStreams(5).stream("test", 0);
        List<Arrivals.Trace.Request> requests = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < TASKS; i++) {
            seconds += 0.1 * random.nextExponential();
            requests.add(new Arrivals.Trace.Request(seconds, new Task(2e7, 6e9, 1 + 2 * random.nextDouble())));
        }
        for (BrokenTransfer broken : BrokenTransfer.values()) {
            Dynamics moving = Setups.moving(1, MessageDelays.immediate().withTravel(0.2, 0.5, 0.1), Optional.empty());
            Simulation simulation = Simulation.begin(
                    Setups.of(Setups.REFERENCE, with(moving, new Arrivals.Trace(requests), broken), 0));
            List<SlotRow> rows = play(simulation);
            SimulationCounters tally = simulation.counters();
            assertThat(tally.late).isPositive();
            assertThat(tally.expired).isPositive();
            double span = simulation.slot();
            double rate = TASKS / span;
            double meanNumber = tally.presentSeconds / span;
            double meanTime = tally.endedSeconds / TASKS;
            assertThat(meanNumber).isCloseTo(rate * meanTime, within(1e-9 * meanNumber));
            // counted at slot ends, the time of each task differs by at most one slot
            double atEnds = rows.stream()
                    .mapToDouble(row -> row.of(Metric.WAITING) + row.of(Metric.IN_FLIGHT))
                    .sum();
            assertThat(atEnds).isCloseTo(tally.presentSeconds, within((double) TASKS));
        }
    }

    private static List<SlotRow> play(Simulation simulation) {
        List<SlotRow> rows = new ArrayList<>();
        long[] fates;
        do {
            rows.addAll(simulation.play().complete());
            fates = simulation.taskTotals();
        } while (fates[0] < TASKS || fates[0] > fates[1] + fates[2] + fates[3] + fates[4]);
        rows.addAll(simulation.remainingRows());
        return rows;
    }
}
