package skybourse.server.signedlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.NoteKey;
import skybourse.server.codec.BodyJsonEncoder;

/** Ed25519 key of a market. It signs the checkpoints of the market's log, promises, the random draws of rounds, and the agent card of A2A. */
public final class MarketSigningKey {

    /** Name of the key's file in the folder of a market. */
    public static final String FILE = "market-key";

    /** Advice if the key's file is lost. */
    public static final String BACKUP = "copy market-key from a backup of this folder.";

    private final String market;
    private final NoteKey note;
    private final UnaryOperator<byte[]> signer;

    private MarketSigningKey(String name, String text) {
        byte[] both = HexFormat.of().parseHex(text);
        market = LabelSyntax.fileName(name);
        note = new NoteKey("skybourse/" + market, Arrays.copyOfRange(both, Ed25519.KEY_BYTES, both.length));
        signer = Ed25519.signer(Arrays.copyOf(both, Ed25519.KEY_BYTES));
        // Signing fails if the two keys do not belong together.
        LogCheckpoint.signed(checkpoint(0, new byte[Ed25519.KEY_BYTES]), note);
    }

    /** Returns a new key for a market with the given name. The key is not stored. */
    public static MarketSigningKey generate(String name) {
        return new MarketSigningKey(name, generate());
    }

    /**
     * Returns the key in a market's folder. If the folder has no key, a new key is created in a file that only its owner can read.
     *
     * @throws InvalidInputException if the file does not contain a key
     * @throws IOException if the file cannot be read or written
     */
    public static MarketSigningKey of(Path folder, String name) throws IOException {
        String text = OperatorSecret.of(folder.resolve(FILE), MarketSigningKey::generate)
                .text();
        try {
            return new MarketSigningKey(name, text);
        } catch (IllegalArgumentException _) {
            throw new InvalidInputException(
                    folder.resolve(FILE).toString(),
                    "must contain the secret and the public key of a market, 128 hexadecimal digits",
                    BACKUP);
        }
    }

    /** Returns a new secret key followed by its public key. Each has 32 bytes, in hexadecimal digits. */
    private static String generate() {
        byte[] secret = new byte[Ed25519.KEY_BYTES];
        byte[] known = new byte[Ed25519.KEY_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePrivateKey(new SecureRandom(), secret);
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(secret, 0, known, 0);
        return HexFormat.of().formatHex(secret) + HexFormat.of().formatHex(known);
    }

    /** Returns the market's name as receipts contain it. */
    public String market() {
        return market;
    }

    /** Returns the public key as {@code name+hash+base64} ({@link NoteKey#text}). */
    public String text() {
        return note.text();
    }

    /**
     * Returns a signed checkpoint of the log.
     *
     * @param size number of leaves
     * @param root root of the tree with these leaves
     */
    public String checkpoint(long size, byte[] root) {
        return new LogCheckpoint(note.name(), size, root).note(note, signer);
    }

    /**
     * Returns the signature that selects the prices of a round from its mix and breaks ties, 128 hexadecimal digits. It is a function of the key, the market
     * and the round. Only the holder of the key can predict the signature, and any client can verify it.
     */
    public String draw(long round) {
        String text = "skybourse/draw-1\n" + market + "\n" + round + "\n";
        return HexFormat.of().formatHex(signer.apply(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Signs bytes. The result is a compact JWS.
     *
     * @param header protected header, JSON in ASCII with the member {@code "alg":"EdDSA"}
     */
    public String sign(String header, byte[] payload) {
        return Jws.sign(header, payload, signer);
    }

    /** Signs a record. The result is a compact JWS. */
    public String sign(Record payload) {
        return Jws.sign(BodyJsonEncoder.write(payload).getBytes(StandardCharsets.UTF_8), signer);
    }
}
