package skybourse.round.adversary;

import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.Checks;

/**
 * Agents with one behaviour. Either a share of all agents that the behaviour suits, chosen at random, or agents by name. A larger share contains the
 * agents of a smaller one.
 *
 * @param behaviour the behaviour
 * @param share share of the agents, in [0, 1]; empty if {@code ids} names them
 * @param ids names of the agents; empty if {@code share} is given
 */
public record MaliciousGroup(Behaviour behaviour, Optional<Double> share, Optional<List<String>> ids) {

    /**
     * Validates and copies the components.
     *
     * @throws IllegalArgumentException if not exactly one of {@code share} and {@code ids} is given, or if one is outside its range
     */
    public MaliciousGroup {
        ids = ids.map(List::copyOf);
        if (share.isPresent() == ids.isPresent()) {
            throw new IllegalArgumentException("share must be given if ids is not, and only then");
        }
        share.ifPresent(part -> Checks.within(part, 0, 1, "share"));
    }

    /** Returns a group of agents with given names. */
    public static MaliciousGroup of(Behaviour behaviour, String... ids) {
        return new MaliciousGroup(behaviour, Optional.empty(), Optional.of(List.of(ids)));
    }

    /** Returns a group of a share of the agents that the behaviour suits. */
    public static MaliciousGroup share(Behaviour behaviour, double share) {
        return new MaliciousGroup(behaviour, Optional.of(share), Optional.empty());
    }
}
