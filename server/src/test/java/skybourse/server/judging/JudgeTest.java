package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.InvalidInputException;
import skybourse.server.selling.FakeEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A judge with an endpoint of its own in a market with one seller. Each lot has four requests. */
class JudgeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long CAP = 500;
    private static final int REQUESTS_A_LOT = 4;
    private static final String REFUSED = "{\"error\":{\"code\":400}}";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private FakeEndpoint endpoint;
    private RunningMarket market;
    private Judge judge;
    private Thread thread;

    @BeforeEach
    void openEndpoint() throws IOException {
        endpoint = new FakeEndpoint(FakeEndpoint.MODEL);
        endpoint.reply = body -> {
            String prompt = prompt(JSON.readTree(body));
            return prompt.startsWith("too long") ? "400{}" : "200" + answer(right(prompt));
        };
    }

    @AfterEach
    void close() throws Exception {
        if (judge != null) {
            judge.stop();
            thread.interrupt();
            thread.join();
        }
        endpoint.close();
        market.close();
    }

    private void open(double checkShare, double objectionSeconds) throws IOException {
        var product = new InferenceProduct(
                "qwen2.5-0.5b-instruct", "q4_k_m", 4_096, 2_000, 1, 2, 8, 20, .05, 30, CAP, checkShare);
        var model = new InferenceModel("answers", "", product, 1e-6, List.of("s1"), List.of("b1"));
        market = new RunningMarket(MarketRules.standard(model, 2, objectionSeconds, true), new MemoryStore(), 0);
        market.deposit("s1", RunningMarket.MONEY, "first-s1");
        market.deposit("b1", RunningMarket.MONEY, "first-b1");
        put("b1", "agents/b1", Map.of("version", 1));
        put("s1", "agents/s1", Map.of("version", 1, "kind", "seller", "workPerSecond", 10_000, "askTicks", List.of(9)));
    }

    private void judge(String secret) throws IOException {
        var client = ExchangeClient.once(market.base, secret);
        MarketProduct product = MarketProduct.of(client, "market");
        ModelEndpoint opened = ModelEndpoint.open(endpoint.base(), "", product, "");
        judge = new Judge(
                client, product.product(), List.of(opened, opened), new Judge.Settings(.5, 4, "key"), lines::add);
        thread = Thread.ofVirtual().start(() -> {
            try {
                judge.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void judge() throws IOException {
        judge(RunningMarket.OPERATOR);
    }

    private static String prompt(JsonNode request) {
        return request.path("messages").path(0).path("content").asString("");
    }

    private static String right(String prompt) {
        return "The answer to the question of " + prompt + " is known to all.";
    }

    private static String answer(String text) {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]}";
    }

    private JsonNode put(String agent, String path, Object body) throws IOException {
        Reply got = market.client(agent).put(path, body);
        assertThat(RunningMarket.text(got)).startsWith("200 ");
        return got.json();
    }

    /** Buys lots of four requests each. Returns the pieces, which the seller must do. */
    private List<JsonNode> buy(int lots, String prompt) throws IOException {
        return buy(lots, prompt, "");
    }

    private List<JsonNode> buy(int lots, String prompt, String fields) throws IOException {
        String payload = IntStream.range(0, REQUESTS_A_LOT * lots)
                .mapToObj(i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}],\"max_tokens\":24"
                        + fields + "}")
                .collect(Collectors.joining("\n"));
        put("b1", "agents/b1/batches/t1", Map.of("payload", Map.of("text", payload), "lastRound", 10));
        long round = market.operator.get("market").json().path("round").longValue();
        assertThat(market.operator.put("operator/round", Map.of("round", round)).status())
                .isEqualTo(200);
        List<JsonNode> pieces = new ArrayList<>();
        market.client("s1").get("agents/s1/work").json().path("pieces").forEach(pieces::add);
        assertThat(pieces).hasSize(lots);
        return pieces;
    }

    private static String id(JsonNode piece) {
        return piece.path("piece").stringValue();
    }

    private void deliver(JsonNode piece, String line) throws IOException {
        String answers = String.join("\n", Collections.nCopies(REQUESTS_A_LOT, line));
        put("s1", "pieces/" + id(piece) + "/result", Map.of("text", answers));
    }

    private void await(Predicate<Piece> holdsForAll) {
        market.market.await(
                "b1",
                30_000,
                engine -> engine.pieces(),
                pieces -> pieces.stream().allMatch(holdsForAll));
        assertThat(market.market.<List<Piece>>read(engine -> List.copyOf(engine.pieces())))
                .as(lines.toString())
                .allMatch(holdsForAll);
    }

    private static Predicate<Piece> is(Piece.Stage stage) {
        return piece -> piece.state() == stage;
    }

    private void requireGains(long seller, long buyer) throws IOException {
        assertThat(market.balance("s1") - RunningMarket.MONEY).isEqualTo(seller);
        assertThat(market.balance("b1") - RunningMarket.MONEY).isEqualTo(buyer);
    }

    @Test
    void sellerOfWrongAnswersIsExcludedAndItsPiecesFail() throws Exception {
        open(.5, 1_000);
        List<JsonNode> pieces = buy(5, "red");
        deliver(pieces.getFirst(), answer("xyz"));
        judge(); // reads what happened before
        for (JsonNode piece : pieces.subList(1, 5)) {
            deliver(piece, answer("xyz"));
        }
        await(is(Piece.Stage.FAILED));
        requireGains(-5 * CAP, 0);
        while (!market.operator.get("agents/s1").json().path("isBarred").asBoolean()) {
            Thread.onSpinWait();
        }
        assertThat(judge.summary()).containsPattern(" Mismatches: (9|1[0-9]|20)\\.");
        while (lines.stream().noneMatch(line -> line.contains("excluded."))) {
            Thread.onSpinWait(); // the line follows the exclusion
        }
        assertThat(lines).contains("s1: excluded. To readmit it: `exchange URL bar s1 2 false`");
    }

    @Test
    void honestSellerIsCheckedAndKeepsItsPieces() throws Exception {
        open(1, 1_000);
        judge();
        for (JsonNode piece : buy(3, "red")) {
            deliver(piece, answer(right("red") + " Yes."));
        }
        while (!judge.summary().startsWith("Checked answers: 12. Mismatches: 0.")) {
            Thread.onSpinWait();
        }
        assertThat(lines).isEmpty();
        await(is(Piece.Stage.DONE));
    }

    @Test
    void falseReportCostsTheBond() throws Exception {
        open(.05, 1_000);
        judge();
        JsonNode piece = buy(1, "red").getFirst();
        put("s1", "pieces/" + id(piece) + "/undoable", Map.of("reason", "cannot"));
        await(is(Piece.Stage.FAILED));
        requireGains(-CAP, 0);
    }

    /** The buyer's silence counts as a dispute, whose stake it loses: 5/95 of escrow and bond, rounded up. */
    @Test
    void trueReportCostsTheBuyerItsStake() throws Exception {
        open(.05, .1);
        judge();
        JsonNode piece = buy(1, "too long").getFirst();
        put("s1", "pieces/" + id(piece) + "/undoable", Map.of("reason", "cannot"));
        await(is(Piece.Stage.RETURNED));
        long atStake = piece.path("billUnits").longValue() + CAP;
        long stake = Math.ceilDiv(5 * atStake, 95);
        requireGains(stake, -stake);
    }

    @Test
    void sellerWinsDisputeOfRightAnswers() throws Exception {
        open(0, 1_000);
        judge();
        JsonNode piece = buy(1, "red").getFirst();
        deliver(piece, answer(right("red")));
        put("b1", "pieces/" + id(piece) + "/rejection", Map.of("reason", "wrong"));
        await(is(Piece.Stage.PAID));
        while (lines.isEmpty()) {
            Thread.onSpinWait(); // the line follows the ruling
        }
        assertThat(lines).containsExactly(id(piece) + ": decided for its seller: 0 of 4 compared answers mismatch");
    }

    @Test
    void buyerWinsDisputeOfWrongAnswers() throws Exception {
        open(0, 1_000);
        JsonNode piece = buy(1, "red").getFirst();
        deliver(piece, answer("xyz"));
        put("b1", "pieces/" + id(piece) + "/rejection", Map.of("reason", "wrong"));
        judge();
        await(is(Piece.Stage.FAILED));
        requireGains(-CAP, 0);
    }

    /** The operator has time to rule. */
    @Test
    void disputeOfAnswersThatCannotBeComparedIsLeftToTheOperator() throws Exception {
        open(0, 1_000);
        judge();
        JsonNode piece = buy(1, "red", ",\"seed\":1").getFirst();
        deliver(piece, answer("xyz"));
        put("b1", "pieces/" + id(piece) + "/rejection", Map.of("reason", "wrong"));
        while (lines.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(lines.peek()).contains("cannot be compared");
        await(is(Piece.Stage.REJECTED));
    }

    /** One request is answered; the judge's endpoint refuses the other three, too. */
    @Test
    void requestsThatTheJudgesEndpointRefusesCostNoPenalty() throws Exception {
        open(.05, 3);
        judge();
        JsonNode piece = buy(1, "too long").getFirst();
        String result = String.join("\n", answer("yes"), REFUSED, REFUSED, REFUSED);
        put("s1", "pieces/" + id(piece) + "/result", Map.of("text", result));
        await(is(Piece.Stage.PAID));
        JsonNode paid = market.client("s1").get("pieces/" + id(piece)).json();
        JsonNode meter = paid.path("meter");
        long used = meter.path("usedVolume").longValue();
        long billed = used + Math.ceilDiv(meter.path("unservedVolume").longValue(), 20); // leastShare
        assertThat(billed).isGreaterThan(100); // leastShare of a lot
        long bill = Math.ceilDiv(CAP * billed, 2_000);
        assertThat(bill).isGreaterThan(Math.ceilDiv(CAP * used, 2_000));
        requireGains(bill, -bill);
    }

    @Test
    void requestsThatTheJudgeCanAnswerCostTheirPenalty() throws Exception {
        open(.05, 1);
        judge();
        JsonNode piece = buy(1, "red").getFirst();
        String result = String.join("\n", answer(right("red")), REFUSED, REFUSED, REFUSED);
        put("s1", "pieces/" + id(piece) + "/result", Map.of("text", result));
        await(is(Piece.Stage.PAID));
        JsonNode meter = market.client("s1").get("pieces/" + id(piece)).json().path("meter");
        long penalty = Math.ceilDiv(
                CAP * meter.path("unservedVolume").longValue(),
                piece.path("work").longValue());
        assertThat(market.balance("s1") - RunningMarket.MONEY)
                .isEqualTo(meter.path("bill").longValue() - penalty);
    }

    /** The judge retries after the endpoint fails. */
    @Test
    void requestsAreRetriedAfterEndpointFailures() throws Exception {
        open(0, 1_000);
        JsonNode piece = buy(1, "red").getFirst();
        deliver(piece, answer("xyz"));
        put("b1", "pieces/" + id(piece) + "/rejection", Map.of("reason", "wrong"));
        List<String> failures = Collections.synchronizedList(new ArrayList<>(List.of("503", "200{}")));
        var works = endpoint.reply;
        endpoint.reply = body -> failures.isEmpty() ? works.apply(body) : failures.removeFirst();
        judge();
        await(is(Piece.Stage.FAILED));
        assertThat(failures).isEmpty();
    }

    @Test
    void needsTheOperatorsSecret() throws Exception {
        open(0, 1_000);
        var client = ExchangeClient.once(market.base, "x".repeat(40));
        MarketProduct product = MarketProduct.of(client, "market");
        ModelEndpoint opened = ModelEndpoint.open(endpoint.base(), "", product, "");
        var stranger = new Judge(client, product.product(), List.of(opened), new Judge.Settings(.5, 4, ""), lines::add);
        assertThatThrownBy(stranger::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--operator");
    }
}
