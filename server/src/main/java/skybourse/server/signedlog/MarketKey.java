package skybourse.server.signedlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import skybourse.base.numeric.Label;
import skybourse.files.text.InvalidInputException;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.NoteKey;
import skybourse.server.codec.BodyText;

/** The key of a market, by which it signs checkpoints of its log, and promises. */
public final class MarketKey {

    /** Its name in the folder of a market. */
    public static final String FILE = "market-key";

    /** What may help where it is lost. */
    public static final String BACKUP = "copy market-key from a backup of this folder.";

    private final String market;
    private final NoteKey note;
    private final UnaryOperator<byte[]> signer;

    private MarketKey(String name, String text) {
        byte[] both = HexFormat.of().parseHex(text);
        market = Label.fileName(name);
        note = new NoteKey("skybourse/" + market, Arrays.copyOfRange(both, Ed25519.KEY_BYTES, both.length));
        signer = Ed25519.signer(Arrays.copyOf(both, Ed25519.KEY_BYTES));
        LogCheckpoint.signed(checkpoint(0, new byte[Ed25519.KEY_BYTES]), note); // the two halves belong together
    }

    /** Makes one that no file has, for a market of this name. */
    public static MarketKey made(String name) {
        return new MarketKey(name, made());
    }

    /**
     * Returns the key of a market's folder; the first time it is made, and written so that its owner alone can read it.
     *
     * @throws InvalidInputException where the file holds no key
     */
    public static MarketKey of(Path folder, String name) throws IOException {
        String text = OperatorSecret.of(folder.resolve(FILE), MarketKey::made).text();
        try {
            return new MarketKey(name, text);
        } catch (IllegalArgumentException _) {
            throw new InvalidInputException(
                    folder.resolve(FILE).toString(),
                    "must contain the secret and the public key of a market, 128 hexadecimal digits",
                    BACKUP);
        }
    }

    /** Returns secret and public key, 32 bytes each, in hexadecimal digits. */
    private static String made() {
        byte[] secret = new byte[Ed25519.KEY_BYTES];
        byte[] known = new byte[Ed25519.KEY_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePrivateKey(new SecureRandom(), secret);
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(secret, 0, known, 0);
        return HexFormat.of().formatHex(secret) + HexFormat.of().formatHex(known);
    }

    /** Returns the market's name as its receipts have it. */
    public String market() {
        return market;
    }

    /** Returns the public key in the form in which it is handed out. */
    public String text() {
        return note.text();
    }

    /** Returns a signed checkpoint of the log. */
    public String checkpoint(long size, byte[] root) {
        return new LogCheckpoint(note.name(), size, root).note(note, signer);
    }

    /**
     * Returns the signature that decides mixed prices and ties of a round, 128 hexadecimal digits. It is a function of key, market and round:
     * only the holder of the key can predict it, and everybody can check it.
     */
    public String draw(long round) {
        String text = "skybourse/draw-1\n" + market + "\n" + round + "\n";
        return HexFormat.of().formatHex(signer.apply(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a signed text. */
    public String signed(Record payload) {
        return Jws.sign(BodyText.written(payload).getBytes(StandardCharsets.UTF_8), signer);
    }
}
