package skybourse.round.market;

import skybourse.base.numeric.Checks;

/**
 * What a leader sold in the round beside what it can do, and what becomes of the difference.
 *
 * @param work everything sold in the round, {@code L_s}
 * @param capacity what the leader can do in a round, {@code mu_s tau}
 * @param backlog work sold before that waits in front of it, {@code b_s}; 0 in a round on its own
 * @param workPerSecond its speed, {@code mu_s}
 * @param resale what aerial agents took over: at most the overload, or all whole units that do not fit the capacity
 */
public record LeaderLoad(double work, double capacity, double backlog, double workPerSecond, Resale resale) {

    /** Overload up to this share of capacity is rounding: prices often rest exactly where load equals capacity. */
    public static final double NEGLIGIBLE = 1e-6;

    public LeaderLoad {
        Checks.nonNegative(work, "work");
        Checks.positive(capacity, "capacity");
        Checks.positive(workPerSecond, "workPerSecond");
        Checks.nonNegative(backlog, "backlog");
        double most = resale.holdsUnits() ? work : overload(work, capacity, backlog) * (1 + 1e-9);
        Checks.within(resale.work(), 0, most, "resale.work");
    }

    /** A load with nothing in front of it. */
    public LeaderLoad(double work, double capacity, double workPerSecond, Resale resale) {
        this(work, capacity, 0, workPerSecond, resale);
    }

    private static double overload(double work, double capacity, double backlog) {
        double beyond = work - free(capacity, backlog);
        return beyond > NEGLIGIBLE * capacity ? beyond : 0;
    }

    private static double free(double capacity, double backlog) {
        return Math.max(0, capacity - backlog);
    }

    /** Returns what the leader can still do in the round after its backlog, {@code B_s}; 0 where that fills the round. */
    public double free() {
        return free(capacity, backlog);
    }

    /** Returns the work of this round sold beyond {@link #free}, {@code w_s}; 0 where that is negligible. */
    public double overload() {
        return overload(work, capacity, backlog);
    }

    /** Returns the backlog at the start of the next round (Lindley's recursion); 0 where that is negligible. */
    public double backlogAfter() {
        double left = backlog + kept() - capacity;
        return left > NEGLIGIBLE * capacity ? left : 0;
    }

    /** Returns how long a piece waits for the backlog in front of it. */
    double queueSeconds() {
        return backlog / workPerSecond;
    }

    /** Returns how long the backlog will still take at the start of the next round. */
    double laterQueueSeconds() {
        return Math.max(0, backlog - capacity) / workPerSecond;
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
