package skybourse.server.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import skybourse.files.text.Sha256;

/**
 * Hash chain of entries. The hash of an entry covers the complete entry and the hash of the previous entry. A change or omission before the last entry is
 * therefore detected. Not thread safe.
 */
final class HashChain {

    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);

    /**
     * Returns the start of the chain, which takes the place of the hash before the first entry.
     *
     * @param market text that identifies the market
     */
    byte[] origin(String market) {
        return digest.digest(market.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the hash of an entry. {@code before} is the hash of the previous entry; texts are in UTF-8. */
    byte[] next(byte[] before, long seq, long at, byte[] actor, byte[] text, byte[] events) {
        digest.update(before);
        digest.update(numbers.clear().putLong(seq).putLong(at).array());
        for (byte[] part : new byte[][] {actor, text, events}) {
            digest.update(numbers.clear().putInt(part.length).array(), 0, Integer.BYTES);
            digest.update(part);
        }
        return digest.digest();
    }
}
