package skybourse.round.adversary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;

/** Behaviours of the agents of a scenario. Agents without one are honest. Immutable. */
public final class AgentBehaviours {

    private static final double UNIT = 0x1p-53;

    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final RandomStreams streams;

    /** Probability that a piece of a leader has no result, by leader index; empty if it is 0 for all. */
    private final double[] failures;

    private final boolean misreports;

    /**
     * Chooses the malicious agents.
     *
     * @param streams source of the draws: the agents of a share, and the pieces that fail
     * @throws IllegalArgumentException if a share selects no agent, a name is not that of an agent that the behaviour suits, or an agent is in two
     *     groups
     */
    public AgentBehaviours(Adversary adversary, Scenario scenario, RandomStreams streams) {
        this.streams = streams;
        List<Agent> agents = Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream)
                .collect(Collectors.toList());
        for (int group = 0; group < adversary.groups().size(); group++) {
            assign(adversary.groups().get(group), "groups[" + group + "]", agents);
        }
        misreports = behaviours.values().stream()
                .anyMatch(behaviour -> behaviour instanceof Behaviour.Misreport misreport && misreport.factor() != 1);
        double accident = adversary.accident();
        double[] rates = scenario.leaders().stream()
                .mapToDouble(leader -> 1 - (1 - accident) * (1 - noShowRate(leader)))
                .toArray();
        failures = IntStream.range(0, rates.length).anyMatch(s -> rates[s] > 0) ? rates : new double[0];
    }

    private void assign(MaliciousGroup group, String field, List<Agent> agents) {
        List<Agent> suited = agents.stream().filter(group.behaviour()::suits).toList();
        List<String> members =
                group.ids().orElseGet(() -> drawn(suited, group.share().orElseThrow(), field));
        for (String id : members) {
            if (suited.stream().noneMatch(agent -> agent.id().equals(id))) {
                throw new IllegalArgumentException(field + ".ids must name agents that can behave so, "
                        + suited.stream().map(Agent::id).collect(Collectors.joining(", ")) + ": " + id);
            }
            if (behaviours.putIfAbsent(id, group.behaviour()) != null) {
                throw new IllegalArgumentException(field + " must not contain an agent of another group: " + id);
            }
        }
    }

    /** Returns the first agents of a random order that does not depend on the share. A share of 0 is the honest market. */
    private List<String> drawn(List<Agent> suited, double share, String field) {
        int count = (int) Math.round(share * suited.size());
        if (count == 0 && share > 0) {
            throw new IllegalArgumentException(
                    field + ".share must select at least one of " + suited.size() + " agents: " + share);
        }
        int[] order = IntStream.range(0, suited.size()).toArray();
        RandomStreams.shuffle(streams.stream("malicious-agents", 0), order);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(suited.get(order[i]).id());
        }
        return members;
    }

    private double noShowRate(Leader leader) {
        return behaviours.get(leader.id()) instanceof Behaviour.NoShow noShow ? noShow.rate() : 0;
    }

    /** Returns the behaviour of an agent; empty if it is honest. */
    public Optional<Behaviour> behaviour(String agent) {
        return Optional.ofNullable(behaviours.get(agent));
    }

    /** Returns whether some agent reports another weight than its own. */
    public boolean misreport() {
        return misreports;
    }

    /**
     * Returns wireless agents as they report themselves.
     *
     * @return the list itself if all of them report their own weights
     */
    public List<WirelessAgent> reported(List<WirelessAgent> agents) {
        return misreports ? agents.stream().map(this::reported).toList() : agents;
    }

    private WirelessAgent reported(WirelessAgent agent) {
        return behaviours.get(agent.id()) instanceof Behaviour.Misreport misreport && misreport.factor() != 1
                ? agent.withSatisfactionWeight(misreport.factor() * agent.satisfactionWeight())
                : agent;
    }

    /**
     * Returns whether a leader returns no result for its piece of a task. The answer depends only on the arguments, and holds for every larger rate
     * if it holds for a smaller one.
     *
     * @param leader index of the leader
     * @param task number of the task
     */
    public boolean fails(int leader, long task) {
        return failures.length > 0
                && (streams.key("piece-failures", task * failures.length + leader) >>> 11) * UNIT < failures[leader];
    }
}
