package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkTerms;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;

/** The games of a slot: as it is, and as leaders see it. */
final class SlotGames {

    /** A mobile agent with less of its capacity free than this share is closed: whatever it sold would be beyond. */
    private static final double LEAST_FREE = 1e-6;

    private final SlotPlay play;
    private final MarketState state;
    private final Scenario scenario;
    private final Offers offers;

    private boolean[] open = {};
    private boolean allOpen;
    private Scenario slotScenario;

    SlotGames(SlotPlay play, Offers offers) {
        this.play = play;
        this.offers = offers;
        state = play.state;
        scenario = play.scenario;
        slotScenario = scenario;
    }

    boolean isOpen(int leader) {
        return open[leader];
    }

    /** Says which leaders take new work: those that are there and whose backlog is not too long. */
    void openLeaders() {
        open = new boolean[play.capacities.length];
        double most = state.setup.dynamics().pricing().mostBacklogSlots();
        List<Leader> leaders = scenario.leaders();
        allOpen = true;
        for (int s = 0; s < open.length; s++) {
            double free = play.capacities[s] - state.backlog[s];
            open[s] = state.world.isLeaderPresent(s)
                    && state.backlog[s] <= most * play.capacities[s]
                    && (leaders.get(s).resells() || free > LEAST_FREE * play.capacities[s]);
            allOpen &= open[s];
        }
    }

    /** Returns those of an agent's links whose leaders take new work. */
    AgentLinks opened(AgentLinks links) {
        if (allOpen) {
            return links;
        }
        int[] kept = IntStream.range(0, links.count())
                .filter(l -> open[links.leaders()[l]])
                .toArray();
        return new AgentLinks(
                Arrays.stream(kept).map(l -> links.leaders()[l]).toArray(),
                Arrays.stream(kept).mapToDouble(l -> links.bitsPerSecond()[l]).toArray(),
                Arrays.stream(kept).mapToDouble(l -> links.qualities()[l]).toArray());
    }

    /** Returns the slot's tasks and what aerial agents ask now, as a scenario of their own. */
    private Scenario scenarioOf(List<WirelessAgent> agents) {
        Scenario tasks = agents.equals(scenario.wirelessAgents()) ? scenario : scenario.withWirelessAgents(agents);
        if (!state.fleet.repricesByCharge()) {
            return tasks;
        }
        List<AerialAgent> selling = IntStream.range(0, scenario.aerialAgents().size())
                .mapToObj(state.fleet::selling)
                .toList();
        return tasks.withAerialAgents(selling);
    }

    /** Returns the scenario that tier 2 of this slot is played in. */
    Scenario slotScenario() {
        return offers.count() == 0 ? scenarioOf(scenario.wirelessAgents()) : slotScenario;
    }

    /** Returns who reaches whom among those that offer, and the aerial agents at their stations. */
    Reach reach() {
        return new Reach() {
            @Override
            public AgentLinks of(int wirelessAgent) {
                return state.world.links(offers.agent(wirelessAgent));
            }

            @Override
            public double relayBitsPerSecond(int leader, int aerialAgent) {
                return state.fleet.isServing(aerialAgent) ? state.world.relayBitsPerSecond(leader, aerialAgent) : 0;
            }
        };
    }

    double waitSeconds(int leader) {
        return state.backlog[leader] / scenario.leaders().get(leader).computer().workPerSecond();
    }

    /** Terms of links where everyone knows the leaders' queues. */
    LinkTerms terms() {
        double[] speeds = Arrays.copyOf(play.capacities, play.capacities.length);
        double[] waits = new double[speeds.length];
        for (int s = 0; s < speeds.length; s++) {
            speeds[s] = scenario.leaders().get(s).computer().workPerSecond();
            waits[s] = waitSeconds(s);
        }
        return new LinkTerms() {
            @Override
            public double workPerSecond(int leader) {
                return speeds[leader];
            }

            @Override
            public double waitSeconds(int follower, int leader) {
                return waits[leader];
            }
        };
    }

    /** Returns the game of this slot as it is, or null where nobody offers a task. */
    @Nullable
    PricingGame gameOf(double headRoom) {
        if (offers.followers().isEmpty()) {
            return null;
        }
        slotScenario = scenarioOf(offers.followers());
        LeaderTable table = state.desk.table(slotScenario, reach(), state.backlog, headRoom);
        return ScenarioGame.of(
                offers.followers(), table, i -> opened(state.world.links(offers.agent(i))), terms(), state.moneyScale);
    }

    /** Returns the game that leaders see in the reports they have, or null where those name no task. */
    @Nullable
    PricingGame viewGame() {
        List<WirelessAgent> agents = new ArrayList<>();
        List<AgentLinks> links = new ArrayList<>();
        for (int n = 0; n < state.homeBacklog.length; n++) {
            Report report = state.mail.report(n, play.slot);
            if (report != null && report.task() >= 0) {
                agents.add(offers.withTask(n, report.task(), report.secondsLeft()));
                links.add(opened(report.links()));
            }
        }
        if (!offers.followers().isEmpty()) {
            slotScenario = scenarioOf(offers.followers());
        }
        if (agents.isEmpty()) {
            return null;
        }
        LeaderTable table = state.desk.table(scenarioOf(agents), reach(), state.backlog, state.desk.headRoom());
        return ScenarioGame.of(agents, table, links::get, terms(), state.moneyScale);
    }

    /** Returns what the slot's game needs to know of leaders, without head room. */
    LeaderTable table() {
        return state.desk.table(slotScenario, reach(), state.backlog, 0);
    }
}
