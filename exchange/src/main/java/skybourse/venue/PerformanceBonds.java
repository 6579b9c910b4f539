package skybourse.venue;

import skybourse.base.agent.Leader;
import skybourse.venue.event.MarketRules;

/** Computes the amounts of leaders' bonds. A bond is money of a leader that is held for work that the leader sold. */
final class PerformanceBonds {

    /** To take part in a round, a leader must have a free balance of the bond for this number of rounds of work. */
    private static final double ROUNDS = 2;

    private PerformanceBonds() {}

    /**
     * Returns the bond for a unit of work, money/work: the larger of the scenario's penalty and the leader's cost of the work. Leaving work undone therefore
     * never costs a leader less than doing it.
     */
    static double bondPerWork(Leader leader) {
        return Math.max(leader.penaltyPerWork(), leader.costPerWork());
    }

    /** Returns the free balance that a leader must have to take part in a round, ledger units. */
    static long neededUnits(MarketRules rules, Leader leader) {
        double work =
                leader.computer().workPerSecond() * rules.scenario().rules().roundSeconds();
        return rules.units(ROUNDS * bondPerWork(leader) * work);
    }
}
