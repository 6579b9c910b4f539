package skybourse.round.market;

import skybourse.base.numeric.Checks;

/**
 * Load of a leader in a round: work sold, capacity, backlog and resale of the overload. All amounts are in work units.
 *
 * @param work work sold in the round, {@code L_s}, at least 0
 * @param capacity work that the leader can compute in a round, {@code mu_s tau}, above 0
 * @param backlog work sold in earlier rounds and not computed yet, {@code b_s}, at least 0; 0 in a single round
 * @param workPerSecond its speed, {@code mu_s}, above 0
 * @param ownWork work above which the leader would rather resell than compute itself, {@code y*_s}, at least 0; larger values than
 *     the free capacity are replaced by it
 * @param resale work that aerial agents took over: at most the resale demand; with whole units at most {@code work}
 */
public record LeaderLoad(
        double work, double capacity, double backlog, double workPerSecond, double ownWork, Resale resale) {

    /** Overload up to this share of capacity counts as rounding, because prices often converge to the point at which load equals capacity. */
    public static final double NEGLIGIBLE = 1e-6;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is not finite or outside its range, or {@code resale} takes more work than allowed
     */
    public LeaderLoad {
        Checks.nonNegative(work, "work");
        Checks.positive(capacity, "capacity");
        Checks.positive(workPerSecond, "workPerSecond");
        Checks.nonNegative(backlog, "backlog");
        ownWork = Math.min(ownWork, freeCapacity(capacity, backlog));
        Checks.nonNegative(ownWork, "ownWork");
        double most = resale.holdsUnits() ? work : beyond(ownWork, work, capacity) * (1 + 1e-9);
        Checks.within(resale.work(), 0, most, "resale.work");
    }

    /**
     * Creates a load without a backlog, of a leader that computes all work that fits into its capacity.
     *
     * @throws IllegalArgumentException as the canonical constructor does
     */
    public LeaderLoad(double work, double capacity, double workPerSecond, Resale resale) {
        this(work, capacity, 0, workPerSecond, Double.POSITIVE_INFINITY, resale);
    }

    private static double beyond(double bound, double work, double capacity) {
        double beyond = work - bound;
        return beyond > NEGLIGIBLE * capacity ? beyond : 0;
    }

    private static double freeCapacity(double capacity, double backlog) {
        return Math.max(0, capacity - backlog);
    }

    /** Returns the capacity that the backlog leaves in the round, {@code B_s}, at least 0. */
    public double freeCapacity() {
        return freeCapacity(capacity, backlog);
    }

    /** Returns the overload: the work of this round sold beyond {@link #freeCapacity}; 0 if negligible. */
    public double overload() {
        return beyond(freeCapacity(), work, capacity);
    }

    /**
     * Returns {@code w_s}, the work that the leader would resell: the overload, and the work within capacity that costs it more energy than resale is
     * expected to cost; 0 if negligible.
     */
    public double resaleDemand() {
        return beyond(ownWork, work, capacity);
    }

    /** Returns the backlog at the start of the next round (Lindley's recursion); 0 if negligible. */
    public double backlogAfter() {
        double left = backlog + kept() - capacity;
        return left > NEGLIGIBLE * capacity ? left : 0;
    }

    /** Returns the time that a piece waits until the leader has computed its backlog. */
    double queueSeconds() {
        return backlog / workPerSecond;
    }

    /** Returns the time that the backlog still takes at the start of the next round. */
    double laterQueueSeconds() {
        return Math.max(0, backlog - capacity) / workPerSecond;
    }

    /** Returns {@code x}, the work that is neither resold nor fits into the free capacity; 0 if it is negligible. */
    public double leftOver() {
        double leftOver = overload() - resale.work();
        return leftOver > NEGLIGIBLE * capacity ? leftOver : 0;
    }

    /** Returns the work that the leader computes itself, in time or late. */
    public double kept() {
        return work - resale.work();
    }
}
