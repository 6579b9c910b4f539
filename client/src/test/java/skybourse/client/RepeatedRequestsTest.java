package skybourse.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.client.FakeExchange.Received;

/** Requests to two addresses of an exchange, with a clock that only pauses advance. Java's HTTP client itself repeats a GET request after a reset. */
class RepeatedRequestsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String SECRET = "s".repeat(40);

    private FakeExchange first;
    private FakeExchange second;
    private final List<Long> pauses = new ArrayList<>();
    private long nanos;

    @BeforeEach
    void open() throws IOException {
        first = new FakeExchange();
        second = new FakeExchange();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private ExchangeClient client(ClientSettings settings) {
        return new ExchangeClient(settings, new RepeatedRequests(settings, () -> nanos, this::pause));
    }

    private void pause(long rest) {
        pauses.add(rest);
        nanos += rest;
    }

    private ClientSettings both() {
        return ClientSettings.of(List.of(first.address, second.address), "WA1", SECRET);
    }

    private ClientSettings one() {
        return both().withAddresses(List.of(first.address));
    }

    /** Returns an address at which no program listens. */
    private static URI closedAddress() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void nextAddressIsUsedAndRemembered() throws IOException {
        ExchangeClient client = client(both().withAddresses(List.of(closedAddress(), second.address)));
        assertThat(client.get("market").status()).isEqualTo(200);
        client.get("market");
        assertThat(second.requests()).containsExactly("GET /v1/market", "GET /v1/market");
        assertThat(pauses).as("the other address is tried at once").isEmpty();
        ExchangeClient other = client(both());
        first.script.add(FakeExchange.status(503, "{}"));
        other.get("market");
        other.get("market");
        assertThat(first.requests()).as("the address that worked is remembered").hasSize(1);
        second.script.add(FakeExchange.reset());
        other.put("agents/WA1", Map.of("version", 1));
        assertThat(first.requests()).hasSize(2);
    }

    @Test
    void sameBytesAreSentUntilThereIsAReply() throws IOException {
        ClientSettings settings = one().withTimeout(Duration.ofMillis(300));
        first.script.addAll(List.of(
                FakeExchange.status(503, "{}"),
                FakeExchange.reset(),
                first.silence(),
                first.half(),
                FakeExchange.status(500, ""),
                FakeExchange.status(429, "{}"),
                FakeExchange.status(200, "{\"seq\":7}")));
        Reply reply = client(settings).put("agents/WA1/tasks/a%20b", Map.of("work", 3e9, "inputBits", 1));
        assertThat(reply.json().path("seq").intValue()).isEqualTo(7);
        assertThat(first.received).hasSize(7).containsOnly(first.received.getFirst());
        assertThat(first.received.getFirst())
                .isEqualTo(new Received(
                        "PUT /v1/agents/WA1/tasks/a%20b",
                        "application/json", "Bearer " + SECRET, "{\"inputBits\":1,\"work\":3.0E9}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 409, 422, 428, 430, 499})
    void otherStatusesAreFinal(int status) throws IOException {
        first.script.add(FakeExchange.status(status, "{}"));
        assertThat(client(both()).put("agents/WA1", Map.of("version", 1)).status())
                .isEqualTo(status);
        assertThat(first.requests()).hasSize(1);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void deadlineEndsWithTheFailureOfEachAddress() throws IOException {
        URI closed = closedAddress();
        IntStream.range(0, 100).forEach(_ -> second.script.add(FakeExchange.status(503, "{}")));
        ClientSettings settings =
                both().withAddresses(List.of(closed, second.address)).withDeadline(Duration.ofSeconds(30));
        assertThatThrownBy(() -> client(settings).put("agents/WA1", Map.of("version", 1)))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("no final reply within 30.0 s: " + closed + ": ConnectException; " + second.address
                        + ": status 503");
        assertThat(pauses).hasSizeBetween(8, 20);
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isBetween(20 * SECOND, 30 * SECOND);
        for (int i = 0; i < pauses.size(); i++) {
            long longest = Math.min(5 * SECOND, SECOND / 5 << i);
            assertThat(pauses.get(i)).isBetween(longest / 2, longest);
        }
        assertThat(second.requests()).hasSize(pauses.size() + 1);
    }

    @Test
    void attemptEndsAtTheDeadline() {
        first.script.add(first.silence());
        ClientSettings settings = one().withTimeout(Duration.ofHours(1)).withDeadline(Duration.ofMillis(200));
        assertThatThrownBy(() -> new ExchangeClient(settings).get("market"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith(": HttpTimeoutException");
        assertThat(first.requests()).hasSize(1);
    }

    @Test
    void pausesDifferBetweenAgentsAndAreReproducible() {
        IntStream.range(0, 100).forEach(_ -> first.script.add(FakeExchange.reset()));
        List<List<Long>> all = new ArrayList<>();
        for (String agent : List.of("WA1", "WA2", "WA1")) {
            pauses.clear();
            ClientSettings settings = one().withAgent(agent).withDeadline(Duration.ofSeconds(4));
            assertThatThrownBy(() -> client(settings).get("market")).isInstanceOf(UnavailableException.class);
            all.add(List.copyOf(pauses));
        }
        assertThat(all.get(0)).hasSizeGreaterThan(2).isEqualTo(all.get(2));
        assertThat(all.get(0)).doesNotContainAnyElementsOf(all.get(1));
    }

    @Test
    void retryAfterIsAddedToThePause() throws IOException {
        first.script.add(FakeExchange.status(429, "{}", "Retry-After", "7"));
        second.script.add(FakeExchange.status(503, "{}", "Retry-After", "3"));
        client(both()).get("market");
        assertThat(pauses).hasSize(1).allMatch(rest -> rest > 7 * SECOND && rest <= 7 * SECOND + SECOND / 5);
        pauses.clear();
        first.script.add(FakeExchange.status(429, "{}", "Retry-After", "soon"));
        second.script.add(FakeExchange.reset());
        client(both()).put("agents/WA1", Map.of("version", 1));
        assertThat(pauses).hasSize(1).allMatch(rest -> rest <= SECOND / 5);
        first.script.add(FakeExchange.status(429, "{}", "Retry-After", "61"));
        assertThatThrownBy(() -> client(one()).get("market"))
                .as("later than the deadline")
                .isInstanceOf(UnavailableException.class);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void waitExtendsTimeoutAndDeadline() throws IOException {
        FakeExchange.Answer late = exchange -> {
            Thread.sleep(400);
            FakeExchange.status(200, "{}").to(exchange);
        };
        first.script.addAll(List.of(late, late));
        ClientSettings settings = one().withTimeout(Duration.ofMillis(200)).withDeadline(Duration.ofMillis(200));
        assertThat(new ExchangeClient(settings).get("events?wait=9&after=3").status())
                .isEqualTo(200);
        assertThatThrownBy(() -> new ExchangeClient(settings).get("events?await=9"))
                .as("control")
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void withoutADeadlineEachAddressIsTriedOnce() throws IOException {
        ClientSettings settings = both().withDeadline(Duration.ZERO);
        first.script.add(FakeExchange.status(503, "{}"));
        second.script.add(FakeExchange.status(429, "{\"a\":1}"));
        Reply busy = client(settings).get("market");
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.json().path("a").intValue()).isEqualTo(1);
        first.script.add(FakeExchange.status(500, "{}"));
        second.script.add(FakeExchange.reset());
        assertThatThrownBy(() -> client(settings).put("agents/WA1", Map.of("version", 1)))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("no final reply: " + first.address + ": status 500; " + second.address
                        + ": HTTP/1.1 header parser received no bytes");
        assertThat(pauses).isEmpty();
        assertThat(first.requests()).hasSize(2);
        assertThat(second.requests()).hasSize(2);
    }

    @Test
    void interruptedThreadStaysInterrupted() throws IOException {
        first.script.add(first.silence());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client(both()).get("market?wait=9")).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.requests()).isEmpty();
        assertThat(client(both().withAddresses(List.of(second.address)))
                        .get("market")
                        .status())
                .isEqualTo(200);
    }
}
