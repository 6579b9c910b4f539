package skybourse.files.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Decoding of external input: valid UTF-8 without NUL bytes, of limited size. */
public final class Utf8InputDecoder {

    /**
     * Largest size of an input file, 64 MiB. It is sufficient for a scenario of about 160,000 wireless agents, or a trace of about 1.5 million
     * requests. A file is read into memory; its table or tree takes about ten times the size of the file. A file of this size fits the default heap
     * of a JVM on a machine with 4 GB.
     */
    public static final int MOST_BYTES = 64 << 20;

    private static final String ADVICE_UTF8 = "save the file as UTF-8 text.";

    private Utf8InputDecoder() {}

    /**
     * Returns the text of {@code bytes}, without a byte order mark.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @throws InvalidInputException if there are more than {@link #MOST_BYTES} bytes, or the bytes are not UTF-8 or contain a NUL byte
     */
    public static String decode(String source, byte[] bytes) {
        requireSize(source, bytes.length);
        refuseNul(source, bytes);
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

    /**
     * Checks the size of a file.
     *
     * @throws InvalidInputException if it is greater than {@link #MOST_BYTES}
     */
    public static void requireSize(String source, long bytes) {
        if (bytes > MOST_BYTES) {
            throw new InvalidInputException(
                    source,
                    "must have at most " + MOST_BYTES + " bytes: " + bytes,
                    "give another file, or cut a long trace to the hours that you need.");
        }
    }

    private static void refuseNul(String source, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new InvalidInputException(
                        source, "line " + line(bytes, i), "must be UTF-8 text: byte 0x00 at offset " + i, ADVICE_UTF8);
            }
        }
    }

    private static int line(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static InvalidInputException notUtf8(String source, byte[] bytes, CharacterCodingException cause) {
        int at = firstMalformed(bytes);
        String complaint =
                String.format(Locale.ROOT, "must be UTF-8 text: byte 0x%02x at offset %d", bytes[at] & 0xff, at);
        var failure = new InvalidInputException(source, "line " + line(bytes, at), complaint, ADVICE_UTF8);
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
