package skybourse.base.scenario;

import skybourse.base.numeric.TaskRunner;

/** Links that are computed once and stored. */
final class KeptReach implements Reach {

    private static final int LEAST_PER_THREAD = 128; // agents

    private final AgentLinks[] byAgent;
    private final Reach relays;

    private KeptReach(AgentLinks[] byAgent, Reach relays) {
        this.byAgent = byAgent;
        this.relays = relays;
    }

    static KeptReach of(Scenario world, TaskRunner tasks) {
        Reach reach = world.network().reach(world);
        AgentLinks[] links = tasks.map(world.wirelessAgents().size(), LEAST_PER_THREAD, reach::of, AgentLinks[]::new);
        return new KeptReach(links, reach);
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
