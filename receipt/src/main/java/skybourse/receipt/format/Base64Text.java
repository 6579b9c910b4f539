package skybourse.receipt.format;

import java.util.Base64;
import java.util.function.Function;

/**
 * Canonical Base64 (RFC 4648). Text in the standard alphabet is padded, and text in the URL-safe alphabet is not. Other encodings of the same bytes
 * are rejected.
 */
public final class Base64Text {

    private Base64Text() {}

    /**
     * Decodes a text in the standard alphabet.
     *
     * @param name name of the value in error messages
     * @param text the text
     * @throws IllegalArgumentException if the text is not canonical Base64
     */
    public static byte[] standard(String name, String text) {
        return decoded(name, text, Base64.getDecoder(), Base64Text::standard);
    }

    /** Encodes bytes in the standard alphabet, padded. */
    public static String standard(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Decodes a text in the URL-safe alphabet.
     *
     * @param name name of the value in error messages
     * @param text the text
     * @throws IllegalArgumentException if the text is not canonical Base64
     */
    static byte[] url(String name, String text) {
        return decoded(name, text, Base64.getUrlDecoder(), Base64Text::url);
    }

    /** Encodes bytes in the URL-safe alphabet, unpadded. */
    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String name, String text, Base64.Decoder decoder, Function<byte[], String> encoder) {
        byte[] bytes;
        try {
            bytes = decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be base64: " + JsonField.shown(text), e);
        }
        if (!encoder.apply(bytes).equals(text)) {
            throw new IllegalArgumentException(name + " must be canonical base64: " + JsonField.shown(text));
        }
        return bytes;
    }
}
