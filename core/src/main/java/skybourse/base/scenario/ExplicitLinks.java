package skybourse.base.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.ExplicitNetwork.Link;

/** Links that a scenario lists explicitly, sorted by sender. */
final class ExplicitLinks implements ScenarioLinks {

    private final List<List<Link>> byWirelessAgent = new ArrayList<>();
    private final Map<String, Integer> leaderIndex;
    private final double[][] relay;

    ExplicitLinks(Scenario scenario, List<Link> links) {
        List<Leader> leaders = scenario.leaders();
        leaderIndex = indices(leaders);
        Map<String, Integer> wireless = indices(scenario.wirelessAgents());
        Map<String, Integer> aerial = indices(scenario.aerialAgents());
        scenario.wirelessAgents().forEach(agent -> byWirelessAgent.add(new ArrayList<>()));
        relay = new double[leaders.size()][aerial.size()];
        Set<List<String>> seen = new HashSet<>();
        for (Link link : links) {
            if (!seen.add(List.of(link.from(), link.to()))) {
                throw new IllegalArgumentException(
                        "links must name each pair once: " + link.from() + " to " + link.to());
            }
            Integer sender = wireless.get(link.from());
            Integer relays = leaderIndex.get(link.from());
            if (sender != null && leaderIndex.containsKey(link.to())) {
                byWirelessAgent.get(sender).add(link);
            } else if (relays != null && leaders.get(relays).resells() && aerial.containsKey(link.to())) {
                relay[relays][aerial.get(link.to())] = link.bitsPerSecond();
            } else {
                throw new IllegalArgumentException(
                        "links must lead from a wireless agent to a leader or from a fixed to an aerial agent: "
                                + link.from() + " to " + link.to());
            }
        }
        byWirelessAgent.forEach(list -> list.sort(Comparator.comparing(link -> leaderIndex.get(link.to()))));
    }

    private static Map<String, Integer> indices(List<? extends Agent> agents) {
        Map<String, Integer> indices = new HashMap<>();
        agents.forEach(agent -> indices.put(agent.id(), indices.size()));
        return indices;
    }

    @Override
    public AgentLinks of(int wirelessAgent) {
        List<Link> links = byWirelessAgent.get(wirelessAgent);
        return new AgentLinks(
                links.stream()
                        .map(Link::to)
                        .mapToInt(leader -> leaderIndex.getOrDefault(leader, -1))
                        .toArray(),
                links.stream().mapToDouble(Link::bitsPerSecond).toArray(),
                links.stream().mapToDouble(Link::quality).toArray());
    }

    @Override
    public double relayBitsPerSecond(int leader, int aerialAgent) {
        return relay[leader][aerialAgent];
    }
}
