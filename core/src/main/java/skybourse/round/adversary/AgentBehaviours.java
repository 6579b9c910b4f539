package skybourse.round.adversary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;

/** Behaviours of the agents of a scenario. Agents without one are honest. Immutable. */
public final class AgentBehaviours {

    private static final int MOST_NAMED = 5;

    /** Number of bits of a lot's number in a slot. */
    private static final int LOT_BITS = 17;

    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final RandomStreams streams;

    /** Probability that a piece of a leader has no result, by leader index; empty if it is 0 for all. */
    private final double[] failures;

    /** Number of the first draw of each leader; it depends on the leader's name alone, so that absent leaders change no other draw. */
    private final long[] keys;

    private final boolean misreports;

    private final double accident;
    private final BiPredicate<Behaviour, Agent> seats;

    /**
     * Chooses the malicious agents of a simulation over time.
     *
     * @param streams source of the draws: the agents of a share, and the pieces for which they are malicious
     * @throws IllegalArgumentException if no agent can behave as a group does, a share selects no agent, a name is not that of an agent that can
     *     behave so, or an agent is in two groups
     */
    public AgentBehaviours(Adversary adversary, Scenario scenario, RandomStreams streams) {
        this(adversary, scenario, streams, Behaviour::suitsSimulation);
    }

    /** Chooses the malicious agents of a running exchange. Parameters and errors as for a simulation. */
    public static AgentBehaviours ofExchange(Adversary adversary, Scenario scenario, RandomStreams streams) {
        return new AgentBehaviours(adversary, scenario, streams, Behaviour::suits);
    }

    private AgentBehaviours(
            Adversary adversary, Scenario scenario, RandomStreams streams, BiPredicate<Behaviour, Agent> seats) {
        this.streams = streams;
        this.seats = seats;
        List<MaliciousGroup> groups = adversary.groups();
        // Agents with names first, then small sets of agents before sets that contain them: no choice depends on
        // another draw.
        IntStream.range(0, groups.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> groups.get(i).ids().isPresent()
                        ? 0
                        : suited(groups.get(i), scenario).size()))
                .forEach(i -> assign(groups.get(i), "groups[" + i + "]", suited(groups.get(i), scenario)));
        misreports = behaviours.values().stream()
                .anyMatch(behaviour -> behaviour instanceof Behaviour.Misreport misreport && misreport.factor() != 1);
        accident = adversary.accident();
        double[] rates = scenario.leaders().stream()
                .mapToDouble(leader -> 1 - (1 - accident) * (1 - noShowRate(leader)))
                .toArray();
        keys = scenario.leaders().stream()
                .mapToLong(leader -> (long) leader.id().hashCode() << Integer.SIZE)
                .toArray();
        failures = IntStream.range(0, rates.length).anyMatch(s -> rates[s] > 0) ? rates : new double[0];
    }

    private List<String> suited(MaliciousGroup group, Scenario scenario) {
        return scenario.agents()
                .filter(agent -> seats.test(group.behaviour(), agent))
                .map(Agent::id)
                .toList();
    }

    private void assign(MaliciousGroup group, String field, List<String> suited) {
        Behaviour behaviour = group.behaviour();
        if (suited.isEmpty()) {
            throw new IllegalArgumentException(
                    field + ".behaviour must be one that an agent of this market can play: " + behaviour);
        }
        if (group.share().isPresent()) {
            drawn(suited, group.share().get(), field).forEach(id -> behaviours.put(id, behaviour));
            return;
        }
        for (String id : group.ids().orElseThrow()) {
            if (!suited.contains(id)) {
                throw new IllegalArgumentException(field + ".ids must name agents that can behave so, "
                        + String.join(", ", suited.subList(0, Math.min(suited.size(), MOST_NAMED))) + ": " + id);
            }
            if (behaviours.putIfAbsent(id, behaviour) != null) {
                throw new IllegalArgumentException(
                        field + ".ids must name each agent once, and none of another group: " + id);
            }
        }
    }

    /**
     * Returns the first agents of a random order that does not depend on the share, without those of other groups. A share of 0 is the honest market.
     */
    private List<String> drawn(List<String> suited, double share, String field) {
        int count = (int) Math.round(share * suited.size());
        if (count == 0 && share > 0) {
            throw new IllegalArgumentException(
                    field + ".share must select at least one of " + suited.size() + " agents: " + share);
        }
        int[] order = IntStream.range(0, suited.size()).toArray();
        RandomStreams.shuffle(streams.stream("malicious-agents", 0), order);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < order.length && members.size() < count; i++) {
            if (!behaviours.containsKey(suited.get(order[i]))) {
                members.add(suited.get(order[i]));
            }
        }
        if (members.size() < count) {
            throw new IllegalArgumentException(field + ".share must leave agents for the other groups, at most "
                    + members.size() + " of " + suited.size() + ": " + share);
        }
        return members;
    }

    private double noShowRate(Leader leader) {
        return behaviours.get(leader.id()) instanceof Behaviour.NoShow noShow ? noShow.rate() : 0;
    }

    /**
     * Returns the behaviour of an agent towards one piece; empty if it is honest. The answer depends only on the arguments. An agent that is malicious
     * at some rate is malicious at every higher rate.
     */
    public Optional<Behaviour> behaviour(String agent, String piece) {
        return behaviour(agent).filter(own -> draw("malicious-pieces", agent, piece) < own.rate());
    }

    /** Returns whether an accident prevents the result of a piece. The answer depends only on the piece. */
    public boolean isAccident(String piece) {
        return accident > draw("accidents", "", piece);
    }

    private double draw(String purpose, String agent, String piece) {
        return draw(purpose, agent, piece.hashCode());
    }

    private double draw(String purpose, String agent, long number) {
        return streams.uniformKey(purpose, ((long) agent.hashCode() << Integer.SIZE) + number);
    }

    /** Returns the behaviour of an agent; empty if it is honest. */
    public Optional<Behaviour> behaviour(String agent) {
        return Optional.ofNullable(behaviours.get(agent));
    }

    /**
     * Returns whether an aerial agent does not compute a lot that it sold. The answer depends only on the arguments, and holds for every larger rate if
     * it holds for a smaller one.
     *
     * @param agent name of the aerial agent
     * @param slot number of the slot
     * @param lot number of the lot among those that the agent offers in the slot, from 1
     */
    public boolean failsLot(String agent, long slot, int lot) {
        return behaviours.get(agent) instanceof Behaviour.NoShow noShow
                && draw("lot-failures", agent, (slot << LOT_BITS) + lot) < noShow.rate();
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
        return failures.length > 0 && streams.uniformKey("piece-failures", keys[leader] + task) < failures[leader];
    }
}
