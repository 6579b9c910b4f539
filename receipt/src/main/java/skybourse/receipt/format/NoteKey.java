package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Public key of a log, together with the name of the log (C2SP signed-note, type 0x01, Ed25519).
 *
 * @param name name of the log, {@code skybourse/<market>}, without white space and plus signs
 * @param publicKey the key, 32 bytes
 */
public record NoteKey(String name, byte[] publicKey) {

    private static final byte ED25519 = 1;
    private static final int ID_BYTES = 4;
    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
    private static final Pattern NAME = Pattern.compile("[^\\s\\h\\v+]+");

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a component has another form
     */
    public NoteKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must not contain spaces or plus signs: " + JsonField.shown(name));
        }
        if (publicKey.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("publicKey must have 32 bytes: " + publicKey.length);
        }
    }

    /**
     * Reads a key in the form that {@link #text} returns.
     *
     * @throws IllegalArgumentException if the text has another form, or the hash does not match name and key
     */
    public static NoteKey read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("key must be name+hash+base64: " + JsonField.shown(text));
        }
        byte[] typed = Base64Text.standard("key", parts.group(3));
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519) {
            throw new IllegalArgumentException("key must be an Ed25519 key: " + JsonField.shown(parts.group(3)));
        }
        var key = new NoteKey(parts.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts.group(2))) {
            throw new IllegalArgumentException("hash of the key must match its name and bytes: " + parts.group(2));
        }
        return key;
    }

    /** Returns the key as text, {@code name+hash+base64}. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+" + Base64Text.standard(typed());
    }

    /** Returns the key id of signatures: the first four bytes of the hash of name and key. */
    byte[] id() {
        byte[] named = Ed25519.joined((name + "\n").getBytes(StandardCharsets.UTF_8), typed());
        return Arrays.copyOf(new MerkleHash().of(named), ID_BYTES);
    }

    private byte[] typed() {
        return Ed25519.joined(new byte[] {ED25519}, publicKey);
    }
}
