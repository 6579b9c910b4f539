package skybourse.venue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Network;

/** Computes account numbers and links of newcomers, which are agents that the scenario file does not list. */
final class NewcomerSeats {

    private NewcomerSeats() {}

    /**
     * Returns the lowest unused account number for a newcomer.
     *
     * @param places number of seats in the scenario file, whose accounts have the lowest numbers
     * @param seats all seats
     */
    static int freeAccount(int places, Collection<Seat> seats) {
        Set<Integer> used = seats.stream().map(seat -> seat.account).collect(Collectors.toSet());
        return IntStream.iterate(places, account -> account + 1)
                .filter(account -> !used.contains(account))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns a network in which newcomers have the links of their models. Links between two models are copied for their newcomers too. Only links
     * of an {@link ExplicitNetwork} are copied; other networks are returned unchanged.
     */
    static Network linked(Network network, Collection<Seat> seats) {
        if (!(network instanceof ExplicitNetwork given)) {
            return network;
        }
        Map<String, List<String>> names = new HashMap<>();
        seats.stream()
                .filter(Seat::isNewcomer)
                .forEach(seat -> names.computeIfAbsent(seat.listed.id(), id -> new ArrayList<>(List.of(id)))
                        .add(seat.id));
        return new ExplicitNetwork(given.links().stream()
                .flatMap(link -> names.getOrDefault(link.from(), List.of(link.from())).stream()
                        .flatMap(from -> names.getOrDefault(link.to(), List.of(link.to())).stream()
                                .map(to -> new ExplicitNetwork.Link(from, to, link.bitsPerSecond(), link.quality()))))
                .toList());
    }
}
