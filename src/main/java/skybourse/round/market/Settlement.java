package skybourse.round.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.scenario.FixedAgent;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;
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
    private static final double MOST_UNITS = 0x1p62;

    private final Round round;
    private final Rules rules;
    private final List<Entry> entries = new ArrayList<>();
    private double moved;

    private Settlement(Round round) {
        this.round = round;
        this.rules = round.scenario().rules();
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
        return new Ledger(settlement.entries);
    }

    private long units(double money) {
        return (long) Math.rint(money / rules.ledgerUnitMoney());
    }

    private void add(Entry entry) {
        moved += entry.units();
        requireFits(moved);
        entries.add(entry);
    }

    private void requireFits(double units) {
        if (Math.abs(units) > MOST_UNITS) {
            throw new SettingException("rules.ledgerUnitMoney must let all payments sum to at most 2^62 units: "
                    + rules.ledgerUnitMoney());
        }
    }

    private void bill() {
        for (AgentOutcome outcome : round.agents()) {
            for (AgentOutcome.Link link : outcome.links()) {
                String leader = round.leaders().get(link.leader()).leader().id();
                add(new Entry(outcome.agent().id(), leader, units(link.bill()), Reason.BILL));
            }
        }
    }

    private void payLots(List<Trade> trades) {
        for (Trade trade : trades) {
            transfer(trade.bid().participant(), Scenario.HOUSE, trade.buyerPriceHalfTicks(), Reason.LOT_BOUGHT);
            transfer(Scenario.HOUSE, trade.ask().participant(), trade.sellerPriceHalfTicks(), Reason.LOT_SOLD);
        }
    }

    private void transfer(String from, String to, long halfTicks, Reason reason) {
        requireFits((double) halfTicks * rules.ledgerUnitsPerHalfTick());
        long units = halfTicks * rules.ledgerUnitsPerHalfTick();
        add(units >= 0 ? new Entry(from, to, units, reason) : new Entry(to, from, -units, reason));
    }

    private void giveBack() {
        for (int s = 0; s < round.leaders().size(); s++) {
            LeaderOutcome outcome = round.leaders().get(s);
            double leftOver = outcome.load().leftOver();
            if (leftOver > 0) {
                Map<String, Double> sent = workSentTo(s);
                String leader = outcome.leader().id();
                long billed = billedBy(leader);
                long refund =
                        (long) Math.rint(billed * (leftOver / outcome.load().work()));
                assert 0 <= refund && refund <= billed : "no more is given back than was billed";
                double penaltyPerWork = outcome.leader() instanceof FixedAgent fixed ? fixed.penaltyPerWork() : 0;
                spread(leader, refund, sent, Reason.REFUND);
                spread(leader, units(penaltyPerWork * leftOver), sent, Reason.PENALTY);
            }
        }
    }

    private long billedBy(String leader) {
        return entries.stream()
                .filter(entry -> entry.reason() == Reason.BILL && entry.to().equals(leader))
                .mapToLong(Entry::units)
                .reduce(0, Math::addExact);
    }

    private Map<String, Double> workSentTo(int leader) {
        Map<String, Double> sent = new LinkedHashMap<>();
        for (AgentOutcome outcome : round.agents()) {
            for (AgentOutcome.Link link : outcome.links()) {
                if (link.leader() == leader) {
                    double work = link.ratio() * outcome.agent().task().work();
                    sent.merge(outcome.agent().id(), work, Double::sum); // two tasks of one agent may meet in a slot
                }
            }
        }
        return sent;
    }

    private void spread(String leader, long units, Map<String, Double> weights, Reason reason) {
        for (Map.Entry<String, Long> share : shares(units, weights).entrySet()) {
            if (share.getValue() > 0) {
                add(new Entry(leader, share.getKey(), share.getValue(), reason));
            }
        }
    }

    /**
     * Splits whole units in proportion to weights by largest remainder, ties by id.
     *
     * @return shares in the order of {@code weights}, summing to {@code units}
     */
    static Map<String, Long> shares(long units, Map<String, Double> weights) {
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Long> shares = new LinkedHashMap<>();
        Map<String, Double> remainders = new LinkedHashMap<>();
        long left = units;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            double exact = units * (weight.getValue() / sum);
            long whole = Math.min(left, (long) Math.floor(exact));
            shares.put(weight.getKey(), whole);
            remainders.put(weight.getKey(), exact - whole);
            left -= whole;
        }
        List<String> byRemainder = remainders.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; left > 0; i = (i + 1) % byRemainder.size()) {
            shares.merge(byRemainder.get(i), 1L, Long::sum);
            left--;
        }
        assert shares.values().stream().mapToLong(Long::longValue).sum() == units : "shares sum to the units";
        return shares;
    }
}
