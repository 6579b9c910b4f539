package skybourse.round.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ResaleStudy;
import skybourse.tier2.auction.Trade;

/**
 * The books of a round, recomputed from the ledger's entries alone, and how far they are from real-valued money. In whole
 * ledger units.
 *
 * @param entries how many transfers
 * @param agentsPay what wireless agents pay net of what they get back
 * @param leadersKeep what mobile and fixed agents are left with
 * @param aerialAgentsReceive what aerial agents are paid
 * @param houseKeeps what the house is left with, below zero where it pays
 * @param strangers what those are left with who are none of these; 0 in a sound ledger
 * @param differences by leader index, then aerial agent index, then the house, then by wireless agent index: how far the
 *     balance is from the real-valued one
 */
public record Books(
        int entries,
        long agentsPay,
        long leadersKeep,
        long aerialAgentsReceive,
        long houseKeeps,
        long strangers,
        List<Difference> differences) {

    /** Real-valued money is itself rounded in its last digits. */
    private static final double ROUNDING = 1e-12;

    /**
     * A balance beside the real-valued one.
     *
     * @param id who
     * @param units how far apart, in ledger units, at least 0
     * @param allowedUnits half a unit for each link and one for a leader's refund with its penalty (a wireless agent: its
     *     share of the leader's roundings, and one for each of the two that is split), and the rounding of real numbers
     */
    public record Difference(String id, double units, double allowedUnits) {

        /** Tells whether the difference is rounding. */
        public boolean holds() {
            return units <= allowedUnits;
        }
    }

    public Books {
        differences = List.copyOf(differences);
    }

    /**
     * Recomputes the books.
     *
     * @param ledger every payment, such as read back from a file
     * @param study the round it belongs to
     */
    public static Books of(Ledger ledger, ResaleStudy study) {
        Scenario world = study.after().scenario();
        SortedMap<String, Long> balances = ledger.balances();
        long agents = 0;
        for (var agent : world.wirelessAgents()) {
            agents += balances.getOrDefault(agent.id(), 0L);
        }
        long leaders = 0;
        for (var leader : world.leaders()) {
            leaders += balances.getOrDefault(leader.id(), 0L);
        }
        long aerial = 0;
        for (var agent : world.aerialAgents()) {
            aerial += balances.getOrDefault(agent.id(), 0L);
        }
        long house = balances.getOrDefault(Scenario.HOUSE, 0L);
        long all = balances.values().stream().mapToLong(Long::longValue).sum();
        return new Books(
                ledger.entries().size(),
                -agents,
                leaders,
                aerial,
                house,
                all - agents - leaders - aerial - house,
                differences(study, balances));
    }

    private static List<Difference> differences(ResaleStudy study, SortedMap<String, Long> balances) {
        Rules rules = study.after().scenario().rules();
        List<Difference> differences = new ArrayList<>();
        for (LeaderOutcome leader : study.after().leaders()) {
            double paid = study.trades().stream()
                            .filter(trade -> trade.bid()
                                    .participant()
                                    .equals(leader.leader().id()))
                            .mapToLong(Trade::buyerPriceHalfTicks)
                            .sum()
                    * rules.tickMoney()
                    / 2;
            String id = leader.leader().id();
            double kept = leader.revenue() - givenBack(leader) - paid;
            double turnover = leader.revenue() + Math.abs(paid);
            double refunds = leader.load().leftOver() > 0 ? 1 : 0;
            double allowed = 0.5 * leader.buyers() + refunds;
            differences.add(difference(id, balances, kept, allowed, turnover, rules));
        }
        for (AerialOutcome aerial : study.aerialAgents()) {
            String id = aerial.agent().id();
            differences.add(difference(id, balances, aerial.received(), 0, aerial.received(), rules));
        }
        double house = study.trades().stream().mapToLong(Trade::houseHalfTicks).sum() * rules.tickMoney() / 2;
        double traded = study.trades().stream()
                        .mapToDouble(trade -> Math.abs(trade.buyerPriceHalfTicks()))
                        .sum()
                * rules.tickMoney();
        differences.add(difference(Scenario.HOUSE, balances, house, 0, traded, rules));
        for (AgentOutcome agent : study.after().agents()) {
            differences.add(difference(agent, study.after().leaders(), balances, rules));
        }
        return differences;
    }

    private static Difference difference(
            AgentOutcome outcome, List<LeaderOutcome> leaders, SortedMap<String, Long> balances, Rules rules) {
        double received = 0;
        double allowed = 0;
        double turnover = outcome.bill();
        for (AgentOutcome.Link link : outcome.links()) {
            LeaderOutcome leader = leaders.get(link.leader());
            allowed += 0.5;
            if (leader.load().leftOver() > 0) {
                double share = link.ratio()
                        * outcome.agent().task().work()
                        / leader.load().work();
                received += share * givenBack(leader);
                turnover += share * givenBack(leader);
                allowed += 2 + share * (1 + 0.5 * leader.buyers());
            }
        }
        return difference(outcome.agent().id(), balances, received - outcome.bill(), allowed, turnover, rules);
    }

    private static Difference difference(
            String id, SortedMap<String, Long> balances, double money, double allowed, double turnover, Rules rules) {
        double unit = rules.ledgerUnitMoney();
        double units = Math.abs(balances.getOrDefault(id, 0L) - money / unit);
        return new Difference(id, units, allowed + ROUNDING * Math.abs(turnover) / unit);
    }

    /** What a leader owes for work that waits, as a real number. */
    private static double givenBack(LeaderOutcome leader) {
        double leftOver = leader.load().leftOver();
        if (leftOver == 0) {
            return 0;
        }
        double penalty = leader.leader().penaltyPerWork();
        return leader.revenue() * (leftOver / leader.load().work()) + penalty * leftOver;
    }

    /** Tells whether what wireless agents pay is what all others are left with, and nobody else has money. */
    public boolean balanced() {
        return strangers == 0 && agentsPay == leadersKeep + aerialAgentsReceive + houseKeeps;
    }

    /** Tells whether every balance is the real-valued one up to rounding. */
    public boolean agreesWithMoney() {
        return differences.stream().allMatch(Difference::holds);
    }
}
