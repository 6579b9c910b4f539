package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.client.ClientSettings;
import skybourse.client.ExchangeClient;
import skybourse.client.ExchangeClient.RoundReceipts;
import skybourse.client.ExchangeException;
import skybourse.client.Reply;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.format.NoteKey;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.JsonNode;

/** The Java client at a market: signed commands, promises, uploads, receipts. */
class JavaClientTest {

    /** Lines of the check that do not need the market's engine. */
    private static final List<Integer> LINES = List.of(1, 2, 3, 4, 5, 6, 9, 10, 13, 14, 15);

    @TempDir
    private Path folder;

    private RunningMarket market;
    private String buyer;
    private Path sent;

    @BeforeEach
    void open() throws IOException {
        market = RunningMarket.open();
        buyer = market.buyer().id();
        sent = folder.resolve("sent.jsonl");
        for (var agent : market.agents()) {
            market.deposit(agent.id(), RunningMarket.MONEY, "first-" + agent.id());
            if (!agent.id().equals(buyer)) {
                market.client(agent.id())
                        .put("agents/" + agent.id(), Map.of("version", 1))
                        .orThrow();
            }
        }
    }

    @AfterEach
    void close() {
        market.close();
    }

    private ClientSettings settings() {
        return ClientSettings.of(List.of(market.base), buyer, RunningMarket.secret(buyer));
    }

    private static KeyPair keyPair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static Map<Integer, Verdict> verdicts(ReceiptCheck.Result result) {
        var verdicts = new TreeMap<Integer, Verdict>();
        result.lines().forEach(line -> verdicts.put(line.number(), line.verdict()));
        return verdicts;
    }

    /** Sells a task whose payload is uploaded, and delivers it. Returns the number of the round. */
    private long trade(ExchangeClient client, String name) throws IOException {
        byte[] lines = ("x".repeat(20_000) + '\n').repeat(10).strip().getBytes(StandardCharsets.UTF_8);
        Map<String, String> payload = client.content(lines);
        assertThat(payload).containsOnlyKeys("sha256");
        String task = "agents/" + buyer + "/tasks/" + name;
        client.put(task, market.task(10, payload)).orThrow();
        long round = market.sell();
        assertThat(market.deliver(task)).isPositive();
        for (JsonNode piece : client.get(task).orThrow().json().path("pieces")) {
            String id = piece.path("piece").stringValue();
            byte[] result = client.download(
                    "pieces/" + id + "/result", piece.path("sha256").stringValue());
            assertThat(result).asString(StandardCharsets.UTF_8).isEqualTo("result of " + id);
        }
        market.market.await("", 20_000, engine -> engine.nextDueMillis(), due -> due == Long.MAX_VALUE);
        return round;
    }

    @Test
    void receiptsOfSignedCommandsHoldAndAFlippedByteIsFound() throws Exception {
        var client = new ExchangeClient(
                settings().withSigningKey(Optional.of(keyPair())).withSentCommands(Optional.of(sent)));
        String older = new String(client.get("checkpoint").orThrow().body(), StandardCharsets.UTF_8);
        client.join(Map.of("version", 1)).orThrow();
        RoundReceipts first = client.receipts(trade(client, "t1"), Optional.of(older));
        RoundReceipts second = client.receipts(trade(client, "t2"), Optional.of(older));
        assertThat(Files.readAllLines(sent).stream().filter(line -> line.contains("\"promise\":\"eyJ")))
                .as("promises of the terms, and of an upload and a task each")
                .hasSize(5);
        ReceiptCheck.Result held = client.check(List.of(first, second), Optional.of(older));
        assertThat(held.isBroken()).as("%s", held.lines()).isFalse();
        for (int line : LINES) {
            assertThat(verdicts(held)).as("%s", held.lines()).containsEntry(line, Verdict.HOLDS);
        }
        requireFound(first.record(), "\"at\":", () -> client.check(List.of(first, second), Optional.of(older)));
        byte[] receipt = first.receipts().getFirst();
        requireFound(receipt, "\\\"before\\\":", () -> client.check(List.of(first, second), Optional.of(older)));
        requireFound(receipt, "\"index\":", () -> client.check(List.of(first, second), Optional.of(older)));
    }

    /** Requires that a check holds, and does not hold if one bit of the number after a text is flipped. */
    private static void requireFound(byte[] file, String before, Callable<ReceiptCheck.Result> check) throws Exception {
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(before) + before.length();
        assertThat(Character.isDigit(file[at])).as(before).isTrue();
        while (Character.isDigit(file[at + 1])) {
            at++; // another first digit could be a zero, which is not JSON
        }
        file[at] ^= 1;
        assertThat(check.call().isBroken()).as(before).isTrue();
        file[at] ^= 1;
        assertThat(check.call().isBroken()).as("control").isFalse();
    }

    @Test
    void commandsThatTheClientDidNotSendAreFound() throws Exception {
        var client = new ExchangeClient(settings().withSentCommands(Optional.of(sent)));
        client.join(Map.of("version", 1)).orThrow();
        String task = market.putTask("by-another-program");
        RoundReceipts receipts = client.receipts(market.sell(), Optional.empty());
        assertThat(verdicts(client.check(List.of(receipts), Optional.empty()))).containsEntry(4, Verdict.BROKEN);
        assertThat(market.deliver(task)).isPositive();
    }

    @Test
    void otherSignatureOrKeyIsRefused() throws Exception {
        var client = new ExchangeClient(settings().withSigningKey(Optional.of(keyPair())));
        client.join(Map.of("version", 1)).orThrow();
        var other = new ExchangeClient(settings().withSigningKey(Optional.of(keyPair())));
        Reply refused = other.put("agents/" + buyer + "/tasks/t1", market.task(1, Map.of("text", "a")));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(client.put("agents/" + buyer + "/tasks/t1", market.task(1, Map.of("text", "a")))
                        .status())
                .as("control")
                .isEqualTo(200);
        NoteKey key = client.exchangeKey();
        byte[] bytes = key.publicKey().clone();
        bytes[3] ^= 1;
        var pinned = new ExchangeClient(settings().withExchangeKey(Optional.of(new NoteKey(key.name(), bytes))));
        assertThatThrownBy(() -> pinned.put("agents/" + buyer, Map.of("version", 2)))
                .isInstanceOf(ExchangeException.class)
                .hasMessageStartingWith("key of the exchange must be");
        var right = new ExchangeClient(settings().withExchangeKey(Optional.of(key)));
        assertThat(right.put("agents/" + buyer, Map.of("version", 2)).status()).isEqualTo(200);
    }

    @Test
    void refusalsNameTheProblem() throws IOException {
        var client = new ExchangeClient(settings());
        client.join(Map.of("version", 1)).orThrow();
        assertThatThrownBy(() -> client.receipts(0, Optional.empty()))
                .isInstanceOfSatisfying(
                        ExchangeException.class, e -> assertThat(e.status()).isEqualTo(404));
        assertThatThrownBy(() -> client.put("agents/" + buyer + "/tasks/t1", Map.of("work", -1))
                        .orThrow())
                .isInstanceOf(ExchangeException.class)
                .hasMessage("400: inputBits must be given: missing");
    }
}
