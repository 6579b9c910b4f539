package skybourse.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.NoteKey;

/** Signatures, promises and uploads, with an exchange that signs by a key of the test. */
class ExchangeClientTest {

    private static final KeyPair EXCHANGE = keyPair();
    private static final KeyPair OTHER = keyPair();
    private static final NoteKey KEY = new NoteKey("skybourse/drawn", publicKey(EXCHANGE));

    @TempDir
    private Path folder;

    private FakeExchange exchange;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeExchange();
        exchange.byPath.put("/v1/key", FakeExchange.status(200, KEY.text() + "\n"));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] publicKey(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private ClientSettings settings() {
        return ClientSettings.of(List.of(exchange.address), "WA1", "s".repeat(40));
    }

    private ClientSettings storing() {
        return settings().withSentCommands(Optional.of(folder.resolve("sent.jsonl")));
    }

    private static String promise(KeyPair by, String market, String agent, String route, byte[] body) {
        String payload =
                "{\"skybourse\":\"promise-1\",\"market\":\"%s\",\"agent\":\"%s\",\"seq\":5,\"for\":\"%s\",\"sha256\":\"%s\"}"
                        .formatted(market, agent, route, sha256(body));
        byte[] secret = by.getPrivate().getEncoded();
        String jws = Jws.sign(
                payload.getBytes(UTF_8), Ed25519.signer(Arrays.copyOfRange(secret, secret.length - 32, secret.length)));
        return "{\"seq\":5,\"promise\":\"" + jws + "\"}";
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(new MerkleHash().of(bytes));
    }

    private List<String> stored() throws IOException {
        return Files.readAllLines(folder.resolve("sent.jsonl"));
    }

    @Test
    void commandsAreSignedForTheirRouteAndMarket() throws IOException {
        KeyPair own = keyPair();
        var client = new ExchangeClient(settings().withAgent("W 1").withSigningKey(Optional.of(own)));
        client.join(Map.of("version", 3)).orThrow();
        client.put("agents/W%201/tasks/t1?x=1", Map.of("work", 2)).orThrow();
        assertThat(exchange.requests())
                .containsExactly("GET /v1/key", "PUT /v1/agents/W%201", "PUT /v1/agents/W%201/tasks/t1?x=1");
        assertThat(exchange.received.get(1).type()).isEqualTo("application/jose");
        Jws terms = Jws.read(exchange.received.get(1).body());
        assertThat(terms.isSignedBy(publicKey(own))).isTrue();
        assertThat(terms.isSignedBy(publicKey(OTHER))).as("control").isFalse();
        assertThat(new JsonField("", Json.read(terms.payload())).canonical())
                .isEqualTo(Map.of(
                        "for",
                        "PUT /v1/agents/W 1",
                        "market",
                        "drawn",
                        "publicKey",
                        HexFormat.of().formatHex(publicKey(own)),
                        "version",
                        3.0));
        assertThat(new String(Jws.read(exchange.received.get(2).body()).payload(), UTF_8))
                .isEqualTo("{\"for\":\"PUT /v1/agents/W 1/tasks/t1\",\"market\":\"drawn\",\"work\":2}");
    }

    @Test
    void commandIsStoredBeforeAndItsPromiseAfterTheReply() throws IOException {
        String route = "PUT /v1/agents/WA1/tasks/t1";
        byte[] body = "{\"work\":2}".getBytes(UTF_8);
        exchange.byPath.put("/v1/agents/WA1/tasks/t1?promise=true", http -> {
            assertThat(stored()).containsExactly("{\"for\":\"" + route + "\",\"text\":\"{\\\"work\\\":2}\"}");
            FakeExchange.status(200, promise(EXCHANGE, "drawn", "WA1", route, body))
                    .to(http);
        });
        var client = new ExchangeClient(storing());
        client.put("agents/WA1/tasks/t1", Map.of("work", 2)).orThrow();
        assertThat(stored()).hasSize(2);
        client.put("pieces/r0.0/result", "text/plain", body);
        assertThat(stored().getLast())
                .isEqualTo("{\"for\":\"PUT /v1/pieces/r0.0/result\",\"sha256\":\"" + sha256(body) + "\"}");
        assertThat(new SentCommandFile(folder.resolve("sent.jsonl")).read(KEY).orElseThrow())
                .hasSize(3)
                .satisfies(all ->
                        assertThat(all.get(1).promise().orElseThrow().seq()).isEqualTo(5))
                .satisfies(all -> assertThat(all.get(2).promise()).isEmpty());
    }

    @Test
    void wrongPromisesAreRefusedAndNotStored() throws IOException {
        String route = "PUT /v1/agents/WA1/tasks/t1";
        byte[] body = "{\"work\":2}".getBytes(UTF_8);
        Map<String, String> wrong = Map.of(
                promise(OTHER, "drawn", "WA1", route, body),
                "signed by",
                promise(EXCHANGE, "drawn", "WA1", route + "0", body),
                "for",
                promise(EXCHANGE, "drawn", "WA1", route, new byte[0]),
                "sha256",
                promise(EXCHANGE, "drawn", "WA2", route, body),
                "this agent",
                promise(EXCHANGE, "other", "WA1", route, body),
                "market",
                "{\"promise\":\"none\"}",
                "three parts");
        var client = new ExchangeClient(storing());
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            exchange.script.add(FakeExchange.status(200, each.getKey()));
            assertThatThrownBy(() -> client.put("agents/WA1/tasks/t1", Map.of("work", 2)))
                    .isInstanceOf(ExchangeException.class)
                    .hasMessageStartingWith("the command was accepted, but: ")
                    .hasMessageContaining(each.getValue());
        }
        assertThat(stored()).hasSize(wrong.size()).noneMatch(line -> line.contains("promise"));
    }

    @Test
    void otherKeyThanThePinnedOneIsRefusedBeforeTheSecretIsSent() throws IOException {
        NoteKey pinned = new NoteKey("skybourse/drawn", publicKey(OTHER));
        var client = new ExchangeClient(settings().withExchangeKey(Optional.of(pinned)));
        assertThatThrownBy(() -> client.put("agents/WA1", Map.of("version", 1)))
                .isInstanceOf(ExchangeException.class)
                .hasMessage("key of the exchange must be " + pinned.text() + ": " + KEY.text());
        assertThatThrownBy(() -> client.get("market")).isInstanceOf(ExchangeException.class);
        assertThat(exchange.requests()).containsOnly("GET /v1/key").hasSize(2);
        assertThat(exchange.received).allMatch(any -> any.authorization().equals("null"));
        var right = new ExchangeClient(settings().withExchangeKey(Optional.of(KEY)));
        right.put("agents/WA1", Map.of("version", 1)).orThrow();
        right.put("agents/WA1", Map.of("version", 1)).orThrow();
        assertThat(exchange.requests()).as("the key is requested once").hasSize(5);
        assertThat(exchange.received.getLast().authorization()).isEqualTo("Bearer " + "s".repeat(40));
    }

    @Test
    void largeContentIsUploadedByDigest() throws IOException {
        var client = new ExchangeClient(settings());
        assertThat(client.content("one".getBytes(UTF_8))).isEqualTo(Map.of("base64", "b25l"));
        assertThat(client.content(new byte[64 << 10])).containsOnlyKeys("base64");
        assertThat(exchange.requests()).isEmpty();
        byte[] large = new byte[(64 << 10) + 1];
        large[5] = (byte) 0xe9;
        assertThat(client.content(large)).isEqualTo(Map.of("sha256", sha256(large)));
        assertThat(exchange.requests()).containsExactly("PUT /v1/blobs/" + sha256(large) + "?agent=WA1");
        assertThat(exchange.received.getFirst().type()).isEqualTo("application/octet-stream");
        assertThat(exchange.received.getFirst().body().getBytes(ISO_8859_1)).isEqualTo(large);
        exchange.script.add(FakeExchange.status(413, "{\"detail\":\"body must be smaller\"}"));
        assertThatThrownBy(() -> client.content(large)).hasMessage("413: body must be smaller");
    }

    @Test
    void downloadHasTheExpectedDigest() throws IOException {
        var client = new ExchangeClient(settings());
        exchange.byPath.put("/v1/pieces/r0.0/result", FakeExchange.status(200, "done"));
        String digest = sha256("done".getBytes(UTF_8));
        assertThat(client.download("pieces/r0.0/result", digest))
                .asString(UTF_8)
                .isEqualTo("done");
        String other = sha256("dona".getBytes(UTF_8));
        assertThatThrownBy(() -> client.download("pieces/r0.0/result", other))
                .isInstanceOf(ExchangeException.class)
                .hasMessage("pieces/r0.0/result must have the SHA-256 " + other + ": " + digest);
    }

    @Test
    void lineThatACrashCutIsRemoved() throws IOException {
        Path path = folder.resolve("sent.jsonl");
        var file = new SentCommandFile(path);
        assertThat(file.read(KEY)).isEmpty();
        for (String before :
                List.of("", "{\"for\"", "é", "{\"for\":\"a\",\"text\":\"b\"}\n", "{\"for\":\"a\",\"text\":\"b\"}\n{")) {
            Files.writeString(path, before);
            file.add("{\"for\":\"c\",\"text\":\"d\"}");
            assertThat(Files.readString(path))
                    .isEqualTo(before.substring(0, before.lastIndexOf('\n') + 1) + "{\"for\":\"c\",\"text\":\"d\"}\n");
        }
        assertThat(file.read(KEY).orElseThrow()).hasSize(2);
    }

    @Test
    void otherKindsOfKeysAreRefused() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        ClientSettings settings = ClientSettings.of(List.of(URI.create("http://127.0.0.1:1")), "WA1", "")
                .withSigningKey(Optional.of(rsa));
        assertThatThrownBy(() -> new ExchangeClient(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signingKey must be an Ed25519 key in the encoding of the JDK: RSA");
    }
}
