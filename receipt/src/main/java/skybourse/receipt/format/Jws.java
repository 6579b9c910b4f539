package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * A signed text with what was signed inside: a compact JWS (RFC 7515) by Ed25519 (RFC 8037), of which each has one form only.
 *
 * @param payload what was signed
 * @param signed the bytes that the signature is of
 * @param signature 64 bytes
 */
public record Jws(byte[] payload, byte[] signed, byte[] signature) {

    private static final int PARTS = 3;

    /**
     * Reads one without a look at who signed it.
     *
     * @throws IllegalArgumentException if it has not three parts of base64url in their one form, or a header that is not of EdDSA
     */
    public static Jws read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("JWS must have three parts: " + Field.shown(text));
        }
        var header = new Field("JWS header", Json.read(Base64Text.url("JWS header", parts[0])));
        if (!header.at("alg").text().equals("EdDSA")) {
            throw header.at("alg").wrong("EdDSA");
        }
        if (header.maybe("crit").isPresent()) {
            throw header.at("crit").wrong("absent");
        }
        byte[] signature = Base64Text.url("JWS signature", parts[2]);
        if (signature.length != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("JWS signature must have 64 bytes: " + signature.length);
        }
        return new Jws(Base64Text.url("JWS payload", parts[1]), ascii(parts[0] + "." + parts[1]), signature);
    }

    /**
     * Tells whether a key signed it.
     *
     * @param publicKey 32 bytes
     */
    public boolean isBy(byte[] publicKey) {
        return Ed25519.verify(publicKey, signed, signature);
    }

    /**
     * Returns a signed text.
     *
     * @param payload what is signed
     * @param signer what signs ({@link Ed25519#signer})
     */
    public static String sign(byte[] payload, UnaryOperator<byte[]> signer) {
        String signed = Base64Text.url(ascii("{\"alg\":\"EdDSA\"}")) + "." + Base64Text.url(payload);
        return signed + "." + Base64Text.url(signer.apply(ascii(signed)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
