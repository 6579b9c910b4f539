package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.files.text.Sha256;
import skybourse.server.codec.ProductBody;

/** Requests to two addresses of an exchange. A reply is a status of three digits and a body. */
class MarketClientTest {

    private static final long TEN_SECONDS = 10_000_000_000L;

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private long nanos;
    private MarketClient client;

    @BeforeEach
    void open() throws IOException {
        start("first");
        start("second");
        client = new MarketClient(
                servers.stream()
                        .map(any -> URI.create(
                                "http://127.0.0.1:" + any.getAddress().getPort()))
                        .toList(),
                "b 1",
                "x".repeat(40),
                () -> nanos);
    }

    private void start(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestMethod()
                    + exchange.getRequestURI().toString().substring("/v1".length());
            requests.add(name + " " + path + " " + body);
            String reply = replies.getOrDefault(name, replies.getOrDefault(path, "200{}"));
            byte[] bytes = reply.substring(3).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(reply.substring(0, 3)), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        servers.add(server);
    }

    @AfterEach
    void close() {
        servers.forEach(server -> server.stop(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "503"})
    void nextAddressIsUsedIfOneIsBusy(String status) throws IOException {
        replies.put("first", status + "{}");
        assertThat(client.market().status()).isEqualTo(200);
        client.market();
        assertThat(requests).containsExactly("first GET/market ", "second GET/market ", "second GET/market ");
        replies.clear();
        replies.put("second", status + "{}");
        client.market();
        assertThat(requests.getLast())
                .as("after the last address, the first is used")
                .isEqualTo("first GET/market ");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 430, 499})
    void otherStatusesAreReplies(int status) throws IOException {
        replies.put("first", status + "{}");
        assertThat(client.market().status()).isEqualTo(status);
        assertThat(requests).hasSize(1);
    }

    @Test
    void exchangeIsDownIfNoAddressRespondsForTenSeconds() throws IOException {
        replies.put("first", "503{}");
        replies.put("second", "503{}");
        assertThat(client.isDown()).isFalse();
        assertThatThrownBy(client::market).isInstanceOf(IOException.class).hasMessage("status 503");
        assertThat(requests).hasSize(2);
        nanos += TEN_SECONDS / 2;
        assertThatThrownBy(client::market).isInstanceOf(IOException.class);
        nanos += TEN_SECONDS / 2;
        assertThat(client.isDown()).isFalse();
        nanos++;
        assertThat(client.isDown()).isTrue();
        replies.clear();
        client.market();
        assertThat(client.isDown()).isFalse();
        servers.forEach(server -> server.stop(0));
        assertThatThrownBy(client::market).isInstanceOf(IOException.class);
        assertThat(client.isDown()).isFalse();
    }

    @Test
    void presentBuyerKeepsItsTerms() throws IOException {
        replies.put("GET/agents/b%201", "200{\"version\":4,\"isPresent\":true}");
        assertThat(client.join().status()).isEqualTo(200);
        assertThat(requests).hasSize(1);
    }

    @Test
    void absentBuyerJoinsWithTheNextVersion() throws IOException {
        replies.put("GET/agents/b%201", "200{\"version\":4,\"isPresent\":false}");
        client.join();
        replies.put(
                "GET/agents/b%201",
                "200{\"version\":1,\"isPresent\":false,\"terms\":{\"kind\":\"buyer\",\"publicKey\":\"ab\"},\"spendUnitsADay\":9}");
        client.join();
        replies.put("GET/agents/b%201", "200{\"isPresent\":true}");
        client.join();
        assertThat(requests)
                .filteredOn(any -> any.contains("PUT"))
                .containsExactly(
                        "first PUT/agents/b%201 {\"kind\":\"buyer\",\"version\":5}",
                        "first PUT/agents/b%201 {\"kind\":\"buyer\",\"publicKey\":\"ab\",\"spendUnitsADay\":9,\"version\":2}",
                        "first PUT/agents/b%201 {\"kind\":\"buyer\",\"version\":1}");
    }

    @Test
    void batchIsSubmittedAfterItsPayload() throws IOException {
        var request = new PendingRequest(new ChatRequest("line", 4, 4, false, false), true, 0, 1, 1);
        var batch = new SubmittedBatch("g1", List.of(request), 7, ProductBody.read(FakeExchange.product()), 1);
        String digest = Sha256.of("line".getBytes(StandardCharsets.UTF_8));
        client.submit(batch);
        assertThat(requests)
                .containsExactly(
                        "first PUT/blobs/" + digest + "?agent=b%201 line",
                        "first PUT/agents/b%201/batches/g1 {\"lastRound\":7,\"payload\":{\"sha256\":\"" + digest
                                + "\"}}");
        replies.put("PUT/blobs/" + digest + "?agent=b%201", "413{}");
        assertThat(client.submit(batch).status()).isEqualTo(413);
        assertThat(requests).hasSize(3);
    }

    @Test
    void otherRequestsNameTheTaskOrThePiece() throws IOException {
        client.task("g1");
        client.withdraw("g1");
        client.result("r/1");
        client.confirm("r/1");
        assertThat(requests)
                .containsExactly(
                        "first GET/agents/b%201/tasks/g1 ",
                        "first PUT/agents/b%201/tasks/g1/withdrawal {}",
                        "first GET/pieces/r%2F1/result ",
                        "first PUT/pieces/r%2F1/confirmation {}");
    }
}
