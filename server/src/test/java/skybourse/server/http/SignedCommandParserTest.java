package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;
import static skybourse.server.service.RunningMarket.with;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.client.Reply;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.text.Sha256;
import skybourse.receipt.CheckResult;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.NoteKey;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;

/** Signed commands, promises of the exchange, and both in receipts. */
class SignedCommandParserTest {

    private static final MarketRules RULES = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, 30, true);
    private static final String HEADER = "{\"alg\":\"EdDSA\"}";

    private final KeyPair pair = pair();
    private final List<String> sent = new ArrayList<>();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publicKey(KeyPair pair) {
        String encoded = HexFormat.of().formatHex(pair.getPublic().getEncoded());
        return encoded.substring(encoded.length() - 64);
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a compact JWS. */
    private static String signed(KeyPair pair, String header, Map<String, ?> payload) {
        String text = url(header.getBytes(StandardCharsets.UTF_8)) + "."
                + url(ResultJsonEncoder.compact(payload).getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> payload(String path, Map<String, ?> body) {
        Map<String, Object> payload = new HashMap<>(body);
        payload.put("for", "PUT /v1/" + path);
        payload.put("market", "drawn");
        return payload;
    }

    private static Reply put(RunningMarket market, String agent, String path, String jws) throws IOException {
        return market.client(agent).put(path, "application/jose", jws.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a signed command with a promise and stores both. */
    private JsonNode sendWithPromise(RunningMarket market, String agent, String path, Map<String, ?> body)
            throws IOException {
        String jws = signed(pair, HEADER, payload(path, body));
        Reply got = put(market, agent, path + "?promise=true", jws);
        assertThat(got.status()).as(RunningMarket.text(got)).isEqualTo(200);
        String promise = got.json().path("promise").stringValue();
        sent.add(ResultJsonEncoder.compact(Map.of("for", "PUT /v1/" + path, "text", jws, "promise", promise)));
        return got.json();
    }

    private List<CheckResult> check(RunningMarket market, MarketLog log, long round, String agent) throws IOException {
        byte[] receipt = BodyJsonEncoder.write(log.receipt(round, agent, 0, -1).orElseThrow())
                .getBytes(StandardCharsets.UTF_8);
        NoteKey key = NoteKey.read(market.market.log().key().text());
        byte[] kept = String.join("\n", sent).getBytes(StandardCharsets.UTF_8);
        var given = new ReceiptCheck.CheckInputs(
                key,
                List.of(RoundRecord.read(log.record(round).orElseThrow().getBytes(StandardCharsets.UTF_8))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(SentCommandCopy.read(kept, key)),
                Optional.of(Ed25519.publicKey(publicKey(pair))));
        return ReceiptCheck.of(Receipt.read(receipt), given).lines();
    }

    private static List<Integer> brokenLines(List<CheckResult> lines) {
        return lines.stream()
                .filter(line -> line.verdict() == CheckResult.Verdict.BROKEN)
                .map(CheckResult::number)
                .toList();
    }

    /**
     * An agent that signs all commands and requests promises checks its receipt with only its key. A dropped command is
     * detected.
     */
    @Test
    void receiptContainsSignedCommandsAndOmissionIsDetected() throws IOException {
        var store = new MemoryStore();
        try (var market = new RunningMarket(RULES, store, 0).joined()) {
            String buyer = market.buyer().id();
            String seat = "agents/" + buyer;
            assertThat(market.operator
                            .put("operator/bar", Map.of("agent", "FA1", "version", 1, "isBarred", true))
                            .status())
                    .isEqualTo(200);
            sendWithPromise(market, buyer, seat, Map.of("version", 2, "publicKey", publicKey(pair)));
            JsonNode task = sendWithPromise(market, buyer, seat + "/tasks/t1", market.task(2, Map.of("text", "a\nb")));
            JsonNode again = put(
                            market,
                            buyer,
                            seat + "/tasks/t1?promise=true",
                            signed(pair, HEADER, payload(seat + "/tasks/t1", market.task(2, Map.of("text", "a\nb")))))
                    .json();
            assertThat(again.path("promise")).isEqualTo(task.path("promise"));
            assertThat(again.path("units")).isEqualTo(task.path("units"));
            sent.add(ResultJsonEncoder.compact(Map.of("for", "PUT /v1/" + seat, "text", "{\"version\":1}")));
            market.sell();
            List<CheckResult> lines = check(market, market.market.log(), 0, buyer);
            assertThat(brokenLines(lines)).as("%s", lines).isEmpty();
            assertThat(lines.get(3).text()).isEqualTo("all 3 commands of " + buyer + " are yours");
            assertThat(lines.get(4).text()).isEqualTo("the receipts contain all 2 promised commands");
            for (JsonNode piece :
                    market.client(buyer).get(seat + "/tasks/t1").json().path("pieces")) {
                results(market, piece);
            }
            var dropping = new MarketLog(market.market.log().key(), RULES, new MemoryStore());
            for (Journal.Entry entry : store.entries(0, 1_000)) {
                boolean isTask = entry.text().startsWith("PUT /v1/" + seat + "/tasks/t1");
                dropping.venue().apply(entry.seq(), entry.at(), entry.events());
                dropping.append(
                        isTask ? new Journal.Entry(entry.seq(), entry.at(), entry.actor(), "", entry.events()) : entry);
                dropping.sync();
            }
            List<CheckResult> dropped = check(market, dropping, 0, buyer);
            assertThat(brokenLines(dropped)).as("%s", dropped).containsExactly(5);
        }
    }

    /** A holder of the secret alone cannot raise the limit. Records do not show it. */
    @Test
    void limitOfSpendingIsRaisedBySignatureOnly() throws IOException {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0).joined()) {
            String buyer = market.buyer().id();
            String seat = "agents/" + buyer;
            Map<String, Object> terms = new HashMap<>(Map.of("publicKey", publicKey(pair), "spendUnitsADay", 5));
            terms.put("version", 2);
            assertThat(market.client(buyer).put(seat, terms).status()).isEqualTo(200);
            terms.putAll(Map.of("version", 3, "spendUnitsADay", 1_000_000_000));
            Reply unsigned = market.client(buyer).put(seat, terms);
            assertThat(List.of(unsigned.status(), unsigned.json().path("field").asString()))
                    .containsExactly(403, "spendUnitsADay");
            KeyPair other = pair();
            Map<String, Object> otherTerms = new HashMap<>(terms);
            otherTerms.put("publicKey", publicKey(other));
            assertThat(put(market, buyer, seat, signed(other, HEADER, payload(seat, otherTerms)))
                            .status())
                    .isEqualTo(403);
            Map<String, Object> task = market.task(2, Map.of("text", "a\nb"));
            Reply refused = market.client(buyer).put(seat + "/tasks/t1", task);
            assertThat(List.of(refused.status(), refused.json().path("field").asString()))
                    .containsExactly(409, "spendUnitsADay");
            assertThat(put(market, buyer, seat, signed(pair, HEADER, payload(seat, terms)))
                            .status())
                    .isEqualTo(200);
            assertThat(market.client(buyer).put(seat + "/tasks/t1", task).status())
                    .isEqualTo(200);
            JsonNode own = market.client(buyer).get(seat).json();
            assertThat(own.path("spendUnitsADay").asLong()).isEqualTo(1_000_000_000);
            assertThat(own.path("spendableUnits").asLong()).isLessThan(1_000_000_000);
            market.sell();
            assertThat(market.market.log().record(0).orElseThrow())
                    .contains(publicKey(pair))
                    .doesNotContain("spend");
        }
    }

    /** Results and rejections may be signed too. A result is the same in both forms. */
    private void results(RunningMarket market, JsonNode piece) throws IOException {
        String worker = piece.path("worker").stringValue();
        String path = "pieces/" + piece.path("piece").stringValue() + "/result";
        KeyPair own = pair();
        put(
                market,
                worker,
                "agents/" + worker,
                signed(own, HEADER, payload("agents/" + worker, Map.of("version", 2, "publicKey", publicKey(own)))));
        String done = signed(own, HEADER, payload(path, Map.of("text", "done")));
        assertThat(put(market, worker, path, done).status()).isEqualTo(200);
        assertThat(market.client(worker)
                        .put(path, "text/plain", "done".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(new String(market.client(worker).get(path).body(), StandardCharsets.UTF_8))
                .isEqualTo("done");
        problem(put(market, worker, path, signed(own, HEADER, payload(path, Map.of()))), 422, "payload must have one");
        String no = path.replace("result", "rejection");
        assertThat(put(market, market.buyer().id(), no, signed(pair, HEADER, payload(no, Map.of("reason", "rubbish"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesInvalidSignatures() throws IOException {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0).joined()) {
            String buyer = market.buyer().id();
            String path = "agents/" + buyer;
            Map<String, Object> terms = payload(path, Map.of("version", 2, "publicKey", publicKey(pair)));
            String own = signed(pair, HEADER, terms);
            long seq = market.market.seq();
            problem(put(market, buyer, path, signed(pair(), HEADER, terms)), 401, "must be by the agent's key");
            problem(
                    put(market, buyer, path, signed(pair, HEADER, payload(path, Map.of("version", 2)))),
                    401,
                    "must be by a publicKey");
            problem(
                    put(market, buyer, path, signed(pair, HEADER, with(terms, "publicKey", "zz"))),
                    401,
                    "must be by the agent's key");
            problem(
                    put(market, buyer, path, signed(pair, HEADER, with(terms, "for", "PUT /v1/agents/WA2"))),
                    400,
                    "for must be PUT /v1/" + path);
            problem(
                    put(market, buyer, path, signed(pair, HEADER, with(terms, "market", "campus"))),
                    400,
                    "market must be drawn");
            problem(put(market, buyer, path, signed(pair, "{\"alg\":\"none\"}", terms)), 400, "must be EdDSA");
            problem(put(market, buyer, path, own.substring(0, own.lastIndexOf('.') + 1)), 400, "64 bytes: 0");
            problem(put(market, buyer, path, "{\"version\":2}"), 400, "must have three parts");
            problem(
                    put(market, buyer, path, signed(pair, "{\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}", terms)),
                    400,
                    "must be absent");
            problem(
                    put(market, buyer, path, signed(pair, HEADER, with(terms, "unknown", 1))),
                    400,
                    "must be a known member");
            problem(market.client(buyer).put(path, "application/jose", new byte[] {-1}), 400, "compact JWS");
            problem(put(market, "WA2", path, own), 401, "belongs to another secret");
            assertThat(market.market.seq()).isEqualTo(seq);
            assertThat(put(market, buyer, path, own).status()).isEqualTo(200);
            String task = path + "/tasks/t1";
            problem(
                    put(
                            market,
                            buyer,
                            task,
                            signed(pair(), HEADER, payload(task, market.task(1, Map.of("text", "x"))))),
                    401,
                    "must be by the agent's key");
            assertThat(put(market, buyer, path, signed(pair, HEADER, with(terms, "version", 2)))
                            .json()
                            .has("promise"))
                    .isFalse();
        }
    }

    /** A command that is too long for a receipt is included by its digest. */
    @Test
    void longCommandIsInReceiptByDigest() throws IOException {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0).joined()) {
            String buyer = market.buyer().id();
            String seat = "agents/" + buyer;
            sendWithPromise(market, buyer, seat, Map.of("version", 2, "publicKey", publicKey(pair)));
            sendWithPromise(market, buyer, seat + "/tasks/t1", market.task(1, Map.of("text", "a".repeat(2_000))));
            sent.add(ResultJsonEncoder.compact(Map.of(
                    "for",
                    "PUT /v1/" + seat,
                    "sha256",
                    Sha256.of("{\"version\":1}".getBytes(StandardCharsets.UTF_8)))));
            market.sell();
            List<CheckResult> lines = check(market, market.market.log(), 0, buyer);
            assertThat(brokenLines(lines)).as("%s", lines).isEmpty();
            assertThat(lines.get(4).verdict()).isEqualTo(CheckResult.Verdict.HOLDS);
            String leaf =
                    market.market.log().receipt(0, buyer, 0, -1).orElseThrow().leaf();
            assertThat(leaf).contains("\"sha256\":\"").hasSizeLessThan(3_000);
        }
    }
}
