package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import skybourse.server.selling.FakeEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import skybourse.venue.event.InferenceProduct;

/** Events that a judge reads, and what it does about them. All answers are checked. */
@Timeout(60)
class JudgeEventsTest {

    private static final String REQUEST = "{\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]}";
    private static final String WRONG = "{\"choices\":[{\"message\":{\"content\":\"xyz\"}}]}";
    private static final long DUE = 12_345;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private FakeOperator exchange;
    private FakeEndpoint endpoint;
    private Judge judge;
    private Thread thread;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeOperator();
        exchange.replies.put("market", "200{\"agents\":[{\"agent\":\"s1\"}],\"now\":" + DUE + "}");
        exchange.replies.put("accounts/s1", "200{}");
        exchange.replies.put("agents/s1", "200{\"barVersion\":2}");
        for (String command : List.of("rule", "check", "bar")) {
            exchange.replies.put("operator/" + command, "200{}");
        }
        endpoint = new FakeEndpoint(FakeEndpoint.MODEL);
        endpoint.reply = _ -> "200{\"choices\":[{\"message\":{\"content\":\"the capital of France is Paris\"}}]}";
        var product = new MarketProduct(
                new InferenceProduct("qwen2.5-0.5b-instruct", "q4_k_m", 4_096, 32_768, 1, 5, 6, 256, .05, 10, 500, 1),
                1e-6,
                1,
                60);
        ModelEndpoint opened = ModelEndpoint.open(endpoint.base(), "", product, "");
        judge = new Judge(
                exchange.exchange(),
                product.product(),
                List.of(opened, opened),
                new Judge.Settings(.5, 4, "key"),
                lines::add);
    }

    @AfterEach
    void close() throws Exception {
        judge.stop();
        thread.interrupt();
        thread.join();
        endpoint.close();
        exchange.close();
    }

    private void start() {
        thread = Thread.ofVirtual().start(() -> {
            try {
                judge.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).as("timeout").isFalse();
            Thread.onSpinWait();
        }
    }

    private void awaitRequest(String path) {
        await(() -> exchange.requests.contains(path));
    }

    private void awaitLine(String line) {
        await(() -> lines.contains(line));
    }

    private static String event(String type, String piece) {
        return "{\"type\":\"" + type + "\",\"piece\":\"" + piece + "\"}";
    }

    private void events(int after, int wait, int last, String... events) {
        exchange.setEvents(
                "events?limit=1000&after=" + after + "&wait=" + wait,
                "200{\"events\":[" + String.join(",", events) + "],\"after\":" + last + "}");
    }

    private void piece(String id, String stage, String request, String... answers) {
        exchange.replies.put("pieces/" + id, "200{\"state\":\"" + stage + "\",\"worker\":\"s1\",\"due\":" + DUE + "}");
        exchange.replies.put(
                "pieces/" + id + "/payload", "200" + String.join("\n", Collections.nCopies(answers.length, request)));
        exchange.replies.put("pieces/" + id + "/result", "200" + String.join("\n", answers));
    }

    @Test
    void eventsBeforeTheStartAreReadFirst() {
        String[] page = Collections.nCopies(1_000, event("round-sold", "")).toArray(String[]::new);
        page[0] = event("piece-done", "r1.0");
        page[1] = event("piece-done", "r1.1");
        page[2] = event("piece-paid", "r1.1");
        events(0, 0, 1_500, page);
        events(1_500, 0, 1_501, event("piece-done", "r1.2"), event("piece-failed", "r1.0"));
        events(
                1_501,
                5,
                1_502,
                event("piece-undoable", "r1.3"),
                event("piece-rejected", "r1.4"),
                event("piece-returned", "r1.4"));
        start();
        awaitRequest("events?limit=1000&after=1502&wait=5");
        awaitRequest("pieces/r1.2");
        awaitRequest("pieces/r1.3");
        assertThat(exchange.requests)
                .filteredOn(any -> any.startsWith("events"))
                .startsWith(
                        "events?limit=1000&after=0&wait=0",
                        "events?limit=1000&after=1500&wait=0",
                        "events?limit=1000&after=1501&wait=5");
        assertThat(exchange.requests).doesNotContain("pieces/r1.0", "pieces/r1.1");
    }

    /** Its message could contain a part of a prompt. */
    @Test
    void errorOfTheProgramIsReportedWithoutItsMessage() {
        piece("r1.0", "DONE", "PROMPT", WRONG);
        events(0, 0, 1, event("piece-done", "r1.0"));
        start();
        await(() -> !lines.isEmpty());
        assertThat(lines.peek())
                .matches("r1\\.0: an error of the program: tools\\.jackson\\.[\\w.]+Exception at tools\\.jackson.*\\)")
                .doesNotContain("PROMPT");
    }

    /** Three quarters of the time have passed, as the piece is due now. */
    @Test
    void pieceIsJudgedAgainBeforeItIsDue() {
        endpoint.reply = _ -> "400{}";
        piece("r1.0", "DONE", REQUEST, "{\"error\":{}}");
        events(0, 0, 1, event("piece-done", "r1.0"));
        start();
        awaitLine("r1.0: decided for its seller: an endpoint refuses each request without an answer");
    }

    @Test
    void evidenceAboutAReadmittedSellerIsForgotten() {
        piece("r1.0", "DONE", REQUEST, Collections.nCopies(9, WRONG).toArray(String[]::new));
        piece("r1.1", "REJECTED", REQUEST, WRONG, WRONG);
        events(0, 0, 1, event("piece-done", "r1.0"));
        start();
        awaitLine("r1.0: decided against its seller: its seller is excluded");
        awaitLine("s1: excluded. To readmit it: `exchange URL bar s1 4 false`");
        assertThat(exchange.commands).contains("operator/bar {\"agent\":\"s1\",\"version\":3,\"isBarred\":true}");
        events(
                1,
                5,
                2,
                "{\"type\":\"agent-barred\",\"agent\":\"s1\",\"isBarred\":true}",
                event("piece-rejected", "r1.1"));
        awaitLine("r1.1: decided against its seller: its seller is excluded");
        piece("r1.2", "REJECTED", REQUEST, WRONG, WRONG);
        events(
                2,
                5,
                3,
                "{\"type\":\"agent-barred\",\"agent\":\"s1\",\"isBarred\":false}",
                event("piece-rejected", "r1.2"));
        awaitLine("r1.2: decided for its seller: 2 of 2 compared answers mismatch");
    }
}
