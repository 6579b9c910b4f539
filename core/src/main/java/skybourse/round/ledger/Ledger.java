package skybourse.round.ledger;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.LabelSyntax;

/**
 * Immutable list of the payments of a period, in ledger units and in the order of posting. All changes of balances follow from it. Entries refer to
 * accounts by number.
 */
public final class Ledger {

    /** Reason of a payment. */
    public enum Reason {
        /** A wireless agent pays a leader for a link. */
        BILL,
        /** A fixed agent pays for a lot. */
        LOT_BOUGHT,
        /** An aerial agent is paid for a lot. */
        LOT_SOLD,
        /** A leader refunds the payment for work that it computes only after the round. */
        REFUND,
        /** A leader pays a penalty for late work. */
        PENALTY,
        /** A payment is moved to escrow until delivery. */
        HELD,
        /** A payment returns from escrow because nothing was delivered. */
        RETURNED,
        /** Money enters the market from outside. */
        ISSUED,
        /** Money leaves the market. */
        REDEEMED
    }

    /**
     * Payment with the names of its accounts.
     *
     * @param from name of the payer
     * @param to name of the payee
     * @param units ledger units, at least 0
     * @param reason reason of the payment
     */
    public record Entry(String from, String to, long units, Reason reason) {
        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code units} is negative
         */
        public Entry {
            if (units < 0) {
                throw new IllegalArgumentException("units must not be negative: " + units);
            }
        }
    }

    private final List<String> names;
    private final LedgerEntries entries;

    Ledger(List<String> names, LedgerEntries entries) {
        this.names = names;
        this.entries = entries;
    }

    /**
     * Returns the ledger of given payments. Accounts are numbered in the order in which names first occur.
     *
     * @throws IllegalArgumentException if a name is not a {@link LabelSyntax}
     */
    public static Ledger of(List<Entry> entries) {
        Map<String, Integer> accounts = new LinkedHashMap<>();
        var columns = new LedgerEntries();
        for (Entry entry : entries) {
            int from = account(accounts, entry.from(), "from");
            int to = account(accounts, entry.to(), "to");
            columns.add(from, to, entry.units(), entry.reason());
        }
        return new Ledger(List.copyOf(accounts.keySet()), columns);
    }

    private static int account(Map<String, Integer> accounts, String name, String end) {
        return accounts.computeIfAbsent(name, stranger -> {
            LabelSyntax.check(stranger, end);
            return accounts.size();
        });
    }

    /** Returns the number of entries; they are numbered from 0. */
    public int count() {
        return entries.count();
    }

    /** Returns the account number of an entry's payer. */
    public int from(int entry) {
        return entries.from(entry);
    }

    /** Returns the account number of an entry's payee. */
    public int to(int entry) {
        return entries.to(entry);
    }

    /** Returns the amount of an entry, ledger units. */
    public long units(int entry) {
        return entries.units(entry);
    }

    /** Returns the reason of an entry. */
    public Reason reason(int entry) {
        return entries.reason(entry);
    }

    /** Returns the names of accounts by number. */
    public List<String> names() {
        return names;
    }

    /** Returns the entries with names, as a view that creates them on request. */
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

    /**
     * Returns the changes of balances by name, ledger units: payments received minus payments made, for each name in an entry.
     *
     * @throws ArithmeticException if a sum exceeds 64 bits
     */
    public SortedMap<String, Long> balances() {
        SortedMap<String, Long> balances = new TreeMap<>();
        for (int i = 0; i < count(); i++) {
            balances.merge(names.get(from(i)), -units(i), Math::addExact);
            balances.merge(names.get(to(i)), units(i), Math::addExact);
        }
        return balances;
    }

    /**
     * Returns the sum of all entries with a reason, ledger units.
     *
     * @throws ArithmeticException if the sum exceeds 64 bits
     */
    public long total(Reason reason) {
        long total = 0;
        for (int i = 0; i < count(); i++) {
            total = reason(i) == reason ? Math.addExact(total, units(i)) : total;
        }
        return total;
    }

    /**
     * Returns the digest: the SHA-256 of all entries and the sum of each reason.
     *
     * @throws ArithmeticException if a sum exceeds 64 bits
     */
    public LedgerDigest digest() {
        return LedgerDigest.of(entries);
    }

    /** Compares entries by the names of their accounts. Account numbers may differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ledger ledger && entries().equals(ledger.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }
}
