package skybourse.round.market;

import java.util.List;
import skybourse.round.market.Resale.Portion;

/**
 * Assignment of divisible work that was sent to one leader to its own computer and its lots. Left over work is assigned to neither. The leader
 * computes the same share of every buyer's
 * work itself, and lots contain the same share of every buyer's work. Lots are filled one after another with the work of one buyer after
 * another. A buyer's work therefore goes to few aerial agents. Not thread-safe.
 */
final class LeaderWorkAssignment {

    private final List<Portion> portions;
    private final double all;
    private final double own;

    /** Cumulative ends of the portions, in work units. */
    private final double[] ends;

    private double sent;
    private double taken;

    LeaderWorkAssignment(LeaderLoad load) {
        all = load.work();
        own = load.kept() - load.leftOver();
        portions = load.resale().portions();
        ends = new double[portions.size()];
        double end = 0;
        for (int j = 0; j < ends.length; j++) {
            end += portions.get(j).work();
            ends[j] = end;
        }
    }

    /** Announces work that will be assigned. Must be called for all work before the first {@link #assign}. */
    void add(double work) {
        sent += work;
    }

    /**
     * Assigns work of one buyer. Returns the part that the leader computes itself in this round, followed by the part in each portion, in work units.
     * Must be called in the
     * order of {@link #add}.
     */
    double[] assign(double work) {
        double[] parts = new double[1 + ends.length];
        parts[0] = Math.max(0, work * own / all);
        double lower = filled();
        taken += work;
        double upper = filled();
        double from = 0;
        for (int j = 0; j < ends.length; j++) {
            double to = ends[j];
            boolean isLost =
                    from == to && lower <= to && (to < upper || taken == sent); // rounding made the portion empty
            parts[1 + j] = isLost ? portions.get(j).work() : Math.max(0, Math.min(upper, to) - Math.max(lower, from));
            from = to;
        }
        return parts;
    }

    /** Returns the work in the portions filled so far. Equals the last element of {@code ends} exactly once all work is assigned. */
    private double filled() {
        return ends.length == 0 ? 0 : ends[ends.length - 1] * (taken / sent);
    }
}
