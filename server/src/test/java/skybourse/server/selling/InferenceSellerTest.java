package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InferenceSellerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "secret-of-the-seller-that-nobody-may-see";
    private static final String JOINED = "agents/S1";
    private static final String LEFT = "agents/S1/leaving";
    private static final long LONG_MILLIS = 60_000;

    private final AtomicBoolean isPaused = new AtomicBoolean();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> newLines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private FakeExchange exchange;
    private FakeEndpoint endpoint;
    private InferenceSeller seller;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeExchange();
        endpoint = new FakeEndpoint("llama3.2:1b", FakeEndpoint.MODEL);
    }

    @AfterEach
    void close() {
        seller.stop();
        endpoint.close();
        exchange.close();
    }

    private void start(OptionalDouble volumePerSecond) throws IOException {
        var client = ExchangeClient.once(exchange.base(), SECRET);
        MarketProduct product = MarketProduct.of(client, "market");
        var offer = new InferenceSeller.Offer(
                new LotAsk(OptionalDouble.of(.0101), 0, 0), OptionalInt.of(4), volumePerSecond);
        seller = new InferenceSeller(
                new SellerSeat(client, "S1", this::add),
                ModelEndpoint.open(endpoint.base(), "", product, ""),
                product,
                offer,
                isPaused::get,
                this::add);
        Thread.startVirtualThread(() -> {
            try {
                seller.run();
                ended.complete(0);
            } catch (InterruptedException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
    }

    private void add(String line) {
        lines.add(line);
        newLines.add(line);
    }

    private void awaitLine(String start) throws InterruptedException {
        String line = "";
        while (!line.startsWith(start)) {
            String next = newLines.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("line after " + lines).isNotNull();
            line = String.valueOf(next);
        }
    }

    private void start() throws IOException {
        start(OptionalDouble.of(5_000));
    }

    private void stopAndJoin() throws Exception {
        seller.stop();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(exchange.isPresent).isFalse();
        assertThat(String.join("\n", lines)).doesNotContain(SECRET).doesNotContain("PROMPT");
    }

    /** Returns a request; its content is not printed. */
    private static String request(String members) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]" + members + "}";
    }

    private static String content(String line) {
        return JSON.readTree(line)
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
    }

    @Test
    void servesPiecesInOrderOfTheirLines() throws Exception {
        Queue<JsonNode> sent = new ConcurrentLinkedQueue<>();
        endpoint.reply = body -> {
            sent.add(JSON.readTree(body));
            return FakeEndpoint.completion(JSON.readTree(body).path("tag").asString(""));
        };
        start();
        assertThat(exchange.await(JOINED))
                .isEqualTo("{\"kind\":\"seller\",\"workPerSecond\":5000.0,\"askTicks\":[11],\"version\":1}");
        sent.clear();
        exchange.sell(
                "r1.0",
                LONG_MILLIS,
                request(",\"tag\":\"\",\"stream\":true,\"stream_options\":{}"),
                request(",\"tag\":\"22\",\"max_tokens\":3,\"model\":\"any\""),
                request(",\"tag\":\"4444\""));
        String[] answers = exchange.await("r1.0/result").split("\n");
        assertThat(answers)
                .extracting(InferenceSellerTest::content)
                .containsExactly("answer 0", "answer 2", "answer 4");
        assertThat(sent).hasSize(3).allSatisfy(body -> {
            assertThat(body.path("model").stringValue()).isEqualTo(FakeEndpoint.MODEL);
            assertThat(body.has("stream") || body.has("stream_options")).isFalse();
            assertThat(body.path("max_tokens").intValue())
                    .isEqualTo(body.path("tag").stringValue().equals("22") ? 3 : 7);
        });
        stopAndJoin();
        assertThat(exchange.polls)
                .contains("wait=25")
                .allMatch(query -> query.equals("wait=25") || query.equals("wait=0"));
        assertThat(exchange.await(LEFT)).isEqualTo("{\"version\":2}");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("r1.0: served, 3 requests, volume 3"))
                .anyMatch(line -> line.contains("bond"));
    }

    @Test
    void largeResultIsUploaded() throws Exception {
        String text = "x".repeat(40_000);
        endpoint.reply = _ -> "200{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
        start();
        exchange.await(JOINED);
        exchange.sell("r1.0", LONG_MILLIS, request(",\"tag\":\"" + text + "\""), request(""));
        String blob = exchange.await(Sha256.of(("{\"choices\":[{\"message\":{\"content\":\"" + text
                        + "\"}}]}\n{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(exchange.await("r1.0/result"))
                .isEqualTo(
                        "{\"sha256\":\"" + Sha256.of(blob.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "\"}");
    }

    @Test
    void finishesOpenPiecesAfterStop() throws Exception {
        var release = new CountDownLatch(1);
        start();
        exchange.await(JOINED);
        endpoint.reply = body -> awaited(release, FakeEndpoint.completion(body));
        exchange.sell(
                "r1.0",
                LONG_MILLIS,
                IntStream.range(0, 9).mapToObj(_ -> request("")).toArray(String[]::new));
        awaitLine("Speed:");
        seller.stop();
        awaitLine("Leaving the market.");
        assertThat(exchange.await(LEFT)).isEqualTo("{\"version\":2}");
        assertThat(ended.isDone()).isFalse();
        release.countDown();
        assertThat(exchange.await("r1.0/result").split("\n")).hasSize(9);
        stopAndJoin();
    }

    private static String awaited(CountDownLatch latch, String answer) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    /** A process that was killed has not left the market. */
    @Test
    void servesOpenPiecesOfAnEarlierProcess() throws Exception {
        exchange.isPresent = true;
        exchange.version = 5;
        exchange.sell("r1.0", LONG_MILLIS, request(""));
        exchange.sell("r1.1", LONG_MILLIS, request(""), request(""));
        start();
        String first = exchange.commands.poll(30, TimeUnit.SECONDS)
                + exchange.commands.poll(30, TimeUnit.SECONDS)
                + exchange.commands.poll(30, TimeUnit.SECONDS);
        assertThat(first).contains("agents/S1/leaving {\"version\":6}", "pieces/r1.0/result", "pieces/r1.1/result");
        assertThat(exchange.await(JOINED)).contains("\"version\":7");
        stopAndJoin();
    }

    @Test
    void errorOfEndpointIsTheAnswerOfItsRequest() throws Exception {
        endpoint.reply = body ->
                body.contains("tag") ? "400{\"error\":{\"message\":\"too long\"}}" : FakeEndpoint.completion(body);
        start();
        exchange.await(JOINED);
        exchange.sell("r1.0", LONG_MILLIS, request(",\"tag\":1"), request(""), "no JSON");
        String[] answers = exchange.await("r1.0/result").split("\n");
        assertThat(answers[0]).isEqualTo("{\"error\":{\"code\":400,\"message\":\"too long\"}}");
        assertThat(content(answers[1])).startsWith("answer");
        assertThat(answers[2]).startsWith("{\"error\":");
        exchange.sell("r1.1", LONG_MILLIS, request(",\"tag\":1"), request(",\"tag\":1"));
        assertThat(exchange.await("r1.1/undoable")).contains("reason").doesNotContain("PROMPT");
        exchange.refuse("undoable", 409); // too late for a report
        exchange.sell("r1.2", LONG_MILLIS, request(",\"tag\":1"));
        exchange.await("r1.2/undoable");
        assertThat(exchange.await("r1.2/result")).isEqualTo("{\"error\":{\"code\":400,\"message\":\"too long\"}}");
        stopAndJoin();
    }

    @Test
    void failedRequestsAndCommandsAreRepeated() throws Exception {
        var replies = new ConcurrentLinkedQueue<>(List.of("500", "200rubbish", "200{\"choices\":[]}"));
        start();
        exchange.await(JOINED);
        endpoint.reply = body -> replies.isEmpty() ? FakeEndpoint.completion(body) : replies.remove();
        exchange.refuse("result", 503, 429);
        exchange.sell("r1.0", LONG_MILLIS, request(""));
        String first = exchange.await("r1.0/result");
        assertThat(exchange.await("r1.0/result")).isEqualTo(first);
        assertThat(exchange.await("r1.0/result")).isEqualTo(first);
        stopAndJoin();
    }

    /** The market's clock passes the due time while the endpoint does not answer. */
    @Test
    void lateResultIsNotSent() throws Exception {
        var never = new CountDownLatch(1);
        start();
        exchange.await(JOINED);
        endpoint.reply = body -> awaited(never, FakeEndpoint.completion(body));
        exchange.millisPerPoll = 100;
        exchange.sell("r1.0", 500, request(""), request(""));
        awaitLine("r1.0: not served");
        never.countDown();
        seller.stop();
        exchange.await(LEFT);
        assertThat(exchange.commands).noneMatch(command -> command.contains("r1.0"));
    }

    @Test
    void leavesMarketWhileEndpointFails() throws Exception {
        var requests = new AtomicInteger();
        start();
        exchange.await(JOINED);
        endpoint.reply = body -> requests.incrementAndGet() <= 8 ? "500" : FakeEndpoint.completion(body);
        exchange.sell("r1.0", LONG_MILLIS, request(""), request(""), request(""), request(""));
        exchange.await(LEFT);
        exchange.await("r1.0/result");
        assertThat(exchange.await(JOINED)).contains("\"version\":3");
        stopAndJoin();
        String name = "The endpoint " + endpoint.base() + "/v1/ ";
        assertThat(lines)
                .filteredOn(line -> line.startsWith("The endpoint"))
                .containsExactly(name + "cannot be used: status 500. Trying again.", name + "can be used again.");
    }

    @Test
    void outageOfTheMarketIsReported() throws Exception {
        exchange.pollStatus = 502;
        start();
        awaitLine("The market cannot be used: status 502. Trying again.");
        exchange.pollStatus = 200;
        awaitLine("The market can be used again.");
        stopAndJoin();
    }

    @Test
    void failedPiecesAreReported() throws Exception {
        exchange.millisPerPoll = 100;
        exchange.states.put("r1.0", "{\"state\":\"FAILED\",\"bondUnits\":50}");
        start();
        exchange.await(JOINED);
        exchange.sell("r1.0", 500, request(""));
        awaitLine("r1.0: not served");
        awaitLine("Failed pieces: 1 (r1.0). Lost bonds: 50 ledger units.");
        stopAndJoin();
    }

    @Test
    void leavesMarketWhilePaused() throws Exception {
        start();
        exchange.await(JOINED);
        isPaused.set(true);
        exchange.await(LEFT);
        isPaused.set(false);
        assertThat(exchange.await(JOINED)).contains("\"version\":3");
        stopAndJoin();
    }

    @Test
    void measuresSpeedBeforeItJoins() throws Exception {
        start(OptionalDouble.empty());
        JsonNode terms = JSON.readTree(exchange.await(JOINED));
        assertThat(terms.path("workPerSecond").doubleValue()).isGreaterThan(100);
        assertThat(lines).anyMatch(line -> line.contains("Requests in parallel: 4."));
        stopAndJoin();
    }

    @Test
    void refusedSellerEnds() throws Exception {
        exchange.refuse("S1", 409, 403); // 409: another program changed the terms
        exchange.version = 3;
        start();
        assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("S1: refused by the test");
    }

    @Test
    void sellerWhoseSeatIsTakenEnds() throws Exception {
        exchange.pollStatus = 401;
        start();
        assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InvalidInputException.class);
    }

    @Test
    void slowEndpointIsNotOffered() throws Exception {
        start(OptionalDouble.of(99));
        assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("100 volume per second: 99 are offered");
    }

    @Test
    void endpointMustAnswer() throws Exception {
        endpoint.reply = _ -> "500";
        start();
        assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS)).hasMessageContaining("no answer from");
    }

    /** Settings that a request states are kept. An endpoint that refuses the neutral ones gets those of OpenAI's API. */
    @Test
    void unstatedSettingsOfSamplingAreNeutral() throws Exception {
        Queue<JsonNode> sent = new ConcurrentLinkedQueue<>();
        endpoint.reply = body -> {
            sent.add(JSON.readTree(body));
            return FakeEndpoint.completion(body);
        };
        start();
        exchange.await(JOINED);
        sent.clear();
        exchange.sell("r1.0", LONG_MILLIS, request(",\"temperature\":0.5,\"top_k\":7"));
        exchange.await("r1.0/result");
        JsonNode neutral = sent.remove();
        assertThat(neutral.path("temperature").doubleValue()).isEqualTo(.5);
        assertThat(neutral.path("top_k").intValue()).isEqualTo(7);
        assertThat(neutral.path("top_p").doubleValue()).isEqualTo(1);
        assertThat(neutral.path("repeat_penalty").doubleValue()).isEqualTo(1);
        assertThat(neutral.path("min_p").doubleValue()).isZero();
        endpoint.reply = body -> {
            sent.add(JSON.readTree(body));
            return JSON.readTree(body).has("min_p") ? "400{}" : FakeEndpoint.completion(body);
        };
        sent.clear();
        exchange.sell("r1.1", LONG_MILLIS, request(""));
        assertThat(content(exchange.await("r1.1/result"))).startsWith("answer");
        exchange.sell("r1.2", LONG_MILLIS, request(""));
        exchange.await("r1.2/result");
        assertThat(sent).hasSize(3); // the refused request, and one for each piece
        assertThat(List.copyOf(sent).getLast().path("temperature").doubleValue())
                .isEqualTo(1);
        stopAndJoin();
    }
}
