package skybourse.round.market;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.ledger.Statement;
import skybourse.tier2.auction.Trade;

/**
 * Turns a round into payments. Money is rounded once per link (half to even) and once per refund and penalty; everything
 * else is integers.
 *
 * <p>Bills: each wireless agent pays each leader for what it sent. Lots: a fixed agent pays the buyer price to the house, an
 * aerial agent gets the seller price from it. Overload that nobody took over: the leader gives back its share of the bills
 * and pays the penalty, both spread over its wireless agents by the work they sent, largest remainder, ties by id.
 *
 * <p>Ours: throughout; the paper does not say how accounts are settled.
 */
public final class Settlement {

    /** Most units that all payments move together: every balance then fits a long. */
    private static final long MOST_UNITS = 1L << 62;

    private final Round round;
    private final Rules rules;
    private final Accounts accounts;
    private final int[] leaders;
    private final long[] billed;
    private long left = MOST_UNITS;

    private Settlement(Round round) {
        this.round = round;
        rules = round.scenario().rules();
        accounts = accounts(round.agents().stream().map(AgentOutcome::agent).toList(), round.scenario());
        leaders = round.leaders().stream()
                .mapToInt(leader -> accounts.number(leader.leader().id()))
                .toArray();
        billed = new long[leaders.length];
    }

    /**
     * Opens accounts for wireless agents, leaders, aerial agents, the house and escrow, in this order.
     *
     * @param agents the wireless agents
     * @param scenario whose leaders and aerial agents
     */
    public static Accounts accounts(List<WirelessAgent> agents, Scenario scenario) {
        List<String> names = new ArrayList<>();
        Stream.of(agents, scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream)
                .map(Agent::id)
                .distinct()
                .forEach(names::add);
        names.add(Scenario.HOUSE);
        names.add(Scenario.ESCROW);
        return Accounts.open(names);
    }

    /**
     * Returns the ledger of a round.
     *
     * @param round the round after tier 2
     * @param trades the lots traded in tier 2, possibly none
     */
    public static Ledger of(Round round, List<Trade> trades) {
        Settlement settlement = new Settlement(round);
        settlement.bill();
        settlement.payLots(trades);
        settlement.giveBack();
        Statement statement = settlement.accounts.close(0);
        assert statement.breach().isEmpty() : statement.breach();
        return statement.ledger();
    }

    /** Returns what each leader of a round that was settled so is left with less the energy of the work it does itself, money. */
    static double[] profits(Ledger ledger, Round after) {
        SortedMap<String, Long> balances = ledger.balances();
        double unit = after.scenario().rules().ledgerUnitMoney();
        return after.leaders().stream()
                .mapToDouble(leader -> balances.getOrDefault(leader.leader().id(), 0L) * unit
                        - leader.leader().joulePrice() * leader.joules())
                .toArray();
    }

    /** Rounds to whole units, to the largest long where they are more. */
    private long units(double money) {
        return (long) Math.rint(money / rules.ledgerUnitMoney());
    }

    private void requireFits(boolean fits) {
        if (!fits) {
            throw new SettingException("rules.ledgerUnitMoney must let all payments sum to at most 2^62 units: "
                    + rules.ledgerUnitMoney());
        }
    }

    private void move(int from, int to, long units, Reason reason) {
        requireFits(units <= left);
        left -= units;
        accounts.post(from, to, units, reason);
    }

    private void bill() {
        for (AgentOutcome outcome : round.agents()) {
            int agent = accounts.number(outcome.agent().id());
            for (AgentOutcome.Link link : outcome.links()) {
                long units = units(link.bill());
                move(agent, leaders[link.leader()], units, Reason.BILL);
                billed[link.leader()] += units;
            }
        }
    }

    private void payLots(List<Trade> trades) {
        int house = accounts.number(Scenario.HOUSE);
        for (Trade trade : trades) {
            int buyer = accounts.number(trade.bid().participant());
            int seller = accounts.number(trade.ask().participant());
            transfer(buyer, house, trade.buyerPriceHalfTicks(), Reason.LOT_BOUGHT);
            transfer(house, seller, trade.sellerPriceHalfTicks(), Reason.LOT_SOLD);
        }
    }

    private void transfer(int from, int to, long halfTicks, Reason reason) {
        long unit = rules.ledgerUnitsPerHalfTick();
        requireFits(Math.abs(halfTicks) <= MOST_UNITS / unit);
        long units = halfTicks * unit;
        if (units >= 0) {
            move(from, to, units, reason);
        } else {
            move(to, from, -units, reason);
        }
    }

    private void giveBack() {
        for (int s = 0; s < leaders.length; s++) {
            LeaderOutcome outcome = round.leaders().get(s);
            double leftOver = outcome.load().leftOver();
            if (leftOver > 0) {
                Map<Integer, Double> sent = workSentTo(s);
                long refund =
                        (long) Math.rint(billed[s] * (leftOver / outcome.load().work()));
                assert 0 <= refund && refund <= billed[s] : "no more is given back than was billed";
                double penaltyPerWork = outcome.leader().penaltyPerWork();
                spread(s, refund, sent, Reason.REFUND);
                spread(s, units(penaltyPerWork * leftOver), sent, Reason.PENALTY);
            }
        }
    }

    /** Returns the work that each account sent to a leader. */
    private Map<Integer, Double> workSentTo(int leader) {
        Map<Integer, Double> sent = new LinkedHashMap<>();
        for (AgentOutcome outcome : round.agents()) {
            for (AgentOutcome.Link link : outcome.links()) {
                if (link.leader() == leader) {
                    double work = link.ratio() * outcome.agent().task().work();
                    int agent = accounts.number(outcome.agent().id());
                    sent.merge(agent, work, Double::sum); // two tasks of one agent may meet in a slot
                }
            }
        }
        return sent;
    }

    private void spread(int leader, long units, Map<Integer, Double> sent, Reason reason) {
        requireFits(units <= left);
        left -= units;
        accounts.share(
                leaders[leader],
                units,
                sent.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sent.values().stream().mapToDouble(Double::doubleValue).toArray(),
                reason);
    }
}
