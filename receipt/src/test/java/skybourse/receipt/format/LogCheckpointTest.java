package skybourse.receipt.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCheckpointTest {

    /** Key, secret, text and signature of the tests of Go's package golang.org/x/mod/sumdb/note. */
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String GO_SIGNATURE =
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    private static final Keys SECRET = Keys.of("exchange");
    private static final NoteKey KEY = new NoteKey("skybourse/campus", SECRET.publicKey());
    private static final LogCheckpoint CHECKPOINT = new LogCheckpoint("skybourse/campus", 1_234, root());
    private static final String NOTE = CHECKPOINT.note(KEY, SECRET.signer());

    private static byte[] root() {
        byte[] root = new byte[32];
        Arrays.fill(root, (byte) 0x5a);
        return root;
    }

    @Test
    void keysAndSignaturesEqualThoseOfGo() {
        NoteKey key = NoteKey.read(GO_KEY);
        assertThat(key.name()).isEqualTo("PeterNeumann");
        assertThat(key.text()).isEqualTo(GO_KEY);
        byte[] secret = Base64Text.standard("secret", GO_SECRET);
        byte[] seed = Arrays.copyOfRange(secret, 1, secret.length);
        assertThat(Keys.of(seed).publicKey()).isEqualTo(key.publicKey());
        byte[] signature = Ed25519.signer(seed).apply(GO_TEXT.getBytes(UTF_8));
        assertThat(Base64Text.standard(Ed25519.joined(key.id(), signature))).isEqualTo(GO_SIGNATURE);
        assertThat(Ed25519.verify(key.publicKey(), GO_TEXT.getBytes(UTF_8), signature))
                .isTrue();
    }

    @Test
    void refusesChangedKeys() {
        for (int i = 0; i < GO_KEY.length(); i++) {
            String wrong = GO_KEY.substring(0, i) + (char) (GO_KEY.charAt(i) + 1) + GO_KEY.substring(i + 1);
            assertThatThrownBy(() -> NoteKey.read(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
            String cut = GO_KEY.substring(0, i);
            assertThatThrownBy(() -> NoteKey.read(cut)).as(cut).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exchange                             | key must be name+hash+base64: "exchange"
            a b+00000000+AAAA                    | key must be an Ed25519 key: "AAAA"
            a+00000000+AAAAA                     | key must be base64: "AAAAA"
            a+00000000+AB==                      | key must be canonical base64: "AB=="
            PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW | hash of the key must match its name and bytes: c74f20a4
            Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW | name must not contain spaces or plus signs: "Peter Neumann"
            """)
    void errorsOfKeysStateTheRule(String text, String complaint) {
        assertThatThrownBy(() -> NoteKey.read(text)).hasMessage(complaint);
    }

    @Test
    void signedCheckpointIsReadBack() {
        assertThat(NOTE)
                .startsWith(
                        "skybourse/campus\n1234\nWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\n\n\u2014 skybourse/campus ");
        LogCheckpoint read = LogCheckpoint.signed(NOTE, KEY);
        assertThat(read.origin()).isEqualTo("skybourse/campus");
        assertThat(read.size()).isEqualTo(1_234);
        assertThat(read.root()).isEqualTo(root());
    }

    @Test
    void acceptsFurtherSignatures() {
        Keys witness = Keys.of("witness");
        String line = CHECKPOINT.note(new NoteKey("witness", witness.publicKey()), witness.signer());
        String both = NOTE + line.substring(line.lastIndexOf("\n\n") + 2);
        assertThat(LogCheckpoint.signed(both, KEY).size()).isEqualTo(1_234);
        String sameName = CHECKPOINT.note(new NoteKey(KEY.name(), witness.publicKey()), witness.signer());
        assertThat(LogCheckpoint.signed(NOTE + sameName.substring(sameName.lastIndexOf("\n\n") + 2), KEY)
                        .size())
                .isEqualTo(1_234);
        assertThatThrownBy(() -> LogCheckpoint.signed(sameName, KEY))
                .hasMessage("checkpoint must be signed by " + KEY.text() + ": no signature of this key");
        String wrong = NOTE.replace("1234", "1235");
        assertThatThrownBy(() -> LogCheckpoint.signed(wrong, KEY))
                .hasMessage("checkpoint must be signed by " + KEY.text() + ": the signature does not match the text");
        String twice = NOTE + wrong.substring(wrong.lastIndexOf("\n\n") + 2).replace("A", "B");
        assertThatThrownBy(() -> LogCheckpoint.signed(twice, KEY)).isInstanceOf(IllegalArgumentException.class);
        assertThat(LogCheckpoint.signed(
                                NOTE
                                        + line.substring(line.lastIndexOf("\n\n") + 2)
                                                .repeat(99),
                                KEY)
                        .size())
                .isEqualTo(1_234);
        assertThatThrownBy(() -> LogCheckpoint.signed(
                        NOTE.replace(
                                "\n\n",
                                "\n\n"
                                        + line.substring(line.lastIndexOf("\n\n") + 2)
                                                .repeat(100)),
                        KEY))
                .hasMessage("checkpoint must have at most 100 signatures: 101");
    }

    @Test
    void acceptsLinesAfterTheRoot() {
        String body = "skybourse/campus\n0\n" + Base64Text.standard(root()) + "\nmore\n";
        byte[] signature = SECRET.signer().apply(body.getBytes(UTF_8));
        String note =
                body + "\n\u2014 " + KEY.name() + " " + Base64Text.standard(Ed25519.joined(KEY.id(), signature)) + "\n";
        assertThat(LogCheckpoint.signed(note, KEY).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234                                     | 01234     | checkpoint size must be a whole number: "01234"
            1234                                     | -1        | checkpoint size must be a whole number: "-1"
            1234                                     | 9999999999999999999 | checkpoint size must be a whole number: "9999999999999999999"
            WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo= | WlpaWlo= | root must have 32 bytes: 5
            WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo= | WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlp= | checkpoint root must be canonical base64: "WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlp="
            skybourse/campus#                        | skybourse/port# | checkpoint must have the origin "skybourse/campus": "skybourse/port"
            \u2014                                   | -         | checkpoint must end with signature lines: "- skybourse/campus
            """)
    void errorsOfCheckpointsStateTheRule(String part, String other, String complaint) {
        String note = NOTE.replaceFirst(part.replace("#", "\n"), other.replace("#", "\n"));
        assertThatThrownBy(() -> LogCheckpoint.signed(note, KEY)).hasMessageStartingWith(complaint);
    }

    @Test
    void refusesMalformedCheckpoints() {
        for (String text : new String[] {
            "",
            "\n",
            "\n\n",
            "a\n\n",
            NOTE.strip(),
            NOTE.replace("\n\n", "\n"),
            NOTE.replace("1234\n", ""),
            NOTE.replace("1234", "12\t34"),
            NOTE.replace("1234\n", "1234\n\n")
        }) {
            assertThatThrownBy(() -> LogCheckpoint.signed(text, KEY))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("checkpoint ");
        }
        assertThatThrownBy(() -> LogCheckpoint.signed(NOTE + "\n", KEY)).hasMessageStartingWith("checkpoint ");
        assertThatThrownBy(() -> new LogCheckpoint("", 1, root()))
                .hasMessageStartingWith("checkpoint must have an origin");
        assertThatThrownBy(() -> new LogCheckpoint("a", -1, root())).hasMessage("size must not be negative: -1");
    }

    @Test
    void refusesKeysAndSignaturesOfWrongLength() {
        byte[] message = {1};
        byte[] signature = SECRET.signer().apply(message);
        assertThat(Ed25519.verify(KEY.publicKey(), message, signature)).isTrue();
        assertThat(Ed25519.verify(KEY.publicKey(), message, Arrays.copyOf(signature, 63)))
                .isFalse();
        assertThat(Ed25519.verify(Arrays.copyOf(KEY.publicKey(), 31), message, signature))
                .isFalse();
        byte[] noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xff);
        assertThat(Ed25519.verify(noPoint, message, signature)).isFalse();
        assertThatThrownBy(() -> Ed25519.signer(new byte[31])).hasMessage("seed must have 32 bytes: 31");
        assertThatThrownBy(() -> new NoteKey("a", new byte[31])).hasMessage("publicKey must have 32 bytes: 31");
    }
}
