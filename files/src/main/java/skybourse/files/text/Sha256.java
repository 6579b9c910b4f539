package skybourse.files.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests of bytes and streams. */
public final class Sha256 {

    /** Length of a digest in bytes. */
    public static final int BYTES = 32;

    private Sha256() {}

    /** Output stream that passes bytes to another stream and computes their digest. Not thread-safe. */
    public static final class Sink extends OutputStream {

        private final OutputStream to;
        private final MessageDigest digest = digest();

        public Sink(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int value) throws IOException {
            digest.update((byte) value);
            to.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            digest.update(bytes, from, count);
            to.write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        /** Returns the digest of all bytes since the start or the last call of this method, and resets the digest. */
        public byte[] sum() {
            return digest.digest();
        }
    }

    /** Returns the digest of the next {@code count} bytes of a stream, or of all remaining bytes if there are fewer. */
    public static byte[] bytes(InputStream stream, long count) throws IOException {
        MessageDigest digest = digest();
        byte[] part = new byte[1 << 16];
        long left = count;
        while (left > 0) {
            int read = stream.read(part, 0, (int) Math.min(part.length, left));
            if (read < 0) {
                break;
            }
            digest.update(part, 0, read);
            left -= read;
        }
        return digest.digest();
    }

    /** Returns the digest of bytes, in hexadecimal. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Returns the digest of the remaining bytes of a stream of any length, in hexadecimal. */
    public static String of(InputStream stream) throws IOException {
        return HexFormat.of().formatHex(bytes(stream, Long.MAX_VALUE));
    }

    /** Returns a new SHA-256 digest object, which is not thread-safe. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
