package skybourse.round.ledger;

import java.util.Arrays;
import skybourse.round.ledger.Ledger.Reason;

/** Transfers as columns, 17 bytes each: {@code from} and {@code to} are accounts, {@code units} whole, {@code reason} a code. */
final class Entries {

    private static final Reason[] REASONS = Reason.values();

    private final int expected;
    private int count;
    private int[] from = {};
    private int[] to = {};
    private long[] units = {};
    private byte[] reason = {};

    Entries() {
        this(0);
    }

    /** Makes room for as many as are expected when the first comes; a copy of all, each time that they outgrow it, is what that saves. */
    Entries(int expected) {
        this.expected = expected;
    }

    @SuppressWarnings("EnumOrdinal") // reasons are only ever added behind the others
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

    /** Returns the code of its reason, which is part of every digest. */
    int code(int entry) {
        return reason[entry];
    }

    Reason reason(int entry) {
        return REASONS[reason[entry]];
    }
}
