package skybourse.server.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The chain of entries: the hash of each is over the one before and all that the entry says, so that none can be changed or left out. */
final class Chain {

    private Chain() {}

    /** Returns the hash before the first entry. */
    static byte[] origin(String market) {
        return sha256().digest(market.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the hash of an entry. */
    static byte[] next(byte[] before, long seq, long at, String actor, String text, String events) {
        MessageDigest digest = sha256();
        digest.update(before);
        digest.update(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(seq).putLong(at).flip());
        for (String part : new String[] {actor, text, events}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return digest.digest();
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
