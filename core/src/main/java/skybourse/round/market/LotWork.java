package skybourse.round.market;

import java.util.List;
import skybourse.round.market.Resale.Portion;

/**
 * Who does what one leader was sent. It does the same share of everybody's work itself, and lots take the same share too, but are filled one
 * behind the other, buyer by buyer: so a buyer's work goes to few aerial agents. Each lot has some work, and all of it somebody's. Mutable.
 */
final class LotWork {

    private final List<Portion> portions;
    private final double all;
    private final double own;

    /** Where portions end, one behind the other, in work units. */
    private final double[] ends;

    private double sent;
    private double taken;

    LotWork(LeaderLoad load) {
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

    /** Says that some work is going to be taken; to be said of all before any is. */
    void add(double work) {
        sent += work;
    }

    /** Returns what the leader does itself of some work, behind it what is in each portion; in the order of {@link #add}. */
    double[] take(double work) {
        double[] parts = new double[1 + ends.length];
        parts[0] = Math.max(0, work * own / all);
        double lower = filled();
        taken += work;
        double upper = filled();
        double from = 0;
        for (int j = 0; j < ends.length; j++) {
            double to = ends[j];
            boolean isLost = from == to && lower <= to && (to < upper || taken == sent); // too small to move the end
            parts[1 + j] = isLost ? portions.get(j).work() : Math.max(0, Math.min(upper, to) - Math.max(lower, from));
            from = to;
        }
        return parts;
    }

    /** Returns up to where portions are filled: exactly to the last end once all is taken. */
    private double filled() {
        return ends.length == 0 ? 0 : ends[ends.length - 1] * (taken / sent);
    }
}
