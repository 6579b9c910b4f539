package skybourse.base.scenario;

import java.util.stream.IntStream;

/** Links that were worked out once, agent by agent. */
final class KeptReach implements Reach {

    private final AgentLinks[] byAgent;
    private final Reach relays;

    private KeptReach(AgentLinks[] byAgent, Reach relays) {
        this.byAgent = byAgent;
        this.relays = relays;
    }

    static KeptReach of(Scenario world) {
        Reach reach = world.network().reach(world);
        AgentLinks[] links = IntStream.range(0, world.wirelessAgents().size())
                .parallel()
                .mapToObj(reach::of)
                .toArray(AgentLinks[]::new);
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
