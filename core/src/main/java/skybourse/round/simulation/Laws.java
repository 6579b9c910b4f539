package skybourse.round.simulation;

import java.util.Optional;
import skybourse.round.ledger.Statement;

/**
 * The laws that every slot must keep, checked on sums alone. Money, counts and messages are exact; work, presence and energy hold to
 * {@value #ROUNDING} of the largest term.
 *
 * @param slot whose end it is
 * @param tasks what became of tasks
 * @param work what became of work
 * @param presence how long tasks were there
 * @param money the first law that the money of the slot breaks; empty for none
 * @param unaccountedMessages messages that were sent and neither read, lost, superseded nor under way
 * @param batteries of aerial agents
 * @param decisions what was decided in the slot
 */
record Laws(
        long slot,
        Tasks tasks,
        Work work,
        Presence presence,
        Optional<Statement.Breach> money,
        long unaccountedMessages,
        Batteries batteries,
        Decisions decisions) {

    private static final double ROUNDING = 1e-9;

    /**
     * Tasks since the start, and those that have not ended.
     *
     * @param open waiting or under way
     */
    record Tasks(long arrived, long met, long late, long expired, long dropped, long open) {}

    /**
     * Work since the start, and work that waits.
     *
     * @param in that came with tasks
     * @param done at home, at leaders and at aerial agents
     * @param lost with tasks that expired or broke off
     * @param waiting in tasks not offered, in transfers, and in backlogs
     */
    record Work(double in, double done, double lost, double waiting) {}

    /**
     * Seconds of tasks in the market since the start, counted in two ways. Over a time in which all that came have ended, this is
     * Little's law: the mean number of tasks there is the rate at which they come times the mean time that each is there.
     *
     * @param counted slot by slot, over all that are there: the integral of their number
     * @param ended of those that ended, each from when it came until it ended
     * @param open of those that have not ended, each from when it came until now
     */
    record Presence(double counted, double ended, double open) {}

    /**
     * Batteries in joules.
     *
     * @param least the least that any holds
     * @param unaccounted the largest difference of a battery from its account
     * @param turnover the most that any has spent
     * @param soldWhileAway lots sold by agents that were not at their stations
     */
    record Batteries(double least, double unaccounted, double turnover, int soldWhileAway) {}

    /**
     * Decisions of a slot.
     *
     * @param largestRatioSum the largest part of a task that was sent and kept at home together
     * @param largestPriceShare the largest price as a share of its cap
     * @param billsNeverQuoted parts sent at a price that their leader never quoted
     */
    record Decisions(double largestRatioSum, double largestPriceShare, int billsNeverQuoted) {}

    /** @throws BrokenLawException naming the first law that does not hold */
    void check() {
        long ended = tasks.met + tasks.late + tasks.expired + tasks.dropped;
        require(tasks.arrived == ended + tasks.open, "tasks", tasks);
        double apart = work.in - work.done - work.lost - work.waiting;
        require(Math.abs(apart) <= ROUNDING * Math.max(work.in, 1), "work", work);
        double longer = presence.counted - presence.ended - presence.open;
        require(Math.abs(longer) <= ROUNDING * Math.max(presence.counted, 1), "presence, which is Little's", presence);
        money.ifPresent(breach -> require(false, "money", breach));
        require(unaccountedMessages == 0, "messages", unaccountedMessages);
        double rounding = ROUNDING * Math.max(batteries.turnover, 1);
        require(Math.abs(batteries.unaccounted) <= rounding, "energy", batteries);
        require(batteries.least >= -rounding, "batteries, which are never below 0 J", batteries);
        require(batteries.soldWhileAway == 0, "places: nobody sells where it is not", batteries);
        require(decisions.largestRatioSum <= 1 + ROUNDING, "ratios, which sum to at most 1", decisions);
        require(decisions.largestPriceShare <= 1 + ROUNDING, "prices, which are at most their caps", decisions);
        require(decisions.billsNeverQuoted == 0, "bills, which are at prices that were quoted", decisions);
    }

    private void require(boolean holds, String law, Object numbers) {
        if (!holds) {
            throw new BrokenLawException(slot, law, numbers.toString());
        }
    }
}
