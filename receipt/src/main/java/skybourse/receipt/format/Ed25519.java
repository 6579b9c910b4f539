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

/** Ed25519 signatures (RFC 8032) with raw keys of 32 bytes. Uses the JDK's provider. */
public final class Ed25519 {

    /** Length of a public key, and of a secret seed, bytes. */
    public static final int KEY_BYTES = 32;

    /** Length of a signature, bytes. */
    public static final int SIGNATURE_BYTES = 64;

    /** Prefix of the bytes of a public key in X.509 encoding (RFC 8410). */
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] SECRET = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Ed25519() {}

    /**
     * Returns whether a signature of a message is valid; false for a malformed key or signature.
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
            // The key or the signature does not encode a point of the curve.
            return false;
        }
    }

    /**
     * Reads a public key.
     *
     * @param text its 32 bytes as 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if the text has another form
     */
    public static byte[] publicKey(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("key must be 64 hexadecimal digits: " + text.length() + " characters");
        }
        return HexFormat.of().parseHex(text);
    }

    /**
     * Returns the signing function of a secret key.
     *
     * @param seed the secret seed, 32 bytes
     * @throws IllegalArgumentException if {@code seed} has another length
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
