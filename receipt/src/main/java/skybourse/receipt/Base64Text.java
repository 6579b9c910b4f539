package skybourse.receipt;

import java.util.Base64;

/** Base64 (RFC 4648) of which each text has one form only: padded in the standard alphabet, not padded in that for URLs. */
final class Base64Text {

    private Base64Text() {}

    /** Returns the bytes of a text in the standard alphabet. */
    static byte[] standard(String name, String text) {
        byte[] bytes = decoded(name, text, Base64.getDecoder());
        return canonical(name, text, bytes, standard(bytes));
    }

    static String standard(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns the bytes of a text in the alphabet for URLs. */
    static byte[] url(String name, String text) {
        byte[] bytes = decoded(name, text, Base64.getUrlDecoder());
        return canonical(name, text, bytes, url(bytes));
    }

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String name, String text, Base64.Decoder decoder) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be base64: " + Field.shown(text), e);
        }
    }

    private static byte[] canonical(String name, String text, byte[] bytes, String again) {
        if (!again.equals(text)) {
            throw new IllegalArgumentException(name + " must be base64 in its one form: " + Field.shown(text));
        }
        return bytes;
    }
}
