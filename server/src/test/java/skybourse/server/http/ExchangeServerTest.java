package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningExchange;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;

/** Handling of raw bytes by the server, before any route. */
class ExchangeServerTest {

    private static final MarketRules RULES = RunningMarket.RULES;
    private static final String HOST = "Host: localhost\r\n";
    private static final String OPERATOR = HOST + "Authorization: Bearer " + RunningMarket.OPERATOR + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    /** Requests and reply statuses, as reported by the server. */
    private final Queue<String> replies = new ConcurrentLinkedQueue<>();

    private RunningExchange market;
    private ExchangeServer server;

    @BeforeEach
    void open() throws IOException {
        var store = new MemoryStore();
        market = RunningExchange.start(RULES, 0, RunningMarket.log(RULES, store), 1_000, store);
        server = start("127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        market.close();
        server.close();
    }

    private ExchangeServer start(String host, int port) {
        String operator = Sha256.of(RunningMarket.OPERATOR.getBytes(StandardCharsets.UTF_8));
        return new ExchangeServer(
                market,
                new ServedAddresses("http", host, port, List.of(ServedAddresses.parse("https://market.example"))),
                operator,
                1e9,
                AddressSeatLimit.standard(),
                Optional.empty(),
                List.of(),
                (asked, reply) -> replies.add(asked + " " + reply.status()));
    }

    private String send(String request) throws IOException {
        try (var http = new RawHttp(server.port())) {
            return http.send(request.getBytes(StandardCharsets.UTF_8)).text();
        }
    }

    private String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    /** Sends a deposit whose body is padded with blanks. */
    private String deposit(String headers, int bytes, boolean isChunked) throws IOException {
        String agent = RULES.scenario().leaders().getFirst().id();
        String json = "{\"agent\":\"" + agent + "\",\"units\":5,\"reference\":\"in-1\"}";
        String body = json + " ".repeat(bytes - json.length());
        String length = isChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + bytes + "\r\n";
        String framed = isChunked ? Integer.toHexString(bytes) + "\r\n" + body + "\r\n0\r\n\r\n" : body;
        return send("PUT /v1/operator/deposit HTTP/1.1\r\n" + OPERATOR + headers + length + "\r\n" + framed);
    }

    @Test
    void repliesAreUncachedJsonWithHeaders() throws IOException {
        assertThat(get("/v1/health"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .contains("\"status\":\"up\"");
        assertThat(get("/v1/accounts/nobody"))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
                .containsIgnoringCase("\r\nWWW-Authenticate: Bearer\r\n");
        assertThat(replies).containsExactly("GET /v1/health 200", "GET /v1/accounts/nobody 401");
    }

    @Test
    void closesConnectionOnRequest() throws IOException {
        String request = "GET /v1/health HTTP/1.1\r\n" + HOST;
        for (String close : List.of("Connection: close\r\n", "connection: foo, Close\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write((request + "\r\n" + request + close + "\r\n").getBytes(StandardCharsets.UTF_8));
                String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(all.split("HTTP/1.1 200 ", -1)).hasSize(3);
                assertThat(all).containsOnlyOnce("onnection: close");
            }
        }
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            String old = "GET /v1/nowhere HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(old.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void pathsStartWithVersionAndAreDecoded() throws IOException {
        for (String path : List.of("/", "/v2/health", "//v1/health", "/health", "*")) {
            assertThat(get(path)).as(path).contains("must begin with /v1");
        }
        assertThat(get("/v1")).startsWith("HTTP/1.1 404 ").contains("must be a route");
        assertThat(get("/v1/h%65alth?wait=0")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/v1/rounds/%2F")).contains("is not in this market: /");
        assertThat(get("/v1/events?wait=61")).startsWith("HTTP/1.1 422 ").contains("wait must be");
    }

    @Test
    void refusesWebPagesOfOtherSites() throws IOException {
        String own = "127.0.0.1:" + server.port();
        String head = "GET /v1/health HTTP/1.1\r\nHost: " + own + "\r\nOrigin: ";
        assertThat(send(head + "http://" + own + "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        for (String origin :
                List.of("http://evil.example", "null", "http://127.0.0.1:1", "http://" + own + ".evil.example")) {
            assertThat(send(head + origin + "\r\n\r\n"))
                    .as(origin)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("must be this server");
        }
    }

    @Test
    void refusesOtherHostNames() throws IOException {
        for (String name : List.of("LocalHost", "127.0.0.1:80", "[::1]:" + server.port())) {
            assertThat(send("GET /v1/health HTTP/1.1\r\nHost: " + name + "\r\n\r\n"))
                    .as(name)
                    .startsWith("HTTP/1.1 200 ");
        }
        String elsewhere = "GET /v1/health HTTP/1.1\r\nHost: evil.example:80\r\n\r\n";
        assertThat(send(elsewhere)).startsWith("HTTP/1.1 421 ").contains("start it with --public-url: evil.example:80");
        try (ExchangeServer open = start("127.1", 0); // is not recognized as a local address
                var http = new RawHttp(open.port())) {
            assertThat(http.send(elsewhere.getBytes(StandardCharsets.UTF_8)).status())
                    .isEqualTo(421);
            String literal = "GET /v1/health HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n";
            assertThat(http.send(literal.getBytes(StandardCharsets.UTF_8)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void limitsBodySizeAndChecksContentType() throws IOException {
        for (boolean isChunked : new boolean[] {false, true}) {
            assertThat(deposit(JSON, RequestBody.MOST_BYTES, isChunked)).startsWith("HTTP/1.1 200 ");
            assertThat(deposit(JSON, RequestBody.MOST_BYTES + 1, isChunked))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("at most 98304 bytes");
        }
        assertThat(deposit("Content-Type: Application/JSON ; charset=utf-8\r\n", 99, false))
                .startsWith("HTTP/1.1 200 ");
        assertThat(deposit("Content-Type: text/json\r\n", 99, false))
                .startsWith("HTTP/1.1 415 ")
                .contains("must be application/json: text/json");
        for (String coding : List.of("gzip", "identity")) {
            assertThat(deposit(JSON + "Content-Encoding: " + coding + "\r\n", 99, false))
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(send("PUT /v1/operator/deposit HTTP/1.1\r\n" + OPERATOR + JSON + "\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("body");
    }

    @Test
    void refusesIncompleteBody() throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("PUT /v1/operator/deposit HTTP/1.1\r\n" + OPERATOR + JSON + "Content-Length: 99\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("body must be complete");
        }
    }

    @Test
    void malformedRequestsHaveFittingStatus() throws IOException {
        assertThat(send("this is not HTTP\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .contains("request must be valid HTTP");
        assertThat(get("/" + "x".repeat(9_000))).startsWith("HTTP/1.1 414 ").contains("\"status\":414");
        assertThat(send("GET /v1/health HTTP/3.9\r\n" + HOST + "\r\n"))
                .as("the exchange does not use status 505")
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void portIsReleasedWhenServerCloses() throws IOException {
        int port = server.port();
        var logged = new ConcurrentLinkedQueue<String>();
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord one) {
                logged.add(one.getLevel() + " " + one.getMessage());
            }
        };
        Logger library = Logger.getLogger("io.helidon");
        library.addHandler(handler);
        try {
            assertThatThrownBy(() -> ExchangeServer.start(market, "127.0.0.1", port, "", Optional.empty(), List.of()))
                    .hasRootCauseMessage("port " + port + " at 127.0.0.1 is in use or not permitted");
        } finally {
            library.removeHandler(handler);
        }
        assertThat(logged).isEmpty();
        server.close();
        assertThatThrownBy(() -> new RawHttp(port)).isInstanceOf(ConnectException.class);
        server = start("127.0.0.1", port);
        assertThat(server.port()).isEqualTo(port);
        assertThat(library.getLevel()).isEqualTo(Level.WARNING);
        assertThat(get("/v1/health")).startsWith("HTTP/1.1 200 ");
    }
}
