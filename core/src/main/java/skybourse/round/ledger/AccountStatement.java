package skybourse.round.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.round.ledger.Ledger.Reason;

/**
 * Payments of a period with the balances before and after it. {@link #breach()} checks the invariants of money by recomputing the balances from the
 * entries alone. The last account is escrow. All amounts are in ledger units; arrays are copied on the way in and out.
 *
 * @param opening balances before the period, by account
 * @param ledger payments of the period
 * @param closing balances after the period, by account
 * @param owed sum of the open claims on escrow at the end, computed by their holders
 */
public record AccountStatement(long[] opening, Ledger ledger, long[] closing, long owed) {

    public AccountStatement {
        opening = opening.clone();
        closing = closing.clone();
    }

    @Override
    public long[] opening() {
        return opening.clone();
    }

    @Override
    public long[] closing() {
        return closing.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountStatement statement
                && owed == statement.owed
                && Arrays.equals(opening, statement.opening)
                && ledger.equals(statement.ledger)
                && Arrays.equals(closing, statement.closing);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(opening) + Arrays.hashCode(closing);
    }

    /** Invariants of money. */
    public enum Invariant {
        /** Every entry is between two different accounts that exist. */
        ACCOUNTS("every entry is between two accounts that there are"),
        /** No entry has a negative amount. */
        UNITS("no entry is below 0 units"),
        /** Entries to escrow have the reason {@code HELD} and no others do; entries with the reason {@code RETURNED} come from escrow. */
        HELD("what is held comes into escrow, nothing else does, and only escrow returns it"),
        /** Every balance fits 64 bits. */
        OVERFLOW("every balance fits 64 bits"),
        /** The balance of escrow is never negative. */
        ESCROW("escrow never pays what it does not have"),
        /** Every closing balance equals the opening balance plus payments received minus payments made. */
        BALANCES("every balance is what the entries make of the one before"),
        /** All balances sum to 0: money is neither created nor lost. */
        SUM("all balances sum to 0"),
        /** The closing balance of escrow equals the sum of open claims. */
        OWED("what came into escrow went out of it or is still owed");

        private final String words;

        Invariant(String words) {
            this.words = words;
        }
    }

    /**
     * Invariant that does not hold.
     *
     * @param law the invariant
     * @param numbers text with the number of the entry or the name of the account, and the values that violate the invariant
     */
    public record Violation(Invariant law, String numbers) {
        @Override
        public String toString() {
            return law.words + ": " + numbers;
        }
    }

    /** Returns the first invariant that does not hold; empty if all hold. */
    public Optional<Violation> breach() {
        long[] balances = opening.clone();
        for (int i = 0; i < ledger.count(); i++) {
            Optional<Violation> wrong = wrongEntry(i);
            if (wrong.isEmpty()) {
                wrong = move(i, balances);
            }
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        for (int account = 0; account < balances.length; account++) {
            if (closing[account] != balances[account]) {
                return breach(
                        Invariant.BALANCES,
                        ledger.names().get(account) + " " + balances[account] + ", not " + closing[account]);
            }
        }
        if (!sumsToZero(balances)) {
            return breach(Invariant.SUM, Arrays.stream(balances).sum() + ", but for multiples of 2^64");
        }
        long held = balances[balances.length - 1];
        return held == owed
                ? Optional.empty()
                : breach(Invariant.OWED, "escrow has " + held + ", " + owed + " are owed");
    }

    private Optional<Violation> wrongEntry(int i) {
        int from = ledger.from(i);
        int to = ledger.to(i);
        int escrow = opening.length - 1;
        if (Math.min(from, to) < 0 || Math.max(from, to) > escrow || from == to) {
            return breach(Invariant.ACCOUNTS, "entry " + i + " from " + from + " to " + to);
        }
        if (ledger.units(i) < 0) {
            return breach(Invariant.UNITS, "entry " + i + " " + ledger.units(i));
        }
        Reason reason = ledger.reason(i);
        boolean held = (to == escrow) == (reason == Reason.HELD) && (from == escrow || reason != Reason.RETURNED);
        return held
                ? Optional.empty()
                : breach(Invariant.HELD, "entry " + i + " " + ledger.entries().get(i));
    }

    private Optional<Violation> move(int i, long[] balances) {
        int from = ledger.from(i);
        int to = ledger.to(i);
        try {
            balances[from] = Math.subtractExact(balances[from], ledger.units(i));
            balances[to] = Math.addExact(balances[to], ledger.units(i));
        } catch (ArithmeticException e) {
            return breach(
                    Invariant.OVERFLOW, "entry " + i + " " + ledger.entries().get(i));
        }
        long held = balances[balances.length - 1];
        return held >= 0 ? Optional.empty() : breach(Invariant.ESCROW, "after entry " + i + " it has " + held);
    }

    private static Optional<Violation> breach(Invariant law, String numbers) {
        return Optional.of(new Violation(law, numbers));
    }

    /** Returns whether balances sum to 0. The upper and the lower 32 bits are summed separately, so that neither sum overflows. */
    private static boolean sumsToZero(long[] balances) {
        long high = 0;
        long low = 0;
        for (long balance : balances) {
            high += balance >> Integer.SIZE;
            low += balance & 0xffff_ffffL;
        }
        return (low & 0xffff_ffffL) == 0 && high + (low >> Integer.SIZE) == 0;
    }
}
