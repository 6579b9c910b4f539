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

/** What a server makes of the bytes that it is sent, before any route sees them. */
class ExchangeServerTest {

    private static final MarketRules RULES = RunningMarket.RULES;
    private static final String HOST = "Host: localhost\r\n";
    private static final String OPERATOR = HOST + "Authorization: Bearer " + RunningMarket.OPERATOR + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    /** What was answered, as the server tells it. */
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

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
                host,
                port,
                operator,
                1e9,
                SeatRateLimiter.standard(),
                Optional.empty(),
                (asked, reply) -> told.add(asked + " " + reply.status()));
    }

    private String sent(String request) throws IOException {
        try (var http = new RawHttp(server.port())) {
            return http.send(request.getBytes(StandardCharsets.UTF_8)).text();
        }
    }

    private String got(String path) throws IOException {
        return sent("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    /** Brings money in; the body is filled up with blanks. */
    private String deposited(String headers, int bytes, boolean isChunked) throws IOException {
        String agent = RULES.scenario().leaders().getFirst().id();
        String json = "{\"agent\":\"" + agent + "\",\"units\":5,\"reference\":\"in-1\"}";
        String body = json + " ".repeat(bytes - json.length());
        String length = isChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + bytes + "\r\n";
        String framed = isChunked ? Integer.toHexString(bytes) + "\r\n" + body + "\r\n0\r\n\r\n" : body;
        return sent("PUT /v1/operator/deposit HTTP/1.1\r\n" + OPERATOR + headers + length + "\r\n" + framed);
    }

    @Test
    void anAnswerIsJsonThatNobodyKeepsWithItsOwnHeaders() throws IOException {
        assertThat(got("/v1/health"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
                .contains("\"status\":\"up\"");
        assertThat(got("/v1/accounts/nobody"))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
                .containsIgnoringCase("\r\nWWW-Authenticate: Bearer\r\n");
        assertThat(told).containsExactly("GET /v1/health 200", "GET /v1/accounts/nobody 401");
    }

    @Test
    void theSocketIsClosedWhenTheClientAsksForIt() throws IOException {
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
    void aPathBeginsWithItsVersionAndIsPercentEncoded() throws IOException {
        for (String path : List.of("/", "/v2/health", "//v1/health", "/health", "*")) {
            assertThat(got(path)).as(path).contains("must begin with /v1");
        }
        assertThat(got("/v1")).startsWith("HTTP/1.1 404 ").contains("must be a route");
        assertThat(got("/v1/h%65alth?wait=0")).startsWith("HTTP/1.1 200 ");
        assertThat(got("/v1/rounds/%2F")).contains("is not in this market: /");
        assertThat(got("/v1/events?wait=61")).startsWith("HTTP/1.1 422 ").contains("wait must be");
    }

    @Test
    void onlyThisMachineIsAskedByItsNames() throws IOException {
        for (String name : List.of("LocalHost", "127.0.0.1:80", "[::1]:" + server.port())) {
            assertThat(sent("GET /v1/health HTTP/1.1\r\nHost: " + name + "\r\n\r\n"))
                    .as(name)
                    .startsWith("HTTP/1.1 200 ");
        }
        String elsewhere = "GET /v1/health HTTP/1.1\r\nHost: evil.example:80\r\n\r\n";
        assertThat(sent(elsewhere)).startsWith("HTTP/1.1 421 ").contains("must be this machine: evil.example:80");
        try (ExchangeServer open = start("127.1", 0); // an address of its own, for all that it tells
                var http = new RawHttp(open.port())) {
            assertThat(http.send(elsewhere.getBytes(StandardCharsets.UTF_8)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyHasAtMostItsBytesHoweverItComes() throws IOException {
        for (boolean isChunked : new boolean[] {false, true}) {
            assertThat(deposited(JSON, RequestBody.MOST_BYTES, isChunked)).startsWith("HTTP/1.1 200 ");
            assertThat(deposited(JSON, RequestBody.MOST_BYTES + 1, isChunked))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("at most 98304 bytes");
        }
        assertThat(deposited("Content-Type: Application/JSON ; charset=utf-8\r\n", 99, false))
                .startsWith("HTTP/1.1 200 ");
        assertThat(deposited("Content-Type: text/json\r\n", 99, false))
                .startsWith("HTTP/1.1 415 ")
                .contains("must be application/json: text/json");
        for (String coding : List.of("gzip", "identity")) {
            assertThat(deposited(JSON + "Content-Encoding: " + coding + "\r\n", 99, false))
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(sent("PUT /v1/operator/deposit HTTP/1.1\r\n" + OPERATOR + JSON + "\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("body");
    }

    @Test
    void aBodyOfWhichHalfCameIsNone() throws IOException {
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
    void whatIsNoRequestHasTheStatusThatFits() throws IOException {
        assertThat(sent("this is not HTTP\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n")
                .contains("request must be valid HTTP");
        assertThat(got("/" + "x".repeat(9_000))).startsWith("HTTP/1.1 414 ").contains("\"status\":414");
        assertThat(sent("GET /v1/health HTTP/3.9\r\n" + HOST + "\r\n"))
                .as("505 is none of the market's")
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aPortIsTakenOnceAndFreeAfterAStop() throws IOException {
        int port = server.port();
        var heard = new ConcurrentLinkedQueue<String>();
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord one) {
                heard.add(one.getLevel() + " " + one.getMessage());
            }
        };
        Logger library = Logger.getLogger("io.helidon");
        library.addHandler(handler);
        try {
            assertThatThrownBy(() -> ExchangeServer.start(market, "127.0.0.1", port, "", Optional.empty()))
                    .hasRootCauseMessage("port " + port + " at 127.0.0.1 is in use or not permitted");
        } finally {
            library.removeHandler(handler);
        }
        assertThat(heard).isEmpty();
        server.close();
        assertThatThrownBy(() -> new RawHttp(port)).isInstanceOf(ConnectException.class);
        server = start("127.0.0.1", port);
        assertThat(server.port()).isEqualTo(port);
        assertThat(library.getLevel()).isEqualTo(Level.WARNING);
        assertThat(got("/v1/health")).startsWith("HTTP/1.1 200 ");
    }
}
