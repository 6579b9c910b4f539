package skybourse.venue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Signature of a round by the market's key, from which the random choices of the round follow. */
final class RoundDraw {

    private static final Pattern DRAW = Pattern.compile("[0-9a-f]{128}");

    private RoundDraw() {}

    /** Returns whether a text has the form of a signature, 128 hexadecimal digits. */
    static boolean isDraw(String draw) {
        return DRAW.matcher(draw).matches();
    }

    /** Returns the seed of the random choices: the first 8 bytes, big-endian, of the SHA-256 of the signature. */
    static long seed(String draw) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(draw));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            // This cannot occur, because every Java platform supports SHA-256.
            throw new IllegalStateException(e);
        }
    }
}
