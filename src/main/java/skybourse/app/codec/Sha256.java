package skybourse.app.codec;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest by which files are told apart. */
public final class Sha256 {

    private Sha256() {}

    /** Returns the SHA-256 of some bytes, in hexadecimal. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Returns the SHA-256 of all that a stream still holds, in hexadecimal; it may be longer than memory. */
    public static String of(InputStream stream) throws IOException {
        MessageDigest digest = sha256();
        byte[] part = new byte[1 << 16];
        for (int read = stream.read(part); read >= 0; read = stream.read(part)) {
            digest.update(part, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
