package skybourse.round.market;

import java.util.List;
import skybourse.base.numeric.Checks;

/**
 * Resale of one leader's overload in tier 2. Delays are computed as if each portion took the same share of every piece that the leader sold. Overload
 * that is in no portion is left over at the leader.
 *
 * @param portions the portions, at most one per aerial agent
 * @param holdsUnits whether portions consist of whole units; they may then exceed the overload
 */
public record Resale(List<Portion> portions, boolean holdsUnits) {

    /** Resale without portions. Without tier 2, all leaders have this resale. Mobile agents always have it. */
    public static final Resale NONE = new Resale(List.of());

    /**
     * Work that one aerial agent took over.
     *
     * @param aerialAgent id of the aerial agent
     * @param lots number of lots, at least 1
     * @param work work in the lots, above 0; the last lot of a leader may be partly empty
     * @param transferSeconds transfer time of all lots together from the leader to the aerial agent, s, at least 0
     * @param executionSeconds the aerial agent's computing time for all lots that it sold in the round, {@code m w / mu_k}, at least 0
     */
    public record Portion(String aerialAgent, int lots, double work, double transferSeconds, double executionSeconds) {
        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code aerialAgent} is blank or a number is not finite or outside its range
         */
        public Portion {
            Checks.notBlank(aerialAgent, "aerialAgent");
            Checks.positive(lots, "lots");
            Checks.positive(work, "work");
            Checks.nonNegative(transferSeconds, "transferSeconds");
            Checks.nonNegative(executionSeconds, "executionSeconds");
        }
    }

    public Resale {
        portions = List.copyOf(portions);
    }

    /** Creates a resale of divisible overload. */
    public Resale(List<Portion> portions) {
        this(portions, false);
    }

    /** Returns the work of all portions, work units. */
    public double work() {
        return portions.stream().mapToDouble(Portion::work).sum();
    }

    /** Returns the time until the last portion is back, counted from its arrival at the leader, s; 0 without portions. */
    public double seconds() {
        return portions.stream()
                .mapToDouble(portion -> portion.transferSeconds() + portion.executionSeconds())
                .max()
                .orElse(0);
    }
}
