package skybourse.receipt.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.receipt.MadeUpExchange;
import skybourse.receipt.Payment;
import skybourse.receipt.SentCommandCopy;

class JwsTest {

    /** RFC 8037, appendix A.1 to A.5. */
    private static final byte[] SECRET = Base64Text.url("d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");

    private static final byte[] KEY = Base64Text.url("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    private static final String SIGNED = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    private static String header(String json) {
        return Base64Text.url(json.getBytes(UTF_8)) + SIGNED.substring(SIGNED.indexOf('.'));
    }

    @Test
    void signsAndVerifiesExampleOfRfc8037() {
        assertThat(Jws.sign("Example of Ed25519 signing".getBytes(UTF_8), Ed25519.signer(SECRET)))
                .isEqualTo(SIGNED);
        Jws read = Jws.read(SIGNED);
        assertThat(new String(read.payload(), UTF_8)).isEqualTo("Example of Ed25519 signing");
        assertThat(read.isSignedBy(KEY)).isTrue();
        assertThat(read.isSignedBy(Keys.of("another").publicKey())).isFalse();
    }

    @Test
    void changedTextIsNotVerified() {
        for (int i = 0; i < SIGNED.length(); i++) {
            String other = SIGNED.substring(0, i) + (SIGNED.charAt(i) == 'A' ? 'B' : 'A') + SIGNED.substring(i + 1);
            boolean signed;
            try {
                signed = Jws.read(other).isSignedBy(KEY);
            } catch (IllegalArgumentException e) {
                signed = false;
            }
            assertThat(signed).as(other).isFalse();
        }
    }

    @Test
    void refusesOtherHeaders() {
        assertThat(Jws.read(header("{\"typ\":\"x\",\"alg\":\"EdDSA\"}")).isSignedBy(KEY))
                .isFalse();
        assertRefused(header("{\"alg\":\"none\"}"), "JWS header.alg must be EdDSA: \"none\"");
        assertRefused(header("{\"alg\":\"HS256\"}"), "JWS header.alg must be EdDSA: \"HS256\"");
        assertRefused(header("{\"alg\":1}"), "JWS header.alg must be text: 1");
        assertRefused(header("{}"), "JWS header.alg must be given: missing");
        assertRefused(header("[]"), "JWS header must be an object: an array");
        assertRefused(header("{\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}"), "JWS header.crit must be absent: an array");
        assertRefused(
                header("{\"alg\":\"none\",\"alg\":\"EdDSA\"}"),
                "line 1, character 15 must be a name that occurs once in its object: \"\"\"");
    }

    @Test
    void refusesNonCanonicalForms() {
        assertRefused("", "JWS must have three parts: \"\"");
        assertRefused(
                SIGNED + ".",
                "JWS must have three parts: \"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgy...\"");
        assertRefused(
                SIGNED.replace("mc.", "mc=."),
                "JWS payload must be canonical base64: \"RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc=\"");
        assertRefused(
                SIGNED.replace("mc.", "md."),
                "JWS payload must be canonical base64: \"RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmd\"");
        assertRefused(
                SIGNED.replace("mc.", "m+."), "JWS payload must be base64: \"RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbm+\"");
        assertRefused(SIGNED.substring(0, SIGNED.length() - 2), "JWS signature must have 64 bytes: 63");
    }

    private static void assertRefused(String text, String complaint) {
        assertThatThrownBy(() -> Jws.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    /** A signed text of another kind is no promise. A stored command may be given by its digest. */
    @Test
    void refusesSignedTextsThatAreNoPromises() {
        String text = Jws.sign(
                ("{\"skybourse\":\"receipt-1\",\"market\":\"campus\",\"agent\":\"wa-1\",\"seq\":1,\"for\":\"a\",\"sha256\":\""
                                + MerkleHash.hex("b") + "\"}")
                        .getBytes(UTF_8),
                Keys.of("exchange").signer());
        String row = "{\"for\":\"a\",\"sha256\":\"" + MerkleHash.hex("b") + "\",\"promise\":\"";
        assertThatThrownBy(() -> SentCommandCopy.read((row + text + "\"}").getBytes(UTF_8), MadeUpExchange.KEY))
                .hasMessage("line 1: promise.skybourse must be promise-1: \"receipt-1\"");
        String promise = MadeUpExchange.promise("wa-1", 1, "a", "b");
        assertThat(SentCommandCopy.read((row + promise + "\"}").getBytes(UTF_8), MadeUpExchange.KEY))
                .containsExactly(new SentCommandCopy(
                        "a",
                        MerkleHash.hex("b"),
                        Optional.empty(),
                        Optional.of(new SentCommandCopy.Promise("campus", "wa-1", 1))));
        assertThat(Ed25519.publicKey("ab".repeat(32))).hasSize(32).containsOnly(0xab);
        assertThatThrownBy(() -> Ed25519.publicKey("AB".repeat(32)))
                .hasMessageStartingWith("key must be 64 hexadecimal");
        assertThat(new Payment("a", "b", 3, "BILL", "r1.2")).hasToString("3 from a to b (BILL of r1.2)");
        assertThat(new Payment("a", "b", 3, "HELD", "")).hasToString("3 from a to b (HELD)");
    }
}
