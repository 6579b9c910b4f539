package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.PieceMeter;
import tools.jackson.databind.JsonNode;

/** An inference market over HTTP: batches of requests are sold, answered, measured and billed. */
class InferenceRoutesTest {

    private static final InferenceProduct PRODUCT =
            new InferenceProduct("tiny-1b", "q4_k_m", 4_096, 2_000, 1, 2, 8, 50, .05, 10, 500, 0);

    private static RunningMarket open() throws IOException {
        return open(.05);
    }

    private static RunningMarket open(double objectionSeconds) throws IOException {
        var model = new InferenceModel("answers", "", PRODUCT, 1e-6, List.of("s1", "s2"), List.of("b1"));
        var market = new RunningMarket(MarketRules.standard(model, 2, objectionSeconds, true), new MemoryStore(), 0);
        for (String agent : List.of("s1", "s2", "b1")) {
            market.deposit(agent, RunningMarket.MONEY, "first-" + agent);
        }
        put(market, "b1", "agents/b1", Map.of("version", 1));
        sells(market, "s1", 100);
        sells(market, "s2", 200);
        return market;
    }

    private static void sells(RunningMarket market, String seller, int ask) throws IOException {
        put(
                market,
                seller,
                "agents/" + seller,
                Map.of("version", 1, "kind", "seller", "workPerSecond", 1_000, "askTicks", List.of(ask)));
    }

    private static JsonNode put(RunningMarket market, String agent, String path, Object body) throws IOException {
        Reply got = market.client(agent).put(path, body);
        assertThat(RunningMarket.text(got)).startsWith("200 ");
        return got.json();
    }

    private static String request(String text, int maxTokens) {
        return "{\"model\":\"tiny-1b\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"max_tokens\":"
                + maxTokens + "}";
    }

    private static String answer(String text) {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"}}],\"usage\":{\"completion_tokens\":1000000}}";
    }

    private static Map<String, Object> batch(String lines) {
        return Map.of("payload", Map.of("text", lines), "lastRound", 1_000);
    }

    private static void closeRound(RunningMarket market) throws IOException {
        long round = market.operator.get("market").json().path("round").longValue();
        assertThat(market.operator.put("operator/round", Map.of("round", round)).status())
                .isEqualTo(200);
    }

    @Test
    void requestsAreSoldAnsweredAndBilledByTheirBytes() throws IOException {
        try (RunningMarket market = open()) {
            String line = request("hello", 40); // 8 bytes for each of 40 tokens, twice: 640
            String lines = String.join("\n", List.of(line, line, line, line, line));
            long reserved = line.length() + 2 * 8 * 40;
            JsonNode reply = put(market, "b1", "agents/b1/batches/t1", batch(lines));
            assertThat(reply.path("units").longValue()).isEqualTo(3 * 500);
            closeRound(market);
            JsonNode task = market.client("b1").get("agents/b1/tasks/t1").json();
            assertThat(task.path("stage").stringValue()).isEqualTo("SOLD");
            assertThat(task.path("pieces").size()).isEqualTo(3);
            JsonNode work = market.client("s1").get("agents/s1/work").json().path("pieces");
            assertThat(work.size()).isEqualTo(3);
            List<String> ids = new ArrayList<>();
            for (JsonNode piece : work) {
                ids.add(piece.path("piece").stringValue());
                int count = piece.path("endUnit").intValue()
                        - piece.path("firstUnit").intValue();
                assertThat(piece.path("work").doubleValue()).isEqualTo((double) count * reserved);
                String given = piece.path("payload").path("text").stringValue();
                assertThat(given.split("\n")).hasSize(count).containsOnly(line);
                String answers = String.join("\n", Collections.nCopies(count, answer("h\u00e9llo")));
                put(market, "s1", "pieces/" + ids.getLast() + "/result", Map.of("text", answers));
            }
            market.market.await(
                    "b1",
                    10_000,
                    engine -> engine.pieces(),
                    pieces -> pieces.stream().noneMatch(piece -> piece.state().isOpen()));
            // Three lots at 200 units, of volume 2,000 each. A request of 84 bytes and an answer of 6 bytes have volume
            // 96.
            long used = line.length() + 2L * "h\u00e9llo".getBytes(StandardCharsets.UTF_8).length;
            long bill = 2 * Math.ceilDiv(600 * 2 * used, 6_000)
                    + Math.ceilDiv(600 * Math.max(used, PRODUCT.leastVolume()), 6_000);
            assertThat(market.balance("s1")).isEqualTo(RunningMarket.MONEY + bill);
            assertThat(market.balance("b1")).isEqualTo(RunningMarket.MONEY - bill);
            JsonNode market1 = market.operator.get("market").json();
            assertThat(market1.path("product").path("model").stringValue()).isEqualTo("tiny-1b");
            assertThat(market1.path("lastLots").path("lots").intValue()).isEqualTo(3);
            assertThat(market1.path("lastLots").path("payment").intValue()).isEqualTo(600);
            JsonNode record = market.operator.get("rounds/0").json();
            assertThat(record.path("skybourse").stringValue()).isEqualTo("inference-record-1");
            assertThat(record.path("purchases").toString()).isEqualTo("[[\"s1\",3,600,0]]");
            assertThat(record.path("offers").toString()).isEqualTo("[[\"s1\",5,100],[\"s2\",5,200]]");
            assertThat(market.client("b1").get("rounds/0/receipt?agent=b1").status())
                    .isEqualTo(200);
        }
    }

    private static PieceMeter.Answers answers(RunningMarket market, String piece) {
        return market.market.read(engine -> engine.meter(piece)).orElseThrow().answers();
    }

    @Test
    void blobsAreMeasuredToo() throws IOException {
        try (RunningMarket market = open(100)) {
            byte[] lines = request("x", 1).getBytes(StandardCharsets.UTF_8);
            String digest = Sha256.of(lines);
            assertThat(market.client("b1")
                            .put("blobs/" + digest + "?agent=b1", "application/octet-stream", lines)
                            .status())
                    .isEqualTo(200);
            put(market, "b1", "agents/b1/batches/t", Map.of("payload", Map.of("sha256", digest), "lastRound", 9));
            closeRound(market);
            byte[] answers = answer("y").getBytes(StandardCharsets.UTF_8);
            String result = Sha256.of(answers);
            assertThat(market.client("s1")
                            .put("blobs/" + result + "?agent=s1", "application/octet-stream", answers)
                            .status())
                    .isEqualTo(200);
            put(market, "s1", "pieces/r0.0/result", Map.of("sha256", result));
            put(market, "s1", "pieces/r0.0/result", Map.of("sha256", result));
            assertThat(answers(market, "r0.0"))
                    .isEqualTo(new PieceMeter.Answers(Math.max(lines.length + 2, PRODUCT.leastVolume()), 0));
        }
    }

    @Test
    void wrongBatchesAndAnswersAreRefused() throws IOException {
        try (RunningMarket market = open(100)) {
            ExchangeClient buyer = market.client("b1");
            String path = "agents/b1/batches/t";
            String good = request("x", 10);
            problem(buyer.put(path, batch("no JSON")), 422, "line 1");
            problem(buyer.put(path, batch(good + "\n[]")), 422, "line 2");
            problem(buyer.put(path, batch(good + "\n\n" + good)), 422, "line 2");
            problem(buyer.put(path, batch("{\"messages\":[]}")), 422, "messages");
            problem(buyer.put(path, batch(good.replace("}]", "}],\"n\":2"))), 422, "payload must ask for one answer");
            problem(buyer.put(path, batch(good.replace("}]", "}],\"stream\":true"))), 422, "streamed");
            problem(buyer.put(path, batch(request("x", 0))), 422, "max_tokens");
            problem(buyer.put(path, batch(request("x", 5_000))), 422, "4096");
            problem(buyer.put(path, batch(good.replace("}]", "}],\"max_completion_tokens\":9"))), 422, "same");
            problem(buyer.put(path, batch(good.replace("}]", "}],\"n\":1.5"))), 422, "one answer");
            problem(buyer.put(path, batch("{\"messages\":[7]}")), 422, "role");
            problem(buyer.put(path, batch(request("x".repeat(2_000), 1))), 422, "larger than a lot");
            problem(buyer.put(path, batch(request("x", 200))), 422, "volume of a lot");
            problem(buyer.put(path, Map.of("payload", Map.of("text", good))), 400, "lastRound");
            problem(buyer.put("agents/b1/tasks/t", Map.of()), 400, "inputBits");
            put(market, "b1", path, batch(good + "\n" + good));
            closeRound(market);
            ExchangeClient seller = market.client("s1");
            for (String wrong : List.of("", answer("a"), answer("a") + "\n7", answer("a") + "\n{", "x\ny")) {
                problem(seller.put("pieces/r0.0/result", Map.of("text", wrong)), 422, "result");
            }
            String error = "{\"error\":{},\"choices\":[{\"message\":{\"content\":\"a\"}}]}";
            put(market, "s1", "pieces/r0.0/result", Map.of("text", answer("a") + "\n" + error + "\n"));
            assertThat(answers(market, "r0.0"))
                    .as("only the first request is answered")
                    .isEqualTo(new PieceMeter.Answers(good.length() + 2, good.length() + 160));
        }
    }

    @Test
    void twoTierMarketHasNoBatches() throws IOException {
        try (RunningMarket market = RunningMarket.open().joined()) {
            String buyer = market.buyer().id();
            problem(market.client(buyer).put("agents/" + buyer + "/batches/t", batch("{}")), 422, "two-tier");
        }
    }

    /** After the erasure, a result is not available. Before it, the market needs it. */
    @Test
    void buyerErasesAResult() throws IOException {
        try (RunningMarket market = open()) {
            put(market, "b1", "agents/b1/batches/t1", batch(request("hello", 40)));
            closeRound(market);
            String id = market.client("b1")
                    .get("agents/b1/tasks/t1")
                    .json()
                    .path("pieces")
                    .path(0)
                    .path("piece")
                    .stringValue();
            String result = answer("secret");
            put(market, "s1", "pieces/" + id + "/result", Map.of("text", result));
            market.market.await(
                    "b1",
                    10_000,
                    engine -> engine.pieces(),
                    pieces -> pieces.stream().noneMatch(piece -> piece.state().isOpen()));
            String path = "agents/b1/erasures/" + Sha256.of(result.getBytes(StandardCharsets.UTF_8));
            assertThat(market.client("s1").put(path, Map.of()).status()).isEqualTo(401);
            assertThat(market.client("b1").get("pieces/" + id + "/result").status())
                    .isEqualTo(200);
            put(market, "b1", path, Map.of());
            assertThat(market.client("b1").get("pieces/" + id + "/result").status())
                    .isEqualTo(404);
            put(market, "b1", path, Map.of());
        }
    }
}
