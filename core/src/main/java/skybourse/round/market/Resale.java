package skybourse.round.market;

import java.util.List;
import skybourse.base.numeric.Checks;

/**
 * Where the overload of one leader went in tier 2. Each portion takes the same share of every piece of work that the
 * leader sold; what no portion takes is left over and waits.
 *
 * @param portions what each aerial agent took, at most one portion per aerial agent
 * @param holdsUnits whether they hold whole units, which may be more than the overload: all that do not fit the leader's capacity
 */
public record Resale(List<Portion> portions, boolean holdsUnits) {

    /** Nothing resold: what a leader without tier 2 has, and every mobile agent. */
    public static final Resale NONE = new Resale(List.of());

    /**
     * What one aerial agent took over.
     *
     * @param aerialAgent its id
     * @param lots how many lots it was sold, at least 1
     * @param work the work in them, at most {@code lots} lots: the last lot of a leader may be part empty
     * @param transferSeconds from the leader to the aerial agent, all lots together
     * @param executionSeconds the aerial agent's time for all the lots, {@code m w / mu_k}
     */
    public record Portion(String aerialAgent, int lots, double work, double transferSeconds, double executionSeconds) {
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

    /** Returns where divisible overload went. */
    public Resale(List<Portion> portions) {
        this(portions, false);
    }

    /** Returns the work that all portions take together. */
    public double work() {
        return portions.stream().mapToDouble(Portion::work).sum();
    }

    /** Returns when the last portion is back, counted from its arrival at the leader; 0 without portions. */
    public double seconds() {
        return portions.stream()
                .mapToDouble(portion -> portion.transferSeconds() + portion.executionSeconds())
                .max()
                .orElse(0);
    }
}
