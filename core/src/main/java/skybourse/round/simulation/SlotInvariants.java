package skybourse.round.simulation;

import java.util.Optional;
import skybourse.round.ledger.AccountStatement;

/**
 * Invariants of each slot, checked on sums. Money, counts and messages must be exact. Work, presence and energy must agree within {@value
 * #ROUNDING} of the largest term.
 *
 * @param slot number of the slot that ends
 * @param tasks counts of tasks
 * @param work amounts of work
 * @param lots work in lots of tier 2
 * @param presence times of tasks in the market
 * @param money first invariant of money that is violated in the slot; empty if all hold
 * @param unaccountedMessages number of sent messages that are neither read, lost, superseded nor in transit
 * @param batteries batteries of aerial agents
 * @param energy energy accounts of agents
 * @param decisions decisions of the slot
 */
record SlotInvariants(
        long slot,
        Tasks tasks,
        Work work,
        Lots lots,
        Presence presence,
        Optional<AccountStatement.Violation> money,
        long unaccountedMessages,
        Batteries batteries,
        Energy energy,
        DecisionExtremes decisions) {

    private static final double ROUNDING = 1e-9;

    /**
     * Numbers of tasks since the start.
     *
     * @param arrived arrived tasks
     * @param met tasks in time
     * @param late tasks that ended late
     * @param expired tasks that expired before they were offered
     * @param dropped tasks that were dropped
     * @param open tasks that have not ended
     */
    record Tasks(long arrived, long met, long late, long expired, long dropped, long open) {}

    /**
     * Work since the start, in work units.
     *
     * @param in work of arrived tasks
     * @param done work computed locally, at leaders and at aerial agents
     * @param lost work of expired tasks, and the lost parts of dropped tasks
     * @param waiting work in tasks not offered, in transfers, and in backlogs
     * @param idle largest share of its capacity that a leader with waiting work left unused in the slot
     */
    record Work(double in, double done, double lost, double waiting, double idle) {}

    /**
     * Work in lots of tier 2 since the start, in work units. An undelivered lot returns its work to the leader that sold it.
     *
     * @param sold work in all traded lots
     * @param done work that aerial agents computed
     * @param returned work in undelivered lots
     */
    record Lots(double sold, double done, double returned) {}

    /**
     * Total time of tasks in the market since the start, in seconds, computed in two ways. If all tasks have ended, their equality is Little's
     * law: the mean number of tasks is their arrival rate times their mean time in the market.
     *
     * @param counted integral of the number of tasks over time, summed slot by slot
     * @param ended sum over ended tasks of the time from arrival to end
     * @param open sum over other tasks of the time from arrival until now
     */
    record Presence(double counted, double ended, double open) {}

    /**
     * Batteries of aerial agents, in joules.
     *
     * @param least smallest charge of a battery; 0 if no charge is negative
     * @param unaccounted largest error of a battery's energy account
     * @param turnover largest energy spent by an agent
     * @param soldWhileAway number of agents that sold lots while they were not at their stations
     */
    record Batteries(double least, double unaccounted, double turnover, int soldWhileAway) {}

    /**
     * Energy accounts of all agents since the start.
     *
     * @param used sum of all uses in the accounts, in joules
     * @param metered sum of the metrics of energy, in joules
     * @param unexplained largest use by an agent with a battery that neither its loss of charge nor charging explains, relative to its total use, or
     *     to 1 J if that is more
     */
    record Energy(double used, double metered, double unexplained) {}

    /**
     * Decisions of a slot.
     *
     * @param largestRatioSum largest sum of the sent and local shares of a task
     * @param largestPriceShare largest price relative to its cap
     * @param billsNeverQuoted number of pieces at a price that their leader never quoted
     */
    record DecisionExtremes(double largestRatioSum, double largestPriceShare, int billsNeverQuoted) {}

    /** @throws InvariantViolationException if an invariant is violated; the message names the first one */
    void check() {
        long ended = tasks.met + tasks.late + tasks.expired + tasks.dropped;
        require(tasks.arrived == ended + tasks.open, "tasks", tasks);
        double apart = work.in - work.done - work.lost - work.waiting;
        require(Math.abs(apart) <= ROUNDING * Math.max(work.in, 1), "work", work);
        require(work.idle <= ROUNDING, "waiting, which is only for leaders at full capacity", work);
        double lotsApart = lots.sold - lots.done - lots.returned;
        require(Math.abs(lotsApart) <= ROUNDING * Math.max(lots.sold, 1), "lots, which are computed or returned", lots);
        double longer = presence.counted - presence.ended - presence.open;
        require(Math.abs(longer) <= ROUNDING * Math.max(presence.counted, 1), "presence, which is Little's", presence);
        money.ifPresent(breach -> require(false, "money", breach));
        require(unaccountedMessages == 0, "messages", unaccountedMessages);
        double rounding = ROUNDING * Math.max(batteries.turnover, 1);
        require(Math.abs(batteries.unaccounted) <= rounding, "energy", batteries);
        require(batteries.least >= -rounding, "batteries, which are never below 0 J", batteries);
        require(batteries.soldWhileAway == 0, "places: nobody sells where it is not", batteries);
        double apartJoules = energy.used - energy.metered;
        require(Math.abs(apartJoules) <= ROUNDING * Math.max(energy.metered, 1), "energy accounts", energy);
        require(energy.unexplained <= ROUNDING, "energy accounts of batteries", energy);
        require(decisions.largestRatioSum <= 1 + ROUNDING, "ratios, which sum to at most 1", decisions);
        require(decisions.largestPriceShare <= 1 + ROUNDING, "prices, which are at most their caps", decisions);
        require(decisions.billsNeverQuoted == 0, "bills, which are at prices that were quoted", decisions);
    }

    private void require(boolean holds, String law, Object numbers) {
        if (!holds) {
            throw new InvariantViolationException(slot, law, numbers.toString());
        }
    }
}
