package skybourse.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes from outside as text: strictly UTF-8 and of bounded size. */
final class InputText {

    /** The largest file that is read, 64 MiB: about 150,000 wireless agents. */
    static final int MOST_BYTES = 64 << 20;

    private static final String ADVICE_UTF8 =
            "it was saved in another encoding or is not a text file; save it as UTF-8";

    private InputText() {}

    /** Returns the text of {@code bytes} without a byte order mark. */
    static String decode(String source, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new InvalidInputException(
                    source,
                    "",
                    "must hold at most " + MOST_BYTES + " bytes: " + bytes.length,
                    "it is not the file that was meant; larger worlds are made with `skybourse generate`");
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            String text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw notUtf8(source, bytes, e);
        }
    }

    private static InvalidInputException notUtf8(String source, byte[] bytes, CharacterCodingException cause) {
        int at = firstMalformed(bytes);
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String complaint =
                String.format(Locale.ROOT, "must be UTF-8 text: byte 0x%02x at offset %d", bytes[at] & 0xff, at);
        var failure = new InvalidInputException(source, "line " + line, complaint, ADVICE_UTF8);
        failure.initCause(cause);
        return failure;
    }

    private static int firstMalformed(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var out = java.nio.CharBuffer.allocate(8192);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isOverflow()) {
                return Math.min(in.position(), bytes.length - 1);
            }
            out.clear();
        }
    }
}
