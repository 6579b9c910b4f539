package skybourse.round.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import skybourse.round.ledger.Ledger.Reason;

/**
 * Digest of a ledger, with which a recomputed ledger can be compared. It consists of the SHA-256 over all entries in order and of the sum of each
 * reason. An entry is 17 bytes, big-endian: the account numbers of payer and payee with 4 bytes each, the units with 8 bytes, and the reason with 1
 * byte.
 *
 * @param words {@code long[WORDS]}: the SHA-256 as four numbers, then the sums of ledger units by {@link Ledger.Reason}; the constructor and the
 *     accessor copy the array
 */
public record LedgerDigest(long[] words) {

    private static final int SHA_WORDS = 4;
    private static final int ENTRY_BYTES = 17;
    private static final int ENTRIES_AT_ONCE = 4096;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Number of words of a digest. */
    public static final int WORDS = SHA_WORDS + Reason.values().length;

    public LedgerDigest {
        words = words.clone();
    }

    @Override
    public long[] words() {
        return words.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LedgerDigest digest && Arrays.equals(words, digest.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** Returns the digest of ledger entries. */
    static LedgerDigest of(LedgerEntries entries) {
        long[] words = new long[WORDS];
        MessageDigest sha = sha256();
        byte[] bytes = new byte[ENTRIES_AT_ONCE * ENTRY_BYTES];
        int filled = 0;
        for (int i = 0; i < entries.count(); i++) {
            int reason = entries.code(i);
            INT.set(bytes, filled, entries.from(i));
            INT.set(bytes, filled + Integer.BYTES, entries.to(i));
            LONG.set(bytes, filled + 2 * Integer.BYTES, entries.units(i));
            bytes[filled + ENTRY_BYTES - 1] = (byte) reason;
            filled += ENTRY_BYTES;
            words[SHA_WORDS + reason] = Math.addExact(words[SHA_WORDS + reason], entries.units(i));
            if (filled == bytes.length) {
                sha.update(bytes);
                filled = 0;
            }
        }
        sha.update(bytes, 0, filled);
        ByteBuffer.wrap(sha.digest()).asLongBuffer().get(words, 0, SHA_WORDS);
        return new LedgerDigest(words);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // This cannot occur, because every Java platform supports SHA-256.
            throw new IllegalStateException(e);
        }
    }

    /** Returns the SHA-256 in hexadecimal digits. */
    public String sha256Hex() {
        var bytes = ByteBuffer.allocate(SHA_WORDS * Long.BYTES);
        bytes.asLongBuffer().put(words, 0, SHA_WORDS);
        return HexFormat.of().formatHex(bytes.array());
    }

    /** Returns the sums by {@link Reason}, ledger units. */
    public long[] totals() {
        return Arrays.copyOfRange(words, SHA_WORDS, words.length);
    }
}
