package skybourse.round.market;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;

/**
 * Links of the agents that are present. They equal the links in the complete scenario, because absent agents do not change the channels of other
 * agents. With successive cancellation, the signals of absent agents still interfere.
 */
final class PresentLinks implements ScenarioLinks {

    private final ScenarioLinks all;
    private final int[] wireless;
    private final int[] leaders;
    private final int[] aerial;
    private final int[] newIndex;

    private PresentLinks(ScenarioLinks all, int[] wireless, int[] leaders, int[] aerial, int allLeaders) {
        this.all = all;
        this.wireless = wireless;
        this.leaders = leaders;
        this.aerial = aerial;
        newIndex = new int[allLeaders];
        Arrays.fill(newIndex, -1);
        for (int s = 0; s < leaders.length; s++) {
            newIndex[leaders[s]] = s;
        }
    }

    /**
     * Computes the links of all agents, and renumbers those that are present.
     *
     * @param everybody scenario with all agents
     * @param present scenario with the agents that are present, in the same order
     */
    static ScenarioLinks of(Scenario everybody, Scenario present) {
        return new PresentLinks(
                ScenarioLinks.cached(everybody),
                places(everybody.wirelessAgents(), present.wirelessAgents()),
                places(everybody.leaders(), present.leaders()),
                places(everybody.aerialAgents(), present.aerialAgents()),
                everybody.leaders().size());
    }

    private static int[] places(List<? extends Agent> all, List<? extends Agent> present) {
        Set<String> ids = present.stream().map(Agent::id).collect(Collectors.toSet());
        return IntStream.range(0, all.size())
                .filter(i -> ids.contains(all.get(i).id()))
                .toArray();
    }

    @Override
    public AgentLinks of(int wirelessAgent) {
        AgentLinks links = all.of(wireless[wirelessAgent]);
        AgentLinks present = links.to(leader -> newIndex[leader] >= 0);
        int[] renumbered =
                Arrays.stream(present.leaders()).map(leader -> newIndex[leader]).toArray();
        return new AgentLinks(renumbered, present.bitsPerSecond(), present.qualities());
    }

    @Override
    public double relayBitsPerSecond(int leader, int aerialAgent) {
        return all.relayBitsPerSecond(leaders[leader], aerial[aerialAgent]);
    }
}
