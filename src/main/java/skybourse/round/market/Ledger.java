package skybourse.round.market;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.numeric.Label;

/**
 * Every transfer of a round, in whole ledger units; whoever reads it can recompute all balances.
 *
 * @param entries in the order in which they were made
 */
public record Ledger(List<Entry> entries) {

    /** Why money moves. */
    public enum Reason {
        /** A wireless agent pays a leader for a link. */
        BILL,
        /** A fixed agent pays for a lot. */
        LOT_BOUGHT,
        /** An aerial agent is paid for a lot. */
        LOT_SOLD,
        /** A leader gives back what was paid for work that waits. */
        REFUND,
        /** A leader pays for being late. */
        PENALTY,
        /** Over time: a payment waits in escrow for delivery. */
        HELD,
        /** Over time: what waited in escrow goes back, for nothing was delivered. */
        RETURNED
    }

    /**
     * One transfer.
     *
     * @param from who pays
     * @param to who is paid
     * @param units whole ledger units, not negative
     * @param reason why
     */
    public record Entry(String from, String to, long units, Reason reason) {
        public Entry {
            Label.check(from, "from");
            Label.check(to, "to");
            if (units < 0) {
                throw new IllegalArgumentException("units must not be negative: " + units);
            }
        }
    }

    public Ledger {
        entries = List.copyOf(entries);
    }

    /** Returns what everyone named has received less what it has paid, in units, by id. */
    public SortedMap<String, Long> balances() {
        SortedMap<String, Long> balances = new TreeMap<>();
        for (Entry entry : entries) {
            balances.merge(entry.from(), -entry.units(), Math::addExact);
            balances.merge(entry.to(), entry.units(), Math::addExact);
        }
        assert balances.values().stream().mapToLong(Long::longValue).sum() == 0 : "balances sum to zero";
        return balances;
    }

    /** Returns what each leader of a round that was settled so is left with less the energy of the work it does itself, money. */
    double[] settledProfits(Round after) {
        SortedMap<String, Long> balances = balances();
        double unit = after.scenario().rules().ledgerUnitMoney();
        return after.leaders().stream()
                .mapToDouble(leader -> balances.getOrDefault(leader.leader().id(), 0L) * unit
                        - leader.leader().joulePrice() * leader.joules())
                .toArray();
    }

    /** Returns the sum over all entries with a reason, in units. */
    public long total(Reason reason) {
        return entries.stream()
                .filter(entry -> entry.reason() == reason)
                .mapToLong(Entry::units)
                .reduce(0, Math::addExact);
    }
}
