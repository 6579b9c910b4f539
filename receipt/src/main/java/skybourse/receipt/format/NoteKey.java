package skybourse.receipt.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key of a log, with the log's name, as a signed note knows it (C2SP signed-note, type 0x01, Ed25519).
 *
 * @param name of the log, {@code skybourse/<market>}: no blank, no plus
 * @param publicKey 32 bytes
 */
public record NoteKey(String name, byte[] publicKey) {

    private static final byte ED25519 = 1;
    private static final int ID_BYTES = 4;
    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
    private static final Pattern NAME = Pattern.compile("[^\\s\\h\\v+]+");

    public NoteKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must not contain spaces or plus signs: " + Field.shown(name));
        }
        if (publicKey.length != Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("publicKey must have 32 bytes: " + publicKey.length);
        }
    }

    /** Reads a key as {@link #text} writes it. */
    public static NoteKey read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("key must be name+hash+base64: " + Field.shown(text));
        }
        byte[] typed = Base64Text.standard("key", parts.group(3));
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519) {
            throw new IllegalArgumentException("key must be an Ed25519 key: " + Field.shown(parts.group(3)));
        }
        var key = new NoteKey(parts.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id()).equals(parts.group(2))) {
            throw new IllegalArgumentException("hash of the key must match its name and bytes: " + parts.group(2));
        }
        return key;
    }

    /** Returns {@code name+hash+base64}, the form in which keys are handed out. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+" + Base64Text.standard(typed());
    }

    /** Returns the first four bytes of the hash of name and key, by which a signature names its key. */
    byte[] id() {
        byte[] named = Ed25519.joined((name + "\n").getBytes(StandardCharsets.UTF_8), typed());
        return Arrays.copyOf(new MerkleHash().of(named), ID_BYTES);
    }

    private byte[] typed() {
        return Ed25519.joined(new byte[] {ED25519}, publicKey);
    }
}
