package skybourse.venue;

import skybourse.base.agent.Leader;
import skybourse.venue.event.MarketRules;

/** What leaders owe for work that they sold and did not do. */
final class Bonds {

    /** For how many rounds' work a leader must have its bond free to be in a round. */
    private static final double ROUNDS = 2;

    private Bonds() {}

    /**
     * Returns the bond for a unit of work, money: the penalty of the scenario, or what the work costs the leader if that is more, so that
     * leaving work undone never costs it less than doing it.
     */
    static double perWork(Leader leader) {
        return Math.max(leader.penaltyPerWork(), leader.costPerWork());
    }

    /** Returns what a leader must have free to be in a round, in ledger units. */
    static long neededUnits(MarketRules rules, Leader leader) {
        double work =
                leader.computer().workPerSecond() * rules.scenario().rules().roundSeconds();
        return rules.units(ROUNDS * perWork(leader) * work);
    }
}
