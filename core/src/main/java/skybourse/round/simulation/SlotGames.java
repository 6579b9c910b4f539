package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.state.SimulationState;
import skybourse.round.state.WirelessAgentReport;
import skybourse.tier1.game.EnergyCurves;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkTerms;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** Games of a slot: the true game, and the games that leaders and wireless agents observe. */
final class SlotGames {

    /** Free capacity, as a share of capacity, up to which a mobile agent is closed, because all its sales would be overload. */
    private static final double LEAST_FREE = 1e-6;

    private final SimulationState state;
    private final Scenario scenario;
    private final List<Leader> leaders;
    private final OfferedTasks offers;
    private final boolean[] open;
    private final boolean allOpen;
    private final Scenario slotScenario;

    /** Published distribution of weights; null if prices are computed for the reported weights. */
    private final @Nullable WeightDistribution distribution;

    /** Agents with the weights for which prices are computed; the offers' own list if these are their own weights. */
    private final List<WirelessAgent> reports;

    /** Game of the agents' own weights; null until it is needed, and if it is the priced game. */
    private @Nullable PricingGame ownGame;

    /** Creates the games. The offers must be chosen and the links prepared before. */
    SlotGames(SimulationState state, OfferedTasks offers) {
        this.state = state;
        this.offers = offers;
        scenario = state.setup.scenario();
        leaders = scenario.leaders();
        distribution = scenario.rules().weights().orElse(null);
        reports = priced(offers.followers());
        open = openLeaders();
        allOpen = IntStream.range(0, open.length).allMatch(this::isOpen);
        slotScenario = scenarioOf(offers.count() == 0 ? scenario.wirelessAgents() : offers.followers());
    }

    boolean isOpen(int leader) {
        return open[leader];
    }

    /**
     * Returns for each leader whether it accepts new work. It must be present, its backlog must be short enough, and its reputation must be high
     * enough. A mobile agent must also have free capacity.
     */
    private boolean[] openLeaders() {
        boolean[] takes = new boolean[state.capacities.length];
        double most = state.setup.dynamics().pricing().mostBacklogSlots();
        for (int s = 0; s < takes.length; s++) {
            double free = state.capacities[s] - state.backlog[s];
            takes[s] = state.world.isLeaderPresent(s)
                    && (state.reputation == null || state.reputation.admits(s, state.slot))
                    && state.backlog[s] <= most * state.capacities[s]
                    && (leaders.get(s).resells() || free > LEAST_FREE * state.capacities[s]);
        }
        return takes;
    }

    /** Returns the links to leaders that accept new work. */
    AgentLinks opened(AgentLinks links) {
        return allOpen ? links : links.to(leader -> open[leader]);
    }

    /** Returns a scenario with the given agents and the present ask prices of aerial agents. */
    private Scenario scenarioOf(List<WirelessAgent> agents) {
        Scenario tasks = agents.equals(scenario.wirelessAgents()) ? scenario : scenario.withWirelessAgents(agents);
        if (!state.fleet.repricesByCharge()) {
            return tasks;
        }
        List<AerialAgent> selling = IntStream.range(0, scenario.aerialAgents().size())
                .mapToObj(state.fleet::seller)
                .toList();
        return tasks.withAerialAgents(selling);
    }

    /** Returns the scenario for tier 2 of this slot. */
    Scenario slotScenario() {
        return slotScenario;
    }

    /** Returns the links of the agents that offer a task, and of the aerial agents at their stations. */
    ScenarioLinks reach() {
        return new ScenarioLinks() {
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
        return state.backlog[leader] / leaders.get(leader).computer().workPerSecond();
    }

    /** Returns link terms with the true waiting times at the leaders. */
    LinkTerms terms() {
        double[] speeds = leaders.stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .toArray();
        double[] waits =
                IntStream.range(0, speeds.length).mapToDouble(this::waitSeconds).toArray();
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

    /** Returns the true game of the slot, without head room; null if no task is offered. */
    @Nullable
    PricingGame trueGame(PricingResult result) {
        PricingGame priced = result.game();
        if (!state.mail.isImmediate()) {
            return gameOf(offers.followers(), 0);
        }
        if (reportsDiffer()) {
            return ownGame();
        }
        boolean isTrue = leaders.stream().allMatch(Leader::resells) || state.desk.headRoom() == 0;
        return priced == null || isTrue ? priced : priced.with(table());
    }

    /** Returns the true game at the prices that each agent was quoted. */
    PricingGame heardGame(ReceivedQuotes quotes) {
        return quotes.game(table(), state.moneyScale, this::openedLinks, terms());
    }

    /** Returns the links of an offer's agent to leaders that accept new work. */
    AgentLinks openedLinks(int offer) {
        return opened(state.world.links(offers.agent(offer)));
    }

    /**
     * Returns the game that leaders price if messages are immediate, with head room: agents have the weights that they report, or that are assigned to
     * their reports. Null if no task is offered.
     */
    @Nullable
    PricingGame reportedGame(double headRoom) {
        return gameOf(reports, headRoom);
    }

    /** Returns the game by which agents buy if messages are immediate: the priced one, or that of their own weights if these differ. */
    PricingGame buyingGame(PricingGame priced) {
        return reportsDiffer() ? Objects.requireNonNull(ownGame()) : priced;
    }

    /** Returns whether leaders price another demand than the true one, because weights are misreported or assigned. */
    boolean reportsDiffer() {
        return distribution != null || state.behaviours.misreport();
    }

    /** Returns agents with the weights for which prices are computed; the same list if these are their own weights. */
    private List<WirelessAgent> priced(List<WirelessAgent> agents) {
        List<WirelessAgent> reported = state.behaviours.reported(agents);
        return distribution == null ? reported : distribution.assign(reported);
    }

    private @Nullable PricingGame ownGame() {
        if (ownGame == null) {
            ownGame = gameOf(offers.followers(), 0);
        }
        return ownGame;
    }

    private @Nullable PricingGame gameOf(List<WirelessAgent> agents, double headRoom) {
        if (agents.isEmpty()) {
            return null;
        }
        Scenario tasks = reportsDiffer() ? scenarioOf(agents) : slotScenario;
        LeaderTable table = state.desk.table(tasks, reach(), state.backlog, headRoom);
        PricingGame spent = state.spentGame;
        state.spentGame = null;
        return ScenarioGameFactory.of(
                agents, table, this::openedLinks, terms(), state.moneyScale, state.setup.tasks(), spent);
    }

    /** Returns the game according to the reports that leaders have received; null if the reports contain no task. */
    @Nullable
    PricingGame viewGame() {
        List<WirelessAgent> agents = new ArrayList<>();
        List<AgentLinks> links = new ArrayList<>();
        for (int n = 0; n < state.homeBacklog.length; n++) {
            WirelessAgentReport report = state.mail.report(n, state.slot);
            if (report != null && report.task() >= 0) {
                agents.add(state.withTask(n, report.task(), report.remainingSeconds()));
                links.add(opened(report.links()));
            }
        }
        if (agents.isEmpty()) {
            return null;
        }
        List<WirelessAgent> priced = priced(agents);
        LeaderTable table = state.desk.table(scenarioOf(priced), reach(), state.backlog, state.desk.headRoom());
        return ScenarioGameFactory.of(priced, table, links::get, terms(), state.moneyScale);
    }

    /** Returns the work above which each leader would rather resell than compute itself, work units. */
    double[] ownWork() {
        boolean anyEarly = leaders.stream().anyMatch(EnergyCurves::resellsWithinCapacity);
        return anyEarly ? EnergyCurves.ownWork(table(), leaders) : state.capacities;
    }

    /** Returns the terms of leaders in this slot, without head room. */
    LeaderTable table() {
        return state.desk.table(slotScenario, reach(), state.backlog, 0);
    }
}
