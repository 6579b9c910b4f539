package skybourse.server.inference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Gateway before a fake exchange, with a client. */
final class GatewayClient implements AutoCloseable {

    static final String KEY = "sk-test";

    final FakeExchange exchange;
    final InferenceGateway gateway;
    final HttpClient http = HttpClient.newHttpClient();

    GatewayClient() throws IOException {
        this(30_000, Long.MAX_VALUE);
    }

    GatewayClient(long timeoutMillis, long spendUnits) throws IOException {
        this(new FakeExchange(), timeoutMillis, spendUnits);
    }

    GatewayClient(FakeExchange exchange, long timeoutMillis, long spendUnits) throws IOException {
        this.exchange = exchange;
        gateway = start(List.of(exchange.base()), timeoutMillis, spendUnits);
    }

    static InferenceGateway start(List<URI> bases, long timeoutMillis, long spendUnits) throws IOException {
        return InferenceGateway.start(
                new InferenceGateway.Buyer(bases, FakeExchange.BUYER, FakeExchange.SECRET),
                KEY,
                new InferenceGateway.Limits(timeoutMillis, 20, 10, spendUnits),
                "127.0.0.1",
                0);
    }

    record Got(int status, String text) {

        JsonNode json() {
            return FakeExchange.JSON.readTree(text);
        }

        String code() {
            return json().path("error").path("code").asString("");
        }

        String content() {
            return json().path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .asString("");
        }
    }

    static String chat(String text) {
        return "{\"model\": \"tiny\", \"max_tokens\": 20, \"messages\": [{\"role\": \"user\", \"content\": \"" + text
                + "\"}]}";
    }

    HttpRequest.Builder request(String path) {
        URI uri = URI.create("http://127.0.0.1:" + gateway.port() + "/v1/" + path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + KEY);
    }

    CompletableFuture<Got> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(got -> new Got(got.statusCode(), got.body()));
    }

    CompletableFuture<Got> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Got ask(String body, String... headers) {
        return post("chat/completions", body, headers).join();
    }

    Got get(String path) {
        return send(request(path)).join();
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        gateway.close();
        exchange.close();
    }
}
