package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Checkpoint of a log (C2SP tlog-checkpoint): its size and root hash. A signed checkpoint is a note with a signature of the log's key (C2SP
 * signed-note). Signatures of other keys are ignored.
 *
 * @param origin name of the log, {@code skybourse/<market>}; not empty, one line
 * @param size number of leaves, at least 0
 * @param root root hash, 32 bytes
 */
public record LogCheckpoint(String origin, long size, byte[] root) {

    private static final int LINES = 3;
    private static final int MOST_SIGNATURES = 100;
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern SIGNATURE = Pattern.compile("\u2014 ([^\\s\\h\\v+]+) ([A-Za-z0-9+/=]+)");

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a component has another form
     */
    public LogCheckpoint {
        if (origin.isEmpty() || origin.contains("\n")) {
            throw new IllegalArgumentException(
                    "checkpoint must have an origin on its first line: " + JsonField.shown(origin));
        }
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
        if (root.length != MerkleHash.BYTES) {
            throw new IllegalArgumentException("root must have 32 bytes: " + root.length);
        }
    }

    /**
     * Reads a note without verifying its signatures.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static LogCheckpoint read(String note) {
        String body = body(note);
        List<String> lines = body.substring(0, body.length() - 1).lines().toList();
        if (lines.size() < LINES || lines.contains("")) {
            throw new IllegalArgumentException(
                    "checkpoint must have lines with origin, size and root: " + JsonField.shown(body));
        }
        if (!SIZE.matcher(lines.get(1)).matches()) {
            throw new IllegalArgumentException(
                    "checkpoint size must be a whole number: " + JsonField.shown(lines.get(1)));
        }
        byte[] root = Base64Text.standard("checkpoint root", lines.get(2));
        return new LogCheckpoint(lines.getFirst(), Long.parseLong(lines.get(1)), root);
    }

    /**
     * Reads a note and verifies the signature of its log.
     *
     * @param note the complete text
     * @param key key of the log, whose name is the origin
     * @throws IllegalArgumentException if the text has another form, belongs to another log, or does not have a valid signature of the key
     */
    public static LogCheckpoint signed(String note, NoteKey key) {
        LogCheckpoint read = read(note);
        if (!read.origin.equals(key.name())) {
            throw new IllegalArgumentException("checkpoint must have the origin " + JsonField.shown(key.name()) + ": "
                    + JsonField.shown(read.origin));
        }
        String body = body(note);
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        List<byte[]> signatures = signatures(note.substring(body.length() + 1), key);
        boolean isSigned = signatures.stream().allMatch(one -> Ed25519.verify(key.publicKey(), text, one));
        if (signatures.isEmpty() || !isSigned) {
            throw new IllegalArgumentException("checkpoint must be signed by " + key.text() + ": "
                    + (isSigned ? "no signature of this key" : "the signature does not match the text"));
        }
        return read;
    }

    /**
     * Returns the signed note.
     *
     * @param key key of the log
     * @param signer signing function of this key ({@link Ed25519#signer})
     */
    public String note(NoteKey key, UnaryOperator<byte[]> signer) {
        String body = origin + "\n" + size + "\n" + Base64Text.standard(root) + "\n";
        byte[] signature = signer.apply(body.getBytes(StandardCharsets.UTF_8));
        String signed = Base64Text.standard(Ed25519.joined(key.id(), signature));
        return body + "\n\u2014 " + key.name() + " " + signed + "\n";
    }

    /** Returns the signed text of a note, with its last line feed. An empty line and the signatures follow it. */
    private static String body(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException(
                    "checkpoint must consist of lines, an empty line and signatures: " + JsonField.shown(note));
        }
        return note.substring(0, end + 1);
    }

    /** Returns the signatures that name a key. */
    private static List<byte[]> signatures(String text, NoteKey key) {
        List<String> lines = text.lines().toList();
        if (lines.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException("checkpoint must have at most 100 signatures: " + lines.size());
        }
        return lines.stream()
                .map(line -> {
                    var parts = SIGNATURE.matcher(line);
                    if (!parts.matches()) {
                        throw new IllegalArgumentException(
                                "checkpoint must end with signature lines: " + JsonField.shown(line));
                    }
                    byte[] known = Base64Text.standard("checkpoint signature", parts.group(2));
                    boolean own = parts.group(1).equals(key.name())
                            && known.length >= 4
                            && Arrays.equals(known, 0, 4, key.id(), 0, 4);
                    return own ? Arrays.copyOfRange(known, 4, known.length) : new byte[0];
                })
                .filter(signature -> signature.length > 0)
                .toList();
    }
}
