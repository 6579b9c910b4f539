package skybourse.base.scenario;

import skybourse.base.numeric.TaskRunner;

/** Links of wireless agents, computed once and stored. Relay rates are not stored: each query reads them from the network. */
final class CachedLinks implements ScenarioLinks {

    // Smallest number of agents per thread.
    private static final int LEAST_PER_THREAD = 128;

    private final AgentLinks[] byAgent;
    private final ScenarioLinks relays;

    private CachedLinks(AgentLinks[] byAgent, ScenarioLinks relays) {
        this.byAgent = byAgent;
        this.relays = relays;
    }

    static CachedLinks of(Scenario scenario, TaskRunner tasks) {
        ScenarioLinks reach = scenario.network().linksOf(scenario);
        AgentLinks[] links =
                tasks.map(scenario.wirelessAgents().size(), LEAST_PER_THREAD, reach::of, AgentLinks[]::new);
        return new CachedLinks(links, reach);
    }

    @Override
    public AgentLinks of(int wirelessAgent) {
        return byAgent[wirelessAgent];
    }

    @Override
    public double relayBitsPerSecond(int leader, int aerialAgent) {
        return relays.relayBitsPerSecond(leader, aerialAgent);
    }
}
