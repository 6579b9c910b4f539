package skybourse.round.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.LeaderOutcome;
import skybourse.tier2.auction.Trade;

/**
 * Balances of a round, recomputed from the ledger entries alone, and their differences from amounts computed as real numbers. Amounts are in ledger
 * units.
 *
 * @param entries number of ledger entries
 * @param agentsPay net payments of all wireless agents
 * @param leadersKeep sum of the balances of all mobile and fixed agents
 * @param aerialAgentsReceive sum of the balances of all aerial agents
 * @param houseKeeps balance of the house; negative if it pays
 * @param strangers sum of the balances of all other accounts; 0 in a valid ledger
 * @param differences differences between balances and real-valued amounts: first those of leaders by index, then of aerial agents by index, then of
 *     the house, then of wireless agents by index
 */
public record LedgerReconciliation(
        int entries,
        long agentsPay,
        long leadersKeep,
        long aerialAgentsReceive,
        long houseKeeps,
        long strangers,
        List<Difference> differences) {

    /** Relative rounding error of an amount that is computed as a real number. */
    private static final double ROUNDING = 1e-12;

    /**
     * Difference between a balance and the real-valued amount.
     *
     * @param id id of the agent or of the house
     * @param units absolute difference, in ledger units
     * @param allowedUnits largest difference that rounding explains. It is 0.5 per link, 1 for a leader's refund with its penalty, and the rounding
     *     error of the real-valued amount. For a wireless agent, each link to a leader with a refund adds 1 for the division of the refund, 1 for
     *     the division of the penalty, and the agent's share of the leader's rounding errors
     */
    public record Difference(String id, double units, double allowedUnits) {

        /** Returns whether rounding explains the difference. */
        public boolean holds() {
            return units <= allowedUnits;
        }
    }

    public LedgerReconciliation {
        differences = List.copyOf(differences);
    }

    /**
     * Computes the balances of a ledger and their differences.
     *
     * @param ledger all payments of the round, for example read from a file
     * @param study outcome of the same round
     */
    public static LedgerReconciliation of(Ledger ledger, AuditedResale study) {
        Scenario scenario = study.finalRound().scenario();
        SortedMap<String, Long> balances = ledger.balances();
        long agents = 0;
        for (var agent : scenario.wirelessAgents()) {
            agents += balances.getOrDefault(agent.id(), 0L);
        }
        long leaders = 0;
        for (var leader : scenario.leaders()) {
            leaders += balances.getOrDefault(leader.id(), 0L);
        }
        long aerial = 0;
        for (var agent : scenario.aerialAgents()) {
            aerial += balances.getOrDefault(agent.id(), 0L);
        }
        long house = balances.getOrDefault(Scenario.HOUSE, 0L);
        long all = balances.values().stream().mapToLong(Long::longValue).sum();
        return new LedgerReconciliation(
                ledger.entries().size(),
                -agents,
                leaders,
                aerial,
                house,
                all - agents - leaders - aerial - house,
                differences(study, balances));
    }

    private static List<Difference> differences(AuditedResale study, SortedMap<String, Long> balances) {
        Rules rules = study.finalRound().scenario().rules();
        List<Difference> differences = new ArrayList<>();
        for (LeaderOutcome leader : study.finalRound().leaders()) {
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
        for (AgentOutcome agent : study.finalRound().agents()) {
            differences.add(difference(agent, study.finalRound().leaders(), balances, rules));
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

    /** Returns the refund and penalty that a leader owes for overload that was not resold, as a real number, in money. */
    private static double givenBack(LeaderOutcome leader) {
        double leftOver = leader.load().leftOver();
        if (leftOver == 0) {
            return 0;
        }
        double penalty = leader.leader().penaltyPerWork();
        return leader.revenue() * (leftOver / leader.load().work()) + penalty * leftOver;
    }

    /** Returns whether payments of wireless agents equal the balances of leaders, aerial agents and the house, and no other account has money. */
    public boolean balanced() {
        return strangers == 0 && agentsPay == leadersKeep + aerialAgentsReceive + houseKeeps;
    }

    /** Returns whether rounding explains all differences. */
    public boolean agreesWithMoney() {
        return differences.stream().allMatch(Difference::holds);
    }
}
