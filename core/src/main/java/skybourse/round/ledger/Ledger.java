package skybourse.round.ledger;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Label;

/**
 * Every transfer of a time, in whole ledger units, in the order in which they were made; whoever reads it can recompute all balances.
 * Accounts are numbers, their names stand once. Cannot be changed.
 */
public final class Ledger {

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
        /** A payment waits in escrow for delivery. */
        HELD,
        /** What waited in escrow goes back, for nothing was delivered. */
        RETURNED,
        /** Money comes in from outside the market. */
        ISSUED,
        /** Money leaves the market. */
        REDEEMED
    }

    /**
     * One transfer, with names.
     *
     * @param from who pays
     * @param to who is paid
     * @param units whole ledger units, not negative
     * @param reason why
     */
    public record Entry(String from, String to, long units, Reason reason) {
        public Entry {
            if (units < 0) {
                throw new IllegalArgumentException("units must not be negative: " + units);
            }
        }
    }

    private final List<String> names;
    private final Entries entries;

    Ledger(List<String> names, Entries entries) {
        this.names = names;
        this.entries = entries;
    }

    /**
     * Returns the ledger of transfers that were read; whoever is named in one has an account.
     *
     * @throws IllegalArgumentException if a name is no {@link Label}
     */
    public static Ledger of(List<Entry> entries) {
        Map<String, Integer> accounts = new LinkedHashMap<>();
        var columns = new Entries();
        for (Entry entry : entries) {
            int from = account(accounts, entry.from(), "from");
            int to = account(accounts, entry.to(), "to");
            columns.add(from, to, entry.units(), entry.reason());
        }
        return new Ledger(List.copyOf(accounts.keySet()), columns);
    }

    private static int account(Map<String, Integer> accounts, String name, String end) {
        return accounts.computeIfAbsent(name, stranger -> {
            Label.check(stranger, end);
            return accounts.size();
        });
    }

    /** Returns how many entries there are; those below are numbered from 0. */
    public int count() {
        return entries.count();
    }

    /** Returns the account that pays. */
    public int from(int entry) {
        return entries.from(entry);
    }

    /** Returns the account that is paid. */
    public int to(int entry) {
        return entries.to(entry);
    }

    /** Returns how much moves, in whole ledger units. */
    public long units(int entry) {
        return entries.units(entry);
    }

    /** Returns why it moves. */
    public Reason reason(int entry) {
        return entries.reason(entry);
    }

    /** Returns the names of accounts, in their order. */
    public List<String> names() {
        return names;
    }

    /** Returns the entries with names, made as they are asked for. */
    public List<Entry> entries() {
        return new Named();
    }

    private final class Named extends AbstractList<Entry> implements RandomAccess {
        @Override
        public Entry get(int i) {
            return new Entry(names.get(from(i)), names.get(to(i)), units(i), reason(i));
        }

        @Override
        public int size() {
            return count();
        }
    }

    /** Returns what everyone named in an entry has received less what it has paid, in units, by name. */
    public SortedMap<String, Long> balances() {
        SortedMap<String, Long> balances = new TreeMap<>();
        for (int i = 0; i < count(); i++) {
            balances.merge(names.get(from(i)), -units(i), Math::addExact);
            balances.merge(names.get(to(i)), units(i), Math::addExact);
        }
        return balances;
    }

    /** Returns the sum over all entries with a reason, in units. */
    public long total(Reason reason) {
        long total = 0;
        for (int i = 0; i < count(); i++) {
            total = reason(i) == reason ? Math.addExact(total, units(i)) : total;
        }
        return total;
    }

    /** Returns its SHA-256 and its sums. */
    public LedgerDigest digest() {
        return LedgerDigest.of(entries);
    }

    /** Two ledgers are equal where their entries are, whatever the numbers of accounts. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ledger ledger && entries().equals(ledger.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }
}
