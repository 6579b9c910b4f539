package skybourse.round.market;

import skybourse.base.numeric.Checks;

/**
 * What a leader sold in the round beside what it can do, and what becomes of the difference.
 *
 * @param work everything sold, {@code L_s}
 * @param capacity what the leader can do in the round, {@code B_s}
 * @param workPerSecond its speed, {@code mu_s}
 * @param resale the part of the overload that aerial agents took over, at most the overload
 */
public record LeaderLoad(double work, double capacity, double workPerSecond, Resale resale) {

    /** Overload up to this share of capacity is rounding: prices often rest exactly where load equals capacity. */
    public static final double NEGLIGIBLE = 1e-6;

    public LeaderLoad {
        Checks.nonNegative(work, "work");
        Checks.positive(capacity, "capacity");
        Checks.positive(workPerSecond, "workPerSecond");
        Checks.within(resale.work(), 0, overload(work, capacity) * (1 + 1e-9), "resale.work");
    }

    private static double overload(double work, double capacity) {
        return work - capacity > NEGLIGIBLE * capacity ? work - capacity : 0;
    }

    /** Returns the work sold beyond capacity, {@code w_s}; 0 where that is negligible. */
    public double overload() {
        return overload(work, capacity);
    }

    /** Returns the overload that nobody took over, {@code x}; 0 where that is negligible. */
    public double leftOver() {
        double leftOver = overload() - resale.work();
        return leftOver > NEGLIGIBLE * capacity ? leftOver : 0;
    }

    /** Returns the work that the leader does itself, be it late. */
    public double kept() {
        return work - resale.work();
    }
}
