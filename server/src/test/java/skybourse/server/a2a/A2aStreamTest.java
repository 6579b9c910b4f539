package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.a2a.A2aCaller.state;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.JsonNode;

/** Streams of a task's updates. */
class A2aStreamTest {

    private RunningMarket market;
    private A2aCaller buyer;

    @BeforeEach
    void open() throws Exception {
        market = A2aCaller.open(600);
        buyer = new A2aCaller(market, market.buyer().id());
    }

    @AfterEach
    void close() {
        market.close();
    }

    /** Stream that is read event by event. */
    private final class OpenStream {
        private final BufferedReader lines;

        OpenStream(String method, Object params) throws Exception {
            var request = buyer.request().POST(HttpRequest.BodyPublishers.ofString(A2aCaller.body(method, params)));
            lines = new BufferedReader(new InputStreamReader(
                    HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8));
        }

        /** Returns the next line that is not empty. */
        String line() throws Exception {
            String line = lines.readLine();
            while (line != null && line.isEmpty()) {
                line = lines.readLine();
            }
            return line == null ? "" : line;
        }

        /** Returns a short form of the next event; empty at the end. */
        String event() throws Exception {
            String line = line();
            while (line.startsWith(":")) {
                line = line();
            }
            return line.isEmpty()
                    ? ""
                    : shown(A2aCaller.JSON.readTree(line.substring(6)).path("result"));
        }

        List<String> rest() throws Exception {
            List<String> events = new ArrayList<>();
            for (String event = event(); !event.isEmpty(); event = event()) {
                events.add(event);
            }
            return events;
        }
    }

    private String shown(JsonNode event) {
        String kind = event.propertyNames().iterator().next();
        JsonNode body = event.path(kind);
        String task = body.path(kind.equals("task") ? "id" : "taskId").asString();
        assertThat(body.path("contextId").asString()).isEqualTo(buyer.agent);
        return kind + " " + task + " "
                + (kind.equals("artifactUpdate")
                        ? body.path("artifact").path("artifactId").asString()
                        : state(body));
    }

    @Test
    void allStreamsOfATaskSendTheSameUpdates() throws Exception {
        var sent = new OpenStream("SendStreamingMessage", buyer.buys("t1"));
        assertThat(sent.event()).isEqualTo("task t1 TASK_STATE_SUBMITTED");
        var comment = new FutureTask<>(sent::line);
        Thread.ofVirtual().start(comment);
        assertThat(comment.get(20, TimeUnit.SECONDS)).isEqualTo(":");
        var subscribed = new OpenStream("SubscribeToTask", Map.of("id", "t1"));
        assertThat(subscribed.event()).isEqualTo("task t1 TASK_STATE_SUBMITTED");
        market.sell();
        List<JsonNode> pieces = buyer.pieces("t1");
        assertThat(sent.event()).isEqualTo("statusUpdate t1 TASK_STATE_WORKING");
        buyer.work(pieces.getFirst(), "result", Map.of("text", "first"));
        String first = "artifactUpdate t1 " + pieces.getFirst().path("piece").asString();
        assertThat(sent.event()).isEqualTo(first);
        for (JsonNode piece : pieces.subList(1, pieces.size())) {
            buyer.work(piece, "result", Map.of("text", "more"));
        }
        List<String> rest = new ArrayList<>(pieces.stream()
                .skip(1)
                .map(piece -> "artifactUpdate t1 " + piece.path("piece").asString())
                .toList());
        rest.addAll(List.of("artifactUpdate t1 receipt", "statusUpdate t1 TASK_STATE_COMPLETED"));
        assertThat(sent.rest()).isEqualTo(rest);
        rest.addAll(0, List.of("statusUpdate t1 TASK_STATE_WORKING", first));
        assertThat(subscribed.rest()).isEqualTo(rest);
        assertThat(buyer.stream("SendStreamingMessage", buyer.buys("t1")))
                .singleElement()
                .satisfies(event -> assertThat(shown(event)).isEqualTo("task t1 TASK_STATE_COMPLETED"));
        buyer.error(-32004, "UNSUPPORTED_OPERATION", "SubscribeToTask", Map.of("id", "t1"));
    }

    @Test
    void streamEndsWhenTheTaskIsCanceled() throws Exception {
        var sent = new OpenStream("SendStreamingMessage", buyer.buys("t1"));
        assertThat(sent.event()).isEqualTo("task t1 TASK_STATE_SUBMITTED");
        buyer.result("CancelTask", Map.of("id", "t1"));
        assertThat(sent.rest()).containsExactly("statusUpdate t1 TASK_STATE_CANCELED");
    }

    @Test
    void streamEndsWhenTheBuyerMustAnswer() throws Exception {
        buyer.result("SendMessage", buyer.buys("t1"));
        market.sell();
        var subscribed = new OpenStream("SubscribeToTask", Map.of("id", "t1"));
        assertThat(subscribed.event()).isEqualTo("task t1 TASK_STATE_WORKING");
        buyer.work(buyer.pieces("t1").getFirst(), "undoable", Map.of("reason", "no text"));
        assertThat(subscribed.rest()).containsExactly("statusUpdate t1 TASK_STATE_INPUT_REQUIRED");
        assertThat(buyer.stream("SubscribeToTask", Map.of("id", "t1"))).hasSize(1);
    }

    /** Another holder of the seat gets no updates of the previous one. */
    @Test
    void streamEndsWithAnErrorWhenTheSeatIsTaken() throws Exception {
        var sent = new OpenStream("SendStreamingMessage", buyer.buys("t1"));
        assertThat(sent.event()).isEqualTo("task t1 TASK_STATE_SUBMITTED");
        String next = "another".repeat(8);
        var invite = Map.of(
                "agent", buyer.agent, "sha256", skybourse.files.text.Sha256.of(next.getBytes(StandardCharsets.UTF_8)));
        assertThat(market.operator.put("operator/invite", invite).status()).isEqualTo(200);
        var holder = ExchangeClient.once(market.base, next);
        assertThat(holder.put("agents/" + buyer.agent, Map.of("version", 1)).status())
                .isEqualTo(200);
        String line = sent.line();
        while (line.equals(":")) {
            line = sent.line();
        }
        A2aCaller.error(A2aCaller.JSON.readTree(line.substring(6)), -32000, "MARKET_REFUSAL");
        assertThat(sent.line()).isEmpty();
    }
}
