package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.inference.GatewayClient.Got;
import tools.jackson.databind.JsonNode;

/** Replies of the routes for models, files and batch jobs. */
class GatewayRoutesTest {

    private static final String MODEL =
            "{\"id\":\"tiny\",\"object\":\"model\",\"created\":0,\"owned_by\":\"skybourse\"}";
    private static final String JOB =
            "{\"input_file_id\":\"FILE\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",\"metadata\":{\"a\":\"b\"}}";

    private GatewayClient client;

    @BeforeEach
    void open() throws IOException {
        client = new GatewayClient();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    private Got upload(String purpose, String content) {
        String form = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"f.jsonl\"\r\n\r\n" + content
                + "\r\n--b--\r\n";
        return client.post("files", form, "Content-Type", "multipart/form-data; boundary=b")
                .join();
    }

    private Got job(String content) {
        String file = upload("batch", content).json().path("id").asString();
        return client.post("batches", JOB.replace("FILE", file)).join();
    }

    private static String line(String id, String body) {
        return "{\"custom_id\":\"" + id + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":" + body
                + "}";
    }

    private JsonNode finished(Got job) {
        JsonNode got = job.json();
        while (List.of("in_progress", "cancelling").contains(got.path("status").asString())) {
            got = client.get("batches/" + got.path("id").asString()).json();
        }
        return got;
    }

    @Test
    void modelsAreThatOfTheMarket() {
        assertThat(client.get("models").text()).isEqualTo("{\"object\":\"list\",\"data\":[" + MODEL + "]}");
        assertThat(client.get("models/tiny").text()).isEqualTo(MODEL);
        assertThat(client.get("models/other")
                        .json()
                        .path("error")
                        .path("message")
                        .asString())
                .isEqualTo("There is no such model.");
        assertThat(client.gateway.model()).isEqualTo("tiny");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer sk-test, 200",
        "bearer  sk-test , 200",
        "Basic sk-test, 401",
        "sk-test, 401",
        "Bearer sk-tes, 401",
        "Bearer, 401"
    })
    void keyIsABearerToken(String header, int status) {
        assertThat(client.send(client.request("models").setHeader("Authorization", header))
                        .join()
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files/x", "files/x/content", "batches/x", "models/x/y", "files"})
    void unknownResourcesAreNotFound(String path) {
        assertThat(client.get(path).code()).isEqualTo("not_found");
    }

    @Test
    void filesAreDescribedAndDeleted() {
        JsonNode file = upload("batch", "12345").json();
        String path = "files/" + file.path("id").asString();
        assertThat(file.path("id").asString()).matches("file-[0-9a-f]{32}");
        assertThat(file.path("created_at").longValue()).isBetween(1_700_000_000L, 10_000_000_000L);
        assertThat(file.toString())
                .contains(
                        "\"object\":\"file\",\"bytes\":5,",
                        "\"filename\":\"f.jsonl\",\"purpose\":\"batch\",\"status\":\"processed\"");
        assertThat(client.get(path).json()).isEqualTo(file);
        assertThat(client.get(path + "/content").text()).isEqualTo("12345");
        Got deleted = client.send(client.request(path).DELETE()).join();
        assertThat(deleted.text())
                .isEqualTo("{\"id\":\"" + file.path("id").asString() + "\",\"object\":\"file\",\"deleted\":true}");
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.send(client.request(path).DELETE()).join().status()).isEqualTo(404);
    }

    @Test
    void filesForOtherPurposesAndEmptyFilesAreRefused() {
        assertThat(upload("fine-tune", "1").text()).contains("'purpose' must be batch.");
        assertThat(upload("batch", "").text()).contains("'file' must have at least one byte.");
        assertThat(client.post("files", "--b--", "Content-Type", "multipart/form-data; boundary=b")
                        .join()
                        .text())
                .contains("'purpose' must be batch.");
        String purpose = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b--";
        assertThat(client.post("files", purpose, "Content-Type", "multipart/form-data; boundary=b")
                        .join()
                        .text())
                .contains("'file' must have");
    }

    @Test
    void bodiesHaveAtMostEightMebibytes() {
        int most = 8 << 20;
        assertThat(client.ask(" ".repeat(most)).code()).isEqualTo("invalid_json");
        Got large = client.ask(" ".repeat(most + 1));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text()).contains("too_large", "at most 8388608 bytes");
    }

    @Test
    void streamIsAnEventStream() throws Exception {
        String body = GatewayClient.chat("hi").replace("{\"model\"", "{\"stream\":true,\"model\"");
        var got = client.http.send(
                client.request("chat/completions")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(got.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(got.body().split("\n\n")).hasSize(3);
    }

    @Test
    void jobIsDescribed() {
        client.exchange.set(() -> client.exchange.lotsPerRound = 0);
        JsonNode job = job(line("a", GatewayClient.chat("x")) + "\n \n").json();
        assertThat(job.path("id").asString()).matches("batch_[0-9a-f]{32}");
        long created = job.path("created_at").longValue();
        assertThat(created).isBetween(1_700_000_000L, 10_000_000_000L);
        assertThat(job.path("in_progress_at").longValue()).isBetween(created, created + 60);
        assertThat(job.path("expires_at").longValue()).isBetween(created + 86_400, created + 86_460);
        assertThat(job.toString())
                .contains(
                        "\"object\":\"batch\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",\"input_file_id\":\"file-",
                        "\"metadata\":{\"a\":\"b\"}",
                        "\"status\":\"in_progress\",\"errors\":null,\"output_file_id\":null,\"error_file_id\":null",
                        "\"request_counts\":{\"total\":1,\"completed\":0,\"failed\":0}");
        String path = "batches/" + job.path("id").asString();
        JsonNode cancelled = client.post(path + "/cancel", "").join().json();
        assertThat(cancelled.path("status").asString()).isEqualTo("cancelling");
        assertThat(cancelled.path("cancelling_at").longValue()).isPositive();
        JsonNode end = finished(client.get(path));
        assertThat(end.path("status").asString()).isEqualTo("cancelled");
        assertThat(end.path("cancelled_at").longValue()).isPositive();
        assertThat(client.post(path + "/cancel", "")
                        .join()
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("cancelled");
    }

    @Test
    void resultsAreFiles() {
        JsonNode job = finished(job(line("a", GatewayClient.chat("x")) + "\n" + line("b", "{}")));
        assertThat(job.path("status").asString()).isEqualTo("completed");
        assertThat(job.path("completed_at").longValue()).isPositive();
        JsonNode file =
                client.get("files/" + job.path("output_file_id").asString()).json();
        assertThat(file.path("purpose").asString()).isEqualTo("batch_output");
        assertThat(file.path("filename").asString()).isEqualTo("batch_output.jsonl");
        String output = client.get("files/" + job.path("output_file_id").asString() + "/content")
                .text();
        assertThat(output)
                .matches(
                        "\\{\"id\":\"batch_req_[0-9a-f]{32}\",\"custom_id\":\"a\",\"response\":\\{\"status_code\":200,\"request_id\":\"req_[0-9a-f]{32}\",\"body\":.*},\"error\":null}\n");
        String errors = client.get("files/" + job.path("error_file_id").asString() + "/content")
                .text();
        assertThat(errors)
                .contains("\"custom_id\":\"b\",\"response\":{\"status_code\":400,", "'model' must be a string");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, /v1/embeddings, endpoint' must be /v1/chat/completions.",
        "24h, 48h, completion_window' must be 24h.",
        "FILE, file-x, There is no such file."
    })
    void jobNeedsEndpointWindowAndFile(String from, String to, String error) {
        String file = upload("batch", line("a", "{}")).json().path("id").asString();
        String job = JOB.replace(from, to).replace("FILE", file);
        assertThat(client.post("batches", job).join().text()).contains(error);
    }

    @Test
    void linesMustBeRequests() {
        String good = line("a", "{}");
        for (String bad : List.of(
                good,
                good.replace("\"a\"", "\"b\"").replace("POST", "GET"),
                line("b", "{}").replace("chat", "cat"),
                line("b", "7"))) {
            assertThat(job(good + "\n\n" + bad).text())
                    .contains("'input_file_id' line 3 must have a unique custom_id, the method POST");
        }
        assertThat(job(" \n").text()).contains("'input_file_id' must have 1 to 50000 lines.");
        assertThat(job("rubbish").code()).isEqualTo("invalid_json");
    }

    @Test
    void jobHasAtMostFiftyThousandLines() {
        String lines = IntStream.rangeClosed(0, 50_000)
                .mapToObj(i -> line("" + i, "{}"))
                .collect(Collectors.joining("\n"));
        assertThat(job(lines).text()).contains("must have 1 to 50000 lines.");
    }

    @Test
    void gatewayNeedsAMarketAndABuyer() {
        client.exchange.set(() -> client.exchange.isDown = true);
        assertThatThrownBy(() -> GatewayClient.start(List.of(client.exchange.base()), 1_000, 1))
                .isInstanceOf(IOException.class);
        assertThat(new InferenceGateway.Buyer(List.of(), "b1", FakeExchange.SECRET))
                .hasToString("buyer b1");
    }

    @Test
    void atMostTenThousandRequestsWait() throws IOException {
        client.exchange.set(() -> client.exchange.isDown = true);
        var market = new MarketClient(List.of(client.exchange.base()), FakeExchange.BUYER, FakeExchange.SECRET);
        var body = FakeExchange.JSON.createObjectNode();
        body.set("product", FakeExchange.product());
        var buyer = new BatchBuyer(market, body, new BatchBuyer.Settings(3_600_000, 3_600_000, 1_000));
        var chat = new ChatRequest("", 0, 100, false, false);
        for (int i = 0; i < 10_000; i++) {
            buyer.add(chat, 3_600_000, false);
            buyer.add(chat, 3_600_000, true);
        }
        assertThatThrownBy(() -> buyer.add(chat, 3_600_000, true)).isInstanceOfSatisfying(OpenAiError.class, error -> {
            assertThat(error.status()).isEqualTo(429);
            assertThat(error.body().toString()).contains("too_many_waiting");
        });
        buyer.add(chat, 3_600_000, false);
        buyer.close();
    }

    /** Requests do not wait for their deadline. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    @Timeout(20)
    void refusedBuyerIsReportedAtOnce(int status) {
        client.exchange.set(() -> client.exchange.refusal = status);
        Got got = client.ask(GatewayClient.chat("x"));
        assertThat(got.status()).isEqualTo(503);
        assertThat(got.code()).isEqualTo("exchange_refuses_agent");
    }

    @Test
    void otherRefusalsAreRepeated() {
        client.exchange.set(() -> client.exchange.refusal = 409);
        var got = client.post("chat/completions", GatewayClient.chat("x"));
        client.exchange.set(() -> client.exchange.refusal = 422); // about another field than the payload
        client.exchange.set(() -> client.exchange.refusal = 0);
        assertThat(got.join().content()).isEqualTo("echo x");
    }

    @Test
    void ruleOfARefusedRequestIsReported() {
        client.exchange.set(() -> client.exchange.poison = "PROMPT");
        Got got = client.ask(GatewayClient.chat("PROMPT"));
        assertThat(got.code()).isEqualTo("refused");
        assertThat(got.text())
                .contains("The exchange refused the request: payload must have valid requests.")
                .doesNotContain("PROMPT");
    }

    @Test
    void unsoldRequestsAreWithdrawnAtTheEnd() throws IOException {
        client.exchange.set(() -> client.exchange.lotsPerRound = 0);
        client.post("chat/completions", GatewayClient.chat("x"));
        while (client.exchange.open() == 0) {
            Thread.onSpinWait();
        }
        client.gateway.close();
        assertThat(client.exchange.open()).isZero();
    }
}
