package skybourse.venue.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Network;
import skybourse.base.scenario.Scenario;

/**
 * Who may join a market beside the seats of its file. A newcomer is like an agent of the file, place and links too, but for its id and for
 * what it says of itself.
 *
 * @param most how many, of all kinds together; 0 for none
 * @param like the agent of the file that a newcomer is like, by kind: {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}; nobody
 *     joins as another kind
 */
public record Newcomers(int most, SortedMap<String, String> like) {

    /** Nobody joins. */
    public static final Newcomers NONE = new Newcomers(0, new TreeMap<>());

    public Newcomers {
        like = Collections.unmodifiableSortedMap(like);
    }

    /** Returns all agents of a scenario, in its order. */
    public static List<Agent> all(Scenario scenario) {
        return Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .<Agent>flatMap(List::stream)
                .toList();
    }

    /** Returns the first account of newcomers that no seat has, behind those of the file's places. */
    public static int freeAccount(int places, Collection<Seat> seats) {
        Set<Integer> used = seats.stream().map(seat -> seat.account).collect(Collectors.toSet());
        return IntStream.iterate(places, account -> account + 1)
                .filter(account -> !used.contains(account))
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many may join as a kind. */
    public int most(String kind) {
        return like.containsKey(kind) ? most : 0;
    }

    /** Returns how many may join as a leader. */
    public int mostLeaders() {
        return Math.max(most("mobile"), most("fixed"));
    }

    /** Returns the agent of the file that a newcomer of a kind is like. */
    public Agent like(Scenario scenario, String kind) {
        return all(scenario).stream()
                .filter(agent -> agent.id().equals(like.get(kind)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no agent can join this market as " + kind));
    }

    /** Returns a network in which newcomers have the links of those that they are like, to newcomers too. */
    public Network linked(Network network, Collection<Seat> seats) {
        if (!(network instanceof ExplicitNetwork given)) {
            return network;
        }
        Map<String, List<String>> names = new HashMap<>();
        seats.stream()
                .filter(Seat::isNewcomer)
                .forEach(seat -> names.computeIfAbsent(seat.agent.id(), id -> new ArrayList<>(List.of(id)))
                        .add(seat.id));
        return new ExplicitNetwork(given.links().stream()
                .flatMap(link -> names.getOrDefault(link.from(), List.of(link.from())).stream()
                        .flatMap(from -> names.getOrDefault(link.to(), List.of(link.to())).stream()
                                .map(to -> new ExplicitNetwork.Link(from, to, link.bitsPerSecond(), link.quality()))))
                .toList());
    }
}
