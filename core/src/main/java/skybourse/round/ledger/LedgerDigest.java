package skybourse.round.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import skybourse.round.ledger.Ledger.Reason;

/**
 * What proves a ledger that nobody wrote: its SHA-256 over all entries in order (payer, payee as 4 bytes each, units as 8, reason as 1,
 * big-endian; accounts by number) and the sum of each reason.
 *
 * @param words the SHA-256 as four numbers, then sums in whole units by {@link Reason}; not to be written to
 */
public record LedgerDigest(long[] words) {

    private static final int SHA_WORDS = 4;
    private static final int ENTRY_BYTES = 17;
    private static final int ENTRIES_AT_ONCE = 4096;

    /** How many words a digest has. */
    public static final int WORDS = SHA_WORDS + Reason.values().length;

    /** Takes the digest of a ledger. */
    @SuppressWarnings("EnumOrdinal") // reasons are only ever added behind the others
    static LedgerDigest of(Ledger ledger) {
        long[] words = new long[WORDS];
        MessageDigest sha = sha256();
        var buffer = ByteBuffer.allocate(ENTRIES_AT_ONCE * ENTRY_BYTES);
        for (int i = 0; i < ledger.count(); i++) {
            int reason = ledger.reason(i).ordinal();
            buffer.putInt(ledger.from(i))
                    .putInt(ledger.to(i))
                    .putLong(ledger.units(i))
                    .put((byte) reason);
            words[SHA_WORDS + reason] = Math.addExact(words[SHA_WORDS + reason], ledger.units(i));
            if (!buffer.hasRemaining()) {
                sha.update(buffer.flip());
                buffer.clear();
            }
        }
        sha.update(buffer.flip());
        ByteBuffer.wrap(sha.digest()).asLongBuffer().get(words, 0, SHA_WORDS);
        return new LedgerDigest(words);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Returns the SHA-256 in hexadecimal digits. */
    public String sha256Hex() {
        var bytes = ByteBuffer.allocate(SHA_WORDS * Long.BYTES);
        bytes.asLongBuffer().put(words, 0, SHA_WORDS);
        return HexFormat.of().formatHex(bytes.array());
    }

    /** Returns the sums by {@link Reason}, in units. */
    public long[] totals() {
        return Arrays.copyOfRange(words, SHA_WORDS, words.length);
    }
}
