package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Reputation;
import skybourse.round.motion.Motion;

/**
 * Changes of a market over time. With {@link #stationary()} each slot is the scenario's round, and differs only by the state that earlier slots
 * leave, such as backlogs.
 *
 * @param wirelessMotion motion by wireless agent index; empty if none of them moves
 * @param mobileMotion motion by mobile agent index; empty if none of them moves
 * @param channel evolution of channels with the distance moved
 * @param arrivals arrival process of tasks
 * @param queue order in which a wireless agent offers its waiting tasks
 * @param sizes source of the size and deadline of an arriving task; ignored for recorded requests, which have their own
 * @param messages delay and loss of quotes and reports
 * @param pricing pricing of leaders
 * @param handover treatment of transfers and results when agents move apart
 * @param aerialEnergy batteries of aerial agents; empty for unlimited energy
 * @param escrow whether payments are held in escrow until delivery
 * @param adversary malicious agents and accidents; empty if all agents are honest and no piece fails
 * @param reputation exclusion of leaders whose pieces often fail; empty if no leader is excluded
 */
@RecordBuilder
public record Dynamics(
        List<Motion> wirelessMotion,
        List<Motion> mobileMotion,
        ChannelDynamics channel,
        Arrivals arrivals,
        QueueOrder queue,
        TaskSizes sizes,
        MessageDelays messages,
        PricingSettings pricing,
        HandoverSettings handover,
        Optional<AerialEnergy> aerialEnergy,
        boolean escrow,
        Optional<Adversary> adversary,
        Optional<Reputation> reputation)
        implements DynamicsBuilder.With {

    /** Order in which a wireless agent offers its waiting tasks, one per slot. */
    public enum QueueOrder {
        /** First in, first out. */
        FIFO,
        /** Earliest deadline first. */
        EDF
    }

    /** Source of the size and deadline of an arriving task. */
    public enum TaskSizes {
        /** The agent's own task in the scenario. */
        OWN,
        /** The task of a random wireless agent of the scenario, sampled for each arrival. */
        ANY
    }

    public Dynamics {
        wirelessMotion = List.copyOf(wirelessMotion);
        mobileMotion = List.copyOf(mobileMotion);
    }

    /** Returns dynamics in which no agent moves and one task per agent arrives in each slot, with escrow and the standard pricing. */
    public static Dynamics stationary() {
        return new Dynamics(
                List.of(),
                List.of(),
                ChannelDynamics.standard(),
                new Arrivals.EverySlot(),
                QueueOrder.FIFO,
                TaskSizes.OWN,
                MessageDelays.immediate(),
                PricingSettings.standard(),
                HandoverSettings.standard(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns whether wireless or mobile agents may change their positions. Flights of aerial agents do not count. */
    public boolean moves() {
        return !wirelessMotion.isEmpty() || !mobileMotion.isEmpty();
    }

    /**
     * Returns the offered load: the mean work that arrives per slot divided by the work that all processors of a scenario can compute in one slot.
     * If it exceeds 1, backlogs grow at any prices.
     */
    public double load(Scenario scenario) {
        int agents = scenario.wirelessAgents().size();
        double slot = scenario.rules().roundSeconds();
        double speed = scenario.agents()
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .sum();
        double work = tasks(scenario).mapToDouble(Task::work).average().orElseThrow();
        return arrivals.meanPerSlot(slot, agents) * agents * work / (slot * speed);
    }

    /** Returns the tasks from which arriving tasks are chosen: those of the recorded requests, or those of the wireless agents. */
    public Stream<Task> tasks(Scenario scenario) {
        return arrivals instanceof Arrivals.Trace trace
                ? trace.requests().stream().map(Arrivals.Trace.Request::task)
                : scenario.wirelessAgents().stream().map(WirelessAgent::task);
    }
}
