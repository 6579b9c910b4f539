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

    /** Returns the free balance that an agent must have to sell in a round, ledger units: two rounds of work for a leader, a lot in an inference market. */
    static long neededUnits(MarketRules rules, Seat seat) {
        if (seat.isLotSeller()) {
            return rules.inference().orElseThrow().product().capUnits();
        }
        if (!seat.isLeader()) {
            return 0;
        }
        Leader leader = seat.leader();
        double work =
                leader.computer().workPerSecond() * rules.scenario().rules().roundSeconds();
        return rules.units(ROUNDS * bondPerWork(leader) * work);
    }
}
