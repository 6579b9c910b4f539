package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Random requests to a gateway. Every error has a body of OpenAI's API, no status is 500 to 599, and neither a log nor an error contains a prompt, the
 * buyer's secret or the API key. {@code -Dfuzz.requests=10000} sends that many.
 */
class GatewayFuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 500);
    private static final int AT_ONCE = 50;
    private static final String PROMPT = "Zebraprompt";
    private static final List<String> ODD = List.of(
            "null",
            "-1",
            "0",
            "1",
            "2",
            "1e400",
            "1.5",
            "9223372036854775808",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[[[1]]]",
            "\"tiny\"",
            "[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]",
            "{\"type\":\"text\"}",
            "\"" + "x".repeat(2_000) + "\"");
    private static final List<String> FIELDS = List.of(
            "model",
            "messages",
            "n",
            "max_tokens",
            "max_completion_tokens",
            "stream",
            "stream_options",
            "response_format",
            "modalities",
            "audio",
            "tools",
            "temperature",
            "user",
            "input_file_id",
            "endpoint",
            "completion_window",
            PROMPT);
    private static final List<String> PATHS = List.of(
            "chat/completions",
            "chat/completions",
            "chat/completions",
            "models",
            "models/tiny",
            "files",
            "files/x",
            "files/x/content",
            "batches",
            "batches/x",
            "batches/x/cancel",
            "",
            "chat",
            "%00",
            "embeddings",
            "files//content");
    private static final List<String> METHODS =
            List.of("POST", "POST", "POST", "POST", "POST", "POST", "GET", "GET", "PUT", "DELETE");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private final class LogCapture extends Handler {
        @Override
        public void publish(LogRecord one) {
            log.add(one.getLoggerName() + " " + one.getMessage() + " " + one.getThrown());
        }

        @Override
        public void flush() {
            // messages are not buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String body() {
        String body = GatewayClient.chat(PROMPT + random.nextInt(10));
        for (int i = random.nextInt(3); i > 0; i--) {
            String member = "\"" + any(FIELDS) + "\": " + any(ODD);
            body = random.nextBoolean()
                    ? body.replaceFirst("\"max_tokens\": 20", java.util.regex.Matcher.quoteReplacement(member))
                    : "{" + member + ", " + body.substring(1);
        }
        int cut = random.nextInt(12) == 0 ? random.nextInt(body.length()) : body.length();
        return body.substring(0, cut);
    }

    private HttpRequest.Builder next(GatewayClient client) {
        HttpRequest.Builder request = client.request(random.nextInt(3) > 0 ? "chat/completions" : any(PATHS));
        if (random.nextInt(20) == 0) {
            request.setHeader("Authorization", any(List.of("Bearer " + PROMPT, "Basic x", "Bearer", "x")));
        }
        if (random.nextInt(4) == 0) {
            request.header("Idempotency-Key", "k" + random.nextInt(15));
        }
        if (random.nextInt(4) == 0) {
            request.header("x-stainless-retry-count", any(List.of("0", "1", "x", "")));
        }
        request.header(
                "Content-Type", any(List.of("application/json", "multipart/form-data; boundary=b", "text/plain")));
        return request.method(any(METHODS), BodyPublishers.ofByteArray(body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void randomRequestsGetDocumentedReplies() throws Exception {
        var capture = new LogCapture();
        capture.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(capture);
        PrintStream before = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (var client = new GatewayClient()) {
            for (int sent = 0; sent < REQUESTS; sent += AT_ONCE) {
                List<CompletableFuture<GatewayClient.Got>> all = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    all.add(client.send(next(client)));
                }
                all.forEach(got -> check(got.join(), statuses));
            }
        } finally {
            System.setErr(before);
            Logger.getLogger("").removeHandler(capture);
        }
        assertThat(statuses).containsKeys(200, 400, 401, 404, 422);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(log).noneMatch(line -> line.startsWith("skybourse") || line.startsWith("io.helidon"));
        assertThat(log)
                .noneMatch(line -> line.contains(PROMPT)
                        || line.contains(FakeExchange.SECRET)
                        || line.contains(GatewayClient.KEY));
        System.out.println(REQUESTS + " requests to the gateway, statuses " + statuses);
    }

    private static void check(GatewayClient.Got got, Map<Integer, Integer> statuses) {
        statuses.merge(got.status(), 1, Integer::sum);
        assertThat(got.status()).as(got.text()).isLessThan(500);
        assertThat(got.text()).doesNotContain(FakeExchange.SECRET, GatewayClient.KEY);
        if (got.status() != 200) {
            assertThat(got.json().path("error").propertyNames())
                    .containsExactlyInAnyOrder("message", "type", "param", "code");
            assertThat(got.text()).doesNotContain(PROMPT);
        }
    }
}
