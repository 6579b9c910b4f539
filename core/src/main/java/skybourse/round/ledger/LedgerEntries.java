package skybourse.round.ledger;

import java.util.Arrays;
import skybourse.round.ledger.Ledger.Reason;

/** Ledger entries as columns, 17 bytes each: accounts {@code from} and {@code to}, amount {@code units}, and code {@code reason}. */
final class LedgerEntries {

    private static final Reason[] REASONS = Reason.values();

    private final int expected;
    private int count;
    private int[] from = {};
    private int[] to = {};
    private long[] units = {};
    private byte[] reason = {};

    LedgerEntries() {
        this(0);
    }

    /** Creates an empty list. The first entry allocates columns of the expected length, so that they need not be copied later. */
    LedgerEntries(int expected) {
        this.expected = expected;
    }

    @SuppressWarnings("EnumOrdinal") // new reasons are only added at the end, so ordinals stay valid
    void add(int payer, int payee, long amount, Reason why) {
        if (count == from.length) {
            resize(count == 0 ? Math.max(16, expected) : count + count / 2);
        }
        from[count] = payer;
        to[count] = payee;
        units[count] = amount;
        reason[count++] = (byte) why.ordinal();
    }

    private void resize(int length) {
        from = Arrays.copyOf(from, length);
        to = Arrays.copyOf(to, length);
        units = Arrays.copyOf(units, length);
        reason = Arrays.copyOf(reason, length);
    }

    int count() {
        return count;
    }

    int from(int entry) {
        return from[entry];
    }

    int to(int entry) {
        return to[entry];
    }

    long units(int entry) {
        return units[entry];
    }

    /** Returns the code of an entry's reason, which is part of each digest. */
    int code(int entry) {
        return reason[entry];
    }

    Reason reason(int entry) {
        return REASONS[reason[entry]];
    }
}
