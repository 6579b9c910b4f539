package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.agent.Task;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleTree;
import skybourse.receipt.format.NoteKey;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.http.RateLimiter;
import skybourse.server.signedlog.LogProofs;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.server.signedlog.OperatorSecret;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/** Unit tests of activity, rate limits, notification, secrets, keys, proofs and staged blobs. */
class ReceiptSetTest {

    private record Signed(int a) {}

    @Test
    void agentIsInactiveUnlessItWaits() {
        var presence = new AgentActivity(0);
        presence.record("a", 500);
        presence.addWaiting("b", 1);
        assertThat(presence.waiting()).isEqualTo(1);
        assertThat(presence.inactive(List.of("a", "b", "c"), 400)).containsExactly("c");
        assertThat(presence.inactive(List.of("a", "b", "c"), 501)).containsExactly("a", "c");
        assertThat(presence.inactive(List.of("c"), 0)).isEmpty();
        presence.addWaiting("b", -1);
        assertThat(presence.inactive(List.of("b"), 400)).containsExactly("b");
        assertThat(presence.waiting()).isZero();
    }

    @Test
    void rateLimitIsRefilled() {
        var limiter = new RateLimiter(50);
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.takes("a", 0)).isTrue();
        }
        assertThat(limiter.takes("a", 0)).isFalse();
        assertThat(limiter.takes("b", 0)).isTrue();
        assertThat(limiter.takes("a", 19)).isFalse();
        assertThat(limiter.takes("a", 30)).isTrue();
        assertThat(limiter.takes("a", 30)).isFalse();
        assertThat(limiter.takes("b", 1_000)).isTrue();
        assertThat(limiter.takes("b", 0)).as("same time, recorded later").isTrue();
        assertThat(limiter.takes("b", 0)).isTrue();
    }

    @Test
    void notifierSignalsEarlierRegistrations() {
        var notifier = new Notifier();
        var early = notifier.of("a");
        notifier.signal("b");
        assertThat(early).isNotDone();
        notifier.signal("a");
        assertThat(early).isDone();
        var late = notifier.of("a");
        assertThat(late).isNotDone();
        notifier.signalAll();
        assertThat(late).isDone();
    }

    @Test
    void operatorSecretIsCreatedOnce(@TempDir Path folder) throws IOException {
        OperatorSecret made = OperatorSecret.of(folder.resolve("market"));
        assertThat(made.isNew()).isTrue();
        assertThat(made.text()).hasSize(64);
        assertThat(made).hasToString("the operator's secret");
        OperatorSecret again = OperatorSecret.of(folder.resolve("market"));
        assertThat(again).isEqualTo(new OperatorSecret(made.text(), false));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("market/operator-secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void oldestCallersAreForgotten() {
        var limiter = new RateLimiter(.5);
        assertThat(limiter.takes("first", 0)).isTrue();
        for (int i = 1; i < 20_000; i++) {
            limiter.takes("asker " + i, 0);
        }
        assertThat(limiter.takes("first", 0)).isFalse(); // now the most recent caller
        limiter.takes("one more", 0);
        assertThat(limiter.takes("first", 0)).isFalse();
        for (int i = 0; i < 20_000; i++) {
            limiter.takes("other " + i, 0);
        }
        assertThat(limiter.takes("first", 0)).isTrue();
    }

    @Test
    void secretIsReadBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a/b/secret");
        assertThat(OperatorSecret.of(file, () -> "made")).isEqualTo(new OperatorSecret("made", true));
        assertThat(file).hasContent("made\n");
        assertThat(file.resolveSibling("secret.new")).doesNotExist();
        assertThat(OperatorSecret.of(file, () -> "other")).isEqualTo(new OperatorSecret("made", false));
        Files.writeString(file.resolveSibling("half.new"), "left by a power cut, longer than a secret");
        OperatorSecret.of(file.resolveSibling("half"), () -> "made");
        assertThat(file.resolveSibling("half")).hasContent("made\n");
        assertThat(OperatorSecret.generate().text()).matches("[0-9a-f]{64}").isNotEqualTo("0".repeat(64));
    }

    @Test
    void publicKeyVerifiesSignatures(@TempDir Path folder) throws IOException {
        MarketSigningKey key = MarketSigningKey.of(folder, "My Market");
        assertThat(MarketSigningKey.of(folder, "My Market").text()).isEqualTo(key.text());
        assertThat(MarketSigningKey.generate("My Market").text()).isNotEqualTo(key.text());
        NoteKey known = NoteKey.read(key.text());
        assertThat(known.name()).isEqualTo("skybourse/" + key.market());
        byte[] root = new byte[32];
        root[3] = 7;
        LogCheckpoint signed = LogCheckpoint.signed(key.checkpoint(5, root), known);
        assertThat(signed.size()).isEqualTo(5);
        assertThat(signed.root()).isEqualTo(root);
        Jws jws = Jws.read(key.sign(new Signed(1)));
        assertThat(jws.payload()).asString().isEqualTo("{\"a\":1}");
        assertThat(jws.isSignedBy(known.publicKey())).isTrue();
    }

    /** A draw is a signature over market and round, and is deterministic. */
    @Test
    void drawIsAVerifiableSignature(@TempDir Path folder) throws IOException {
        MarketSigningKey key = MarketSigningKey.of(folder, "My Market");
        byte[] draw = HexFormat.of().parseHex(key.draw(12));
        byte[] signed = "skybourse/draw-1\nMy-Market\n12\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Ed25519.verify(NoteKey.read(key.text()).publicKey(), signed, draw))
                .isTrue();
        assertThat(key.draw(12))
                .isEqualTo(MarketSigningKey.of(folder, "My Market").draw(12));
        assertThat(Set.of(
                        key.draw(12),
                        key.draw(13),
                        MarketSigningKey.of(folder, "Other").draw(12),
                        MarketSigningKey.generate("My Market").draw(12)))
                .hasSize(4);
    }

    @Test
    void refusesHalvesOfDifferentKeys(@TempDir Path folder) throws IOException {
        MarketSigningKey.of(folder, "m");
        Path file = folder.resolve("market-key");
        String text = Files.readString(file);
        MarketSigningKey.of(folder.resolve("other"), "m");
        String other = Files.readString(folder.resolve("other/market-key"));
        for (String wrong : List.of(text.substring(0, 64) + other.substring(64), text.substring(0, 100), "x")) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> MarketSigningKey.of(folder, "m"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith(file + ": must contain the secret and the public key of a market, 128");
        }
    }

    private static Journal.Entry entry(MarketEvent... events) {
        return new Journal.Entry(1, 70, "x", "", List.of(events));
    }

    /** A blob that several commands bring is kept while one of them may still be accepted. */
    @Test
    void blobsAreStoredWithTheirEntry() throws IOException {
        var store = new MemoryStore();
        var offered = new BlobJournal(store, store);
        byte[] bytes = {1, 2};
        String digest = Sha256.of(bytes);
        offered.add(digest, bytes);
        offered.add(digest, bytes);
        offered.remove(digest);
        offered.append(entry(new MarketEvent.PieceDone("r0.0", digest, 80)));
        assertThat(store.blob(digest)).containsSame(bytes);
        assertThat(store.entries(0, 9)).hasSize(1);
        byte[] payload = {3};
        offered.add(Sha256.of(payload), payload);
        offered.append(entry(new MarketEvent.TaskPut("WA1", "t", new Task(6, 7, 8), 1, Sha256.of(payload), 2, 0, 3)));
        assertThat(store.blob(Sha256.of(payload))).containsSame(payload);
        byte[] gone = {4};
        offered.add(Sha256.of(gone), gone);
        offered.add(Sha256.of(gone), gone);
        offered.remove(Sha256.of(gone));
        offered.remove(Sha256.of(gone));
        offered.append(entry(new MarketEvent.PieceDone("r0.1", Sha256.of(gone), 80)));
        assertThat(store.blob(Sha256.of(gone))).isEmpty();
    }

    /** In a log of four leaves, 2 and 3 are siblings. Their paths end in the same hash, which is included once. */
    @Test
    void proofOmitsHashesSharedWithTheRecord() {
        var tree = new MerkleTree();
        for (int i = 0; i < 4; i++) {
            tree.append(new byte[] {(byte) i});
        }
        var proofs = new LogProofs(tree, 4);
        Base64.Encoder text = Base64.getEncoder();
        String left = text.encodeToString(tree.root(2));
        assertThat(proofs.places(3, 2))
                .isEqualTo(new ReceiptBody.InclusionProof(
                        3,
                        List.of(text.encodeToString(tree.hash(2)), left),
                        new ReceiptBody.RecordPlace(2, List.of(text.encodeToString(tree.hash(3))), 1)));
        assertThat(proofs.places(2, 2).record()).isEqualTo(new ReceiptBody.RecordPlace(2, List.of(), 2));
        assertThat(BodyJsonEncoder.write(proofs.growth(2, 4)))
                .matches("\\{\"from\":2,\"to\":4,\"path\":\\[\"[^\"]+\"]}");
    }
}
