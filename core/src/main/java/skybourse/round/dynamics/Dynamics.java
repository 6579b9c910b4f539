package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.motion.Motion;

/**
 * What of a market changes with time. {@link #standing()} changes nothing: each slot is the round that the scenario describes,
 * but for what the slots before left behind.
 *
 * @param wirelessMotion by wireless agent index; empty where all stand where the scenario has them
 * @param mobileMotion by mobile agent index; empty where all stand
 * @param channel how channels change with the way
 * @param arrivals when tasks come
 * @param queue which of its tasks a wireless agent offers
 * @param sizes whose task comes
 * @param messages how quotes and reports travel
 * @param pricing how leaders price
 * @param handover what becomes of what is sent when agents move apart
 * @param aerialEnergy batteries of aerial agents; empty where they never run down
 * @param escrow whether sellers are paid on delivery only
 */
@RecordBuilder
public record Dynamics(
        List<Motion> wirelessMotion,
        List<Motion> mobileMotion,
        ChannelInTime channel,
        Arrivals arrivals,
        QueueOrder queue,
        TaskSizes sizes,
        Messages messages,
        Pricing pricing,
        Handover handover,
        Optional<AerialEnergy> aerialEnergy,
        boolean escrow)
        implements DynamicsBuilder.With {

    /** Which of its waiting tasks a wireless agent offers in a slot. */
    public enum QueueOrder {
        /** The one that came first. */
        FIFO,
        /** The one with the earliest deadline. */
        EDF
    }

    /** Whose size and deadline a task that comes has. */
    public enum TaskSizes {
        /** The agent's own, each time. */
        OWN,
        /** Those of an agent of the scenario drawn anew for each task. */
        ANY
    }

    public Dynamics {
        wirelessMotion = List.copyOf(wirelessMotion);
        mobileMotion = List.copyOf(mobileMotion);
    }

    /** Returns a market in which nobody moves and a task comes every slot, with escrow and the standard pricing. */
    public static Dynamics standing() {
        return new Dynamics(
                List.of(),
                List.of(),
                ChannelInTime.standard(),
                new Arrivals.EverySlot(),
                QueueOrder.FIFO,
                TaskSizes.OWN,
                Messages.immediate(),
                Pricing.standard(),
                Handover.standard(),
                Optional.empty(),
                true);
    }

    /** Tells whether any agent may change its place. */
    public boolean moves() {
        return !wirelessMotion.isEmpty() || !mobileMotion.isEmpty();
    }

    /**
     * Returns the work that comes in a slot by what all processors of a scenario do in one: above 1 no price keeps backlogs from
     * growing.
     */
    public double load(Scenario scenario) {
        int agents = scenario.wirelessAgents().size();
        double slot = scenario.rules().roundSeconds();
        double speed = Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream)
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .sum();
        double work = tasks(scenario).mapToDouble(Task::work).average().orElseThrow();
        return arrivals.meanPerSlot(slot, agents) * agents * work / (slot * speed);
    }

    /** Returns the tasks of which those that come are some: recorded ones, or those of the wireless agents. */
    public Stream<Task> tasks(Scenario scenario) {
        return arrivals instanceof Arrivals.Trace trace
                ? trace.requests().stream().map(Arrivals.Trace.Request::task)
                : scenario.wirelessAgents().stream().map(WirelessAgent::task);
    }
}
