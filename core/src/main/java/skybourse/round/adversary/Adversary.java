package skybourse.round.adversary;

import java.util.List;
import skybourse.base.numeric.Checks;

/**
 * Malicious agents of a market, and failures that are nobody's fault.
 *
 * @param accident probability that a piece has no result although its leader is honest, in [0, 1]
 * @param groups groups of malicious agents; an agent is in at most one
 */
public record Adversary(double accident, List<MaliciousGroup> groups) {

    /**
     * Validates and copies the components.
     *
     * @throws IllegalArgumentException if {@code accident} is outside its range
     */
    public Adversary {
        Checks.within(accident, 0, 1, "accident");
        groups = List.copyOf(groups);
    }

    /** Returns a market of honest agents without accidents. */
    public static Adversary none() {
        return new Adversary(0, List.of());
    }
}
