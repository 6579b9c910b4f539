package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;
import static skybourse.server.service.RunningMarket.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import tools.jackson.databind.JsonNode;

/** Access to payloads of pieces, and reports about undoable pieces. */
class PiecesRoutesTest {

    private static final String LINES = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";

    private RunningMarket market;
    private String buyerId;
    private ExchangeClient buyer;
    private String task;

    @BeforeEach
    void open() throws IOException {
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 600, 600, true);
        market = new RunningMarket(rules, new MemoryStore(), 0).joined();
        buyerId = market.buyer().id();
        buyer = market.client(buyerId);
    }

    @AfterEach
    void close() {
        market.close();
    }

    /** Sells a task of the first buyer and returns its pieces. */
    private List<JsonNode> sold(Map<String, Object> body) throws IOException {
        task = "agents/" + buyerId + "/tasks/t";
        Reply got = buyer.put(task, body);
        assertThat(got.status()).as(text(got)).isEqualTo(200);
        market.sell();
        List<JsonNode> pieces = pieces();
        assertThat(pieces).isNotEmpty();
        return pieces;
    }

    /** Makes all other buyers submit tasks and lets fixed agents sell cheaply, so that they must resell overload. */
    private void overload() throws IOException {
        for (Agent other : market.rules.scenario().wirelessAgents().subList(1, 4)) {
            Reply got = market.client(other.id())
                    .put("agents/" + other.id() + "/tasks/t", market.divisible(Map.of("text", LINES)));
            assertThat(got.status()).as(text(got)).isEqualTo(200);
        }
        for (var leader : market.rules.scenario().leaders()) {
            if (leader.resells()) {
                String path = "agents/" + leader.id();
                var terms = Map.of("version", 2, "workPerSecond", 4e9, "pricePerBit", 2e-7);
                assertThat(market.client(leader.id()).put(path, terms).status()).isEqualTo(200);
            }
        }
    }

    private List<JsonNode> pieces() throws IOException {
        return buyer.get(task).json().path("pieces").valueStream().toList();
    }

    private static String id(JsonNode piece) {
        return piece.path("piece").stringValue();
    }

    private ExchangeClient worker(JsonNode piece) {
        return market.client(piece.path("worker").stringValue());
    }

    private JsonNode work(String worker, String piece) throws IOException {
        return market.client(worker)
                .get("agents/" + worker + "/work")
                .json()
                .path("pieces")
                .valueStream()
                .filter(any -> id(any).equals(piece))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(String of) {
        return of.getBytes(StandardCharsets.UTF_8);
    }

    /** The lines of all pieces are disjoint lines of the payload. No other agent can read them. */
    @Test
    void sellersSeeOnlyTheirOwnLines() throws IOException {
        List<String> seen = new ArrayList<>();
        for (JsonNode piece : sold(market.task(10, Map.of("text", LINES)))) {
            int first = piece.path("firstUnit").intValue();
            int end = piece.path("endUnit").intValue();
            String part = String.join("\n", List.of(LINES.split("\n")).subList(first, end));
            assertThat(end).isGreaterThan(first);
            seen.addAll(List.of(part.split("\n")));
            JsonNode payload =
                    work(piece.path("worker").stringValue(), id(piece)).path("payload");
            assertThat(payload.path("text").stringValue()).isEqualTo(part);
            assertThat(payload.path("sha256").stringValue()).isEqualTo(Sha256.of(bytes(part)));
            assertThat(payload.path("bytes").intValue()).isEqualTo(part.length());
            requireReadBy(piece, part);
        }
        assertThat(seen).doesNotHaveDuplicates();
    }

    private void requireReadBy(JsonNode piece, String part) throws IOException {
        List<String> parties = List.of(
                buyerId,
                piece.path("leader").stringValue(),
                piece.path("worker").stringValue());
        String path = "pieces/" + id(piece) + "/payload";
        for (Agent agent : market.agents()) {
            Reply got = market.client(agent.id()).get(path);
            if (parties.contains(agent.id())) {
                assertThat(got.body()).isEqualTo(bytes(part));
            } else {
                problem(got, 403, "belongs to other agents");
            }
        }
        assertThat(market.operator.get(path).body()).isEqualTo(bytes(part));
        problem(ExchangeClient.once(market.base, "").get(path), 401, "Authorization");
    }

    /** A divisible payload is cut at any byte. */
    @Test
    void pieceOfDivisibleTaskIsAByteRange() throws IOException {
        byte[] payload = new byte[300_000];
        new Random(1).nextBytes(payload);
        String digest = Sha256.of(payload);
        assertThat(blob(buyerId, digest, payload).status()).isEqualTo(200);
        int inline = 0;
        for (JsonNode piece : sold(market.divisible(Map.of("sha256", digest)))) {
            int first = piece.path("firstByte").intValue();
            int end = piece.path("endByte").intValue();
            byte[] part = Arrays.copyOfRange(payload, first, end);
            assertThat(worker(piece).get("pieces/" + id(piece) + "/payload").body())
                    .isEqualTo(part);
            JsonNode shown = work(piece.path("worker").stringValue(), id(piece)).path("payload");
            assertThat(shown.path("sha256").stringValue()).isEqualTo(Sha256.of(part));
            assertThat(shown.path("bytes").intValue()).isEqualTo(part.length);
            assertThat(shown.has("base64")).isEqualTo(part.length <= Payload.MOST_BYTES);
            assertThat(piece.has("firstUnit")).isFalse();
            inline += shown.has("base64") ? 1 : 0;
        }
        assertThat(inline).isLessThan(pieces().size());
    }

    private Reply blob(String agent, String digest, byte[] bytes) throws IOException {
        return market.client(agent).put("blobs/" + digest + "?agent=" + agent, "application/octet-stream", bytes);
    }

    @Test
    void blobsBelongToTheirAgent() throws IOException {
        byte[] most = new byte[MarketRules.MOST_BLOB];
        String digest = Sha256.of(most);
        Reply first = blob(buyerId, digest, most);
        assertThat(first.status()).as(text(first)).isEqualTo(200);
        assertThat(blob(buyerId, digest, most).body()).isEqualTo(first.body());
        assertThat(market.market.store().blob(digest)).contains(most);
        byte[] more = Arrays.copyOf(most, most.length + 1);
        problem(blob(buyerId, Sha256.of(more), more), 413, "at most 4194304 bytes");
        problem(blob(buyerId, Sha256.of(new byte[0]), new byte[0]), 422, "body must have 1 to 4194304 bytes");
        problem(
                blob(buyerId, "ab".repeat(32), new byte[1]),
                422,
                "sha256 must be that of the body, " + Sha256.of(new byte[1]));
        problem(blob(buyerId, "x", new byte[1]), 422, "sha256 must be that of the body");
        problem(blob("nobody", digest, most), 404, "agent is not in this market");
        String other = market.agents().getLast().id();
        problem(
                buyer.put("blobs/" + digest + "?agent=" + other, "application/octet-stream", most),
                401,
                "belongs to another secret");
        problem(buyer.put("blobs/" + digest + "?agent=" + buyerId, "text/plain", most), 415, "octet-stream");
        String second = market.rules.scenario().wirelessAgents().getLast().id();
        problem(
                market.client(second).put("agents/" + second + "/tasks/t", market.divisible(Map.of("sha256", digest))),
                422,
                "payload.sha256 must be the digest of bytes that this agent uploaded");
        problem(
                market.client(second).put("agents/" + buyerId + "/tasks/t", market.divisible(Map.of("sha256", digest))),
                401,
                "belongs to another secret");
    }

    /** Results in other bodies have a smaller limit. */
    @Test
    void largeResultsNeedBlobs() throws IOException {
        JsonNode piece = sold(market.task(10, Map.of("text", LINES))).getFirst();
        String path = "pieces/" + id(piece) + "/result";
        problem(worker(piece).put(path, "text/plain", new byte[65_537]), 413, "65536");
        byte[] result = new byte[100_000];
        var named = Map.of("sha256", Sha256.of(result));
        problem(worker(piece).put(path, named), 422, "that this agent uploaded");
        blob(piece.path("worker").stringValue(), Sha256.of(result), result);
        Reply first = worker(piece).put(path, named);
        assertThat(first.status()).as(text(first)).isEqualTo(200);
        assertThat(worker(piece).put(path, named).body()).isEqualTo(first.body());
        assertThat(buyer.get(path).body()).isEqualTo(result);
        problem(worker(piece).put(path, Map.of("sha256", "ab".repeat(32))), 422, "that this agent uploaded");
    }

    private void reportUndoable(JsonNode piece, String reason) throws IOException {
        var got = worker(piece).put("pieces/" + id(piece) + "/undoable", Map.of("reason", reason));
        assertThat(got.status()).as(text(got)).isEqualTo(200);
    }

    /** The buyer's waiting request ends when it has a report to answer. Confirming it costs only the fee. */
    @Test
    void confirmedUndoablePieceRefundsBillMinusFee() throws IOException {
        JsonNode piece = sold(market.task(10, Map.of("text", LINES))).stream()
                .filter(any -> any.path("worker").equals(any.path("leader")))
                .findFirst()
                .orElseThrow();
        String path = "pieces/" + id(piece);
        problem(buyer.put(path + "/confirmation", Map.of()), 410, "must be reported undoable");
        problem(worker(piece).put(path + "/undoable", Map.of("reason", "")), 422, "reason");
        problem(worker(piece).put(path + "/undoable", Map.of()), 400, "reason must be given");
        problem(buyer.put(path + "/undoable", Map.of("reason", "x")), 401, "another secret");
        var waiting = market.waiting(() -> buyer.get(task + "?wait=20"));
        reportUndoable(piece, "no text");
        JsonNode told = waiting.join().json();
        assertThat(told.path("isAnswered").booleanValue()).isFalse();
        assertThat(told.path("toAnswer").values())
                .extracting(JsonNode::stringValue)
                .containsExactly(id(piece));
        JsonNode said = buyer.get(path).json();
        assertThat(said.path("state").stringValue()).isEqualTo("UNDOABLE");
        assertThat(said.path("undoable").stringValue()).isEqualTo("no text");
        problem(worker(piece).put(path + "/confirmation", Map.of()), 401, "another secret");
        problem(
                worker(piece)
                        .put(
                                path + "/confirmation",
                                Map.of("agent", piece.path("worker").stringValue())),
                403,
                "is bought by another");
        long before = market.balance(buyerId);
        Reply first = buyer.put(path + "/confirmation", Map.of());
        assertThat(first.status()).as(text(first)).isEqualTo(200);
        assertThat(buyer.put(path + "/confirmation", Map.of()).body()).isEqualTo(first.body());
        long bill = piece.path("billUnits").longValue();
        long fee = (long) Math.floor(.01 * bill);
        assertThat(market.balance(buyerId) - before).isEqualTo(bill - fee);
        JsonNode after = buyer.get(task).json();
        assertThat(after.path("toAnswer").size()).isZero();
        assertThat(after.path("billUnits").longValue())
                .isEqualTo(pieces().stream()
                        .filter(any -> !id(any).equals(id(piece)))
                        .mapToLong(any -> any.path("billUnits").longValue())
                        .sum());
        List<String> types = market.operator
                .get("events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .map(event -> event.path("type").stringValue())
                .toList();
        assertThat(types).contains("piece-undoable", "piece-returned");
    }

    @Test
    void disputeHoldsStakeUntilRuling() throws IOException {
        JsonNode piece = sold(market.task(10, Map.of("text", LINES))).getFirst();
        String path = "pieces/" + id(piece);
        reportUndoable(piece, "too hot");
        long held = held();
        assertThat(buyer.put(path + "/rejection", Map.of("reason", "it is text"))
                        .status())
                .isEqualTo(200);
        JsonNode disputed = worker(piece).get(path).json();
        assertThat(disputed.path("state").stringValue()).isEqualTo("REJECTED");
        assertThat(disputed.path("disputedBy").stringValue()).isEqualTo(buyerId);
        assertThat(disputed.path("objection").stringValue()).isEqualTo("it is text");
        long stake = disputed.path("stakeUnits").longValue();
        long atStake = piece.path("billUnits").longValue()
                + piece.path("bondUnits").longValue()
                + piece.path("lotBondUnits").longValue();
        assertThat(stake).isEqualTo((long) Math.ceil(.05 / .95 * atStake));
        assertThat(held() - held).isEqualTo(stake);
        assertThat(worker(piece).get(path + "/payload").status()).isEqualTo(200);
        long before = market.balance(buyerId);
        var wrong = Map.of("piece", id(piece), "pays", false);
        assertThat(market.operator.put("operator/rule", wrong).status()).isEqualTo(200);
        assertThat(market.balance(buyerId) - before)
                .isEqualTo(piece.path("billUnits").longValue()
                        + piece.path("bondUnits").longValue());
        problem(worker(piece).get(path + "/payload"), 403, "has failed");
        assertThat(buyer.get(path + "/payload").status()).isEqualTo(200);
    }

    private long held() {
        return market.market.read(engine -> engine.agent(buyerId)).orElseThrow().heldUnits();
    }

    /** The leader of a lot sees the report in its work request, and answers on its own. */
    @Test
    void leaderOfLotAnswersUndoableReports() throws IOException {
        overload();
        for (Agent agent : market.rules.scenario().aerialAgents()) {
            var cheap = Map.of("version", 2, "askTicks", List.of(1, 1));
            Reply got = market.client(agent.id()).put("agents/" + agent.id(), cheap);
            assertThat(got.status()).as(text(got)).isEqualTo(200);
        }
        sold(market.divisible(Map.of("text", LINES)));
        String lot = market.market.read(engine -> engine.pieces()).stream()
                .filter(any -> !any.worker().equals(any.leader()))
                .map(Piece::id)
                .findFirst()
                .orElseThrow();
        JsonNode piece = market.operator.get("pieces/" + lot).json();
        buyer = market.client(piece.path("buyer").stringValue());
        String path = "pieces/" + lot;
        String leader = piece.path("leader").stringValue();
        ExchangeClient client = market.client(leader);
        assertThat(client.get("agents/" + leader + "/work")
                        .json()
                        .path("toAnswer")
                        .size())
                .isZero();
        reportUndoable(piece, "no text");
        assertThat(client.get("agents/" + leader + "/work?wait=20")
                        .json()
                        .path("toAnswer")
                        .values())
                .extracting(JsonNode::stringValue)
                .containsExactly(id(piece));
        assertThat(buyer.put(path + "/confirmation", Map.of()).status()).isEqualTo(200);
        assertThat(buyer.get(path).json().path("state").stringValue()).isEqualTo("UNDOABLE");
        problem(client.put(path + "/confirmation", Map.of()), 401, "another secret");
        var own = Map.of("agent", leader);
        assertThat(client.put(path + "/confirmation", own).status()).isEqualTo(200);
        assertThat(client.get("agents/" + leader + "/work")
                        .json()
                        .path("toAnswer")
                        .size())
                .isZero();
        assertThat(market.market
                        .read(engine -> engine.piece(id(piece)))
                        .orElseThrow()
                        .state())
                .isEqualTo(Piece.Stage.RETURNED);
        problem(client.put(path + "/rejection", Map.of("reason", "x", "agent", leader)), 410, "is over");
    }

    /** No seller can read an undone piece. */
    @Test
    void sellersCannotReadUndonePieces() throws IOException {
        overload();
        for (Agent agent : market.rules.scenario().aerialAgents()) {
            assertThat(market.client(agent.id())
                            .put("agents/" + agent.id() + "/leaving", Map.of("version", 2))
                            .status())
                    .isEqualTo(200);
        }
        List<JsonNode> undone = sold(market.divisible(Map.of("text", LINES))).stream()
                .filter(piece -> piece.path("state").stringValue().equals("FAILED"))
                .toList();
        assertThat(undone).isNotEmpty();
        for (JsonNode piece : undone) {
            problem(worker(piece).get("pieces/" + id(piece) + "/payload"), 403, "has failed");
            assertThat(buyer.get("pieces/" + id(piece) + "/payload").status()).isEqualTo(200);
        }
    }
}
