package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Compact JWS (RFC 7515) with an Ed25519 signature (RFC 8037), in canonical base64url.
 *
 * @param payload the payload
 * @param signed the signed bytes: header and payload in base64url, joined by a dot
 * @param signature the signature, 64 bytes
 */
public record Jws(byte[] payload, byte[] signed, byte[] signature) {

    private static final int PARTS = 3;

    /**
     * Reads a JWS without verifying its signature.
     *
     * @throws IllegalArgumentException if it does not have three parts in canonical base64url, its header does not have the algorithm EdDSA or
     *     contains {@code crit}, or the signature does not have 64 bytes
     */
    public static Jws read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("JWS must have three parts: " + JsonField.shown(text));
        }
        var header = new JsonField("JWS header", Json.read(Base64Text.url("JWS header", parts[0])));
        if (!header.at("alg").text().equals("EdDSA")) {
            throw header.at("alg").error("EdDSA");
        }
        if (header.optional("crit").isPresent()) {
            throw header.at("crit").error("absent");
        }
        byte[] signature = Base64Text.url("JWS signature", parts[2]);
        if (signature.length != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("JWS signature must have 64 bytes: " + signature.length);
        }
        return new Jws(Base64Text.url("JWS payload", parts[1]), ascii(parts[0] + "." + parts[1]), signature);
    }

    /**
     * Returns whether the signature is valid for a key.
     *
     * @param publicKey the key, 32 bytes
     */
    public boolean isSignedBy(byte[] publicKey) {
        return Ed25519.verify(publicKey, signed, signature);
    }

    /**
     * Returns the JWS of a payload.
     *
     * @param payload the payload
     * @param signer signing function ({@link Ed25519#signer})
     */
    public static String sign(byte[] payload, UnaryOperator<byte[]> signer) {
        return sign("{\"alg\":\"EdDSA\"}", payload, signer);
    }

    /**
     * Returns the JWS of a payload with more header parameters.
     *
     * @param header protected header, JSON in ASCII with the member {@code "alg":"EdDSA"}
     * @param payload the payload
     * @param signer signing function ({@link Ed25519#signer})
     */
    public static String sign(String header, byte[] payload, UnaryOperator<byte[]> signer) {
        String signed = Base64Text.url(ascii(header)) + "." + Base64Text.url(payload);
        return signed + "." + Base64Text.url(signer.apply(ascii(signed)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
