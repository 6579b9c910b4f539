package skybourse.receipt.format;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EncodedKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Signatures by Ed25519 (RFC 8032) with keys of 32 plain bytes, by Java's own provider. */
public final class Ed25519 {

    /** Bytes of a public key, and of the seed that is its secret. */
    public static final int KEY_BYTES = 32;

    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** What stands before the bytes of a key where Java reads one (RFC 8410). */
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] SECRET = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Ed25519() {}

    /**
     * Tells whether a key signed a message; a key or a signature of another form never did.
     *
     * @param publicKey 32 bytes
     * @param message any bytes
     * @param signature 64 bytes
     */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != KEY_BYTES || signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(joined(PUBLIC, publicKey))));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // key or signature are no point of the curve
        }
    }

    /**
     * Reads a public key.
     *
     * @param text its 32 bytes in hexadecimal digits
     */
    public static byte[] publicKey(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("key must be 64 hexadecimal digits: " + text.length() + " characters");
        }
        return HexFormat.of().parseHex(text);
    }

    /**
     * Returns what signs messages.
     *
     * @param seed the secret, 32 bytes
     */
    public static UnaryOperator<byte[]> signer(byte[] seed) {
        if (seed.length != KEY_BYTES) {
            throw new IllegalArgumentException("seed must have 32 bytes: " + seed.length);
        }
        try {
            EncodedKeySpec encoded = new PKCS8EncodedKeySpec(joined(SECRET, seed));
            PrivateKey secret = KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
            return message -> signature(secret, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static byte[] signature(PrivateKey secret, byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(secret);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
