package skybourse.receipt.format;

import java.util.Base64;
import java.util.function.Function;

/** Base64 (RFC 4648) of which each text has one form only: padded in the standard alphabet, not padded in that for URLs. */
public final class Base64Text {

    private Base64Text() {}

    /** Returns the bytes of a text in the standard alphabet. */
    public static byte[] standard(String name, String text) {
        return decoded(name, text, Base64.getDecoder(), Base64Text::standard);
    }

    public static String standard(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns the bytes of a text in the alphabet for URLs. */
    public static byte[] url(String name, String text) {
        return decoded(name, text, Base64.getUrlDecoder(), Base64Text::url);
    }

    public static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String name, String text, Base64.Decoder decoder, Function<byte[], String> encoder) {
        byte[] bytes;
        try {
            bytes = decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be base64: " + Field.shown(text), e);
        }
        if (!encoder.apply(bytes).equals(text)) {
            throw new IllegalArgumentException(name + " must be canonical base64: " + Field.shown(text));
        }
        return bytes;
    }
}
