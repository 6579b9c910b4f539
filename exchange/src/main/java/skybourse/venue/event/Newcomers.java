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
 * Settings for agents that join and are not listed in the scenario file. A newcomer has the properties of an agent of the file, its model, position
 * and links included, except for its id and its terms.
 *
 * @param most largest number of newcomers, of all kinds together; 0 for none
 * @param like id of the model by kind: {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}; other kinds cannot join
 */
public record Newcomers(int most, SortedMap<String, String> like) {

    /** No newcomers. */
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

    /**
     * Returns the lowest account number for a newcomer that no seat has.
     *
     * @param places number of accounts of the file's seats, which come first
     * @param seats all seats
     */
    public static int freeAccount(int places, Collection<Seat> seats) {
        Set<Integer> used = seats.stream().map(seat -> seat.account).collect(Collectors.toSet());
        return IntStream.iterate(places, account -> account + 1)
                .filter(account -> !used.contains(account))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the largest number of newcomers of a kind. */
    public int most(String kind) {
        return like.containsKey(kind) ? most : 0;
    }

    /** Returns the largest number of newcomers that are leaders. */
    public int mostLeaders() {
        return Math.max(most("mobile"), most("fixed"));
    }

    /**
     * Returns the model of newcomers of a kind.
     *
     * @throws IllegalStateException if no agent can join as this kind
     */
    public Agent like(Scenario scenario, String kind) {
        return all(scenario).stream()
                .filter(agent -> agent.id().equals(like.get(kind)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no agent can join this market as " + kind));
    }

    /** Returns a network in which newcomers have the links of their models, also with each other. */
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
