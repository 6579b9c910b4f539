package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.server.service.HttpReply;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import tools.jackson.databind.JsonNode;

/** Streams of server-sent events: contents, resumption, slow readers, limits and end. */
class EventFeedTest {

    /** Store that counts reads of entries, and delays them after one cursor until a latch is released. */
    private static final class CountingStore extends MemoryStore {
        private final Queue<Long> reads = new ConcurrentLinkedQueue<>();
        private final CountDownLatch mayRead = new CountDownLatch(1);
        private volatile long delayed = -1;

        @Override
        public List<Journal.Entry> entries(long after, int most) {
            reads.add(after);
            if (after == delayed) {
                awaitQuietly(mayRead);
            }
            return super.entries(after, most);
        }
    }

    private final CountingStore store = new CountingStore();
    private final HttpClient client = HttpClient.newHttpClient();
    private RunningMarket market;
    private long version = 1;

    @BeforeEach
    void open() throws IOException {
        market = new RunningMarket(RunningMarket.RULES, store, 0).joined();
    }

    @AfterEach
    void close() {
        market.close();
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(market.base + "/v1/events" + query))
                .header("Accept", "text/event-stream");
    }

    /** Returns the lines of a stream, which wait for the next line. */
    private BufferedReader lines(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> got = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(got.headers().firstValue("Cache-Control")).contains("no-store");
        return new BufferedReader(new InputStreamReader(got.body(), StandardCharsets.UTF_8));
    }

    /** Changes the terms of the first buyer, which is a public event. */
    private void change(int times) {
        String buyer = market.buyer().id();
        for (int i = 0; i < times; i++) {
            try {
                assertThat(market.client(buyer)
                                .put("agents/" + buyer, Map.of("version", ++version))
                                .status())
                        .isEqualTo(200);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> data(BufferedReader lines, int count) throws IOException {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            String line = lines.readLine();
            if (line.startsWith("data: ")) {
                data.add(line.substring("data: ".length()));
            }
        }
        return data;
    }

    private static Request asked(String lastEventId, String after) {
        return new Request(
                "GET",
                List.of("events"),
                Map.of("after", after),
                "",
                "",
                "192.0.2.1",
                _ -> new byte[0],
                Optional.of(lastEventId));
    }

    @Test
    void streamHasTheBytesOfTheList() throws Exception {
        market.putTask("t1");
        market.sell();
        String list = new String(market.operator.get("events?limit=1000").body(), StandardCharsets.UTF_8);
        List<JsonNode> events = market.operator
                .get("events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .toList();
        try (BufferedReader lines = lines(request(""))) {
            assertThat(lines.readLine()).isEqualTo("retry: 1000");
            List<String> data = data(lines, events.size());
            assertThat(list).startsWith("{\"events\":[" + String.join(",", data) + "],\"after\":");
            change(1);
            assertThat(data(lines, 1).getFirst()).contains("\"type\":\"agent-put\"");
        }
    }

    @Test
    void resumesAfterTheLastIdOrTheParameter() throws Exception {
        List<Long> seqs = market.operator
                .get("events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .map(event -> event.path("seq").longValue())
                .toList();
        long after = seqs.get(seqs.size() - 3);
        for (HttpRequest.Builder request : List.of(
                request("?after=" + after),
                request("?after=0").header("Last-Event-ID", Long.toString(after)),
                request("").header("Last-Event-ID", Long.toString(after)))) {
            try (BufferedReader lines = lines(request)) {
                assertThat(lines.readLine()).isEqualTo("retry: 1000");
                assertThat(lines.readLine()).isEmpty();
                assertThat(lines.readLine()).isEqualTo("id: " + seqs.get(seqs.size() - 2));
                assertThat(lines.readLine()).contains("\"seq\":" + seqs.get(seqs.size() - 2));
            }
        }
        HttpRequest wrong = request("").header("Last-Event-ID", "x").build();
        HttpResponse<String> refused = client.send(wrong, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Last-Event-ID must be a whole number");
    }

    /** A reader that falls behind gets its cursor, and finds the missing events in the list. */
    @Test
    void slowReaderGetsGap() throws Exception {
        var feed = new EventFeed(market.market, new EventFeed.Limits(5, 60_000));
        var mayRead = new CountDownLatch(1);
        var text = new ByteArrayOutputStream();
        long start = market.market.seq();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                text.write(b);
            }

            @Override
            public void flush() {
                if (text.toString(StandardCharsets.UTF_8).contains("data: ")) {
                    awaitQuietly(mayRead);
                }
            }
        };
        CompletableFuture<Void> ended = run(feed.answer(asked("", Long.toString(start))), slow);
        change(1);
        while (!text.toString(StandardCharsets.UTF_8).contains("data: ")) {
            Thread.onSpinWait();
        }
        change(6);
        mayRead.countDown();
        ended.get(20, TimeUnit.SECONDS);
        assertThat(text.toString(StandardCharsets.UTF_8))
                .endsWith("event: gap\ndata: {\"after\":" + (start + 1) + "}\n\n");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Void> run(HttpReply reply, OutputStream out) {
        var ended = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                reply.stream().orElseThrow().write(out);
                ended.complete(null);
            } catch (IOException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    @Test
    void quietStreamHasLinesAndEndsWithTheMarket() throws Exception {
        var feed = new EventFeed(market.market, new EventFeed.Limits(5, 20));
        var text = new ByteArrayOutputStream();
        long seq = market.market.seq();
        CompletableFuture<Void> ended = run(feed.answer(asked(Long.toString(seq), "0")), text);
        while (text.toString(StandardCharsets.UTF_8).split(": no event\nid: " + seq + "\n\n", -1).length < 3) {
            Thread.onSpinWait();
        }
        assertThat(text.toString(StandardCharsets.UTF_8)).doesNotContain("data");
        market.market.close();
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    void httpStreamEndsWithTheMarket() throws Exception {
        try (BufferedReader lines = lines(request("?after=" + market.market.seq()))) {
            lines.readLine();
            market.market.close();
            assertThat(lines.lines().toList()).containsExactly("");
        }
    }

    @Test
    void standardLimits() {
        assertThat(EventFeed.Limits.STANDARD).isEqualTo(new EventFeed.Limits(10_000, 15_000));
    }

    /** A restored backup has fewer entries than the client has seen. */
    @Test
    void cursorBeyondTheLastEntryGetsGap() throws Exception {
        long seq = market.market.seq();
        for (String lastEventId : List.of(Long.toString(seq + 1), Long.toString(Long.MAX_VALUE))) {
            try (BufferedReader lines = lines(request("").header("Last-Event-ID", lastEventId))) {
                assertThat(lines.lines().toList())
                        .containsExactly("retry: 1000", "", "event: gap", "data: {\"after\":" + seq + "}", "");
            }
        }
    }

    @Test
    void gapBeginsBehindTheLimit() throws Exception {
        change(6);
        long seq = market.market.seq();
        var feed = new EventFeed(market.market, new EventFeed.Limits(5, 60_000));
        var behind = new ByteArrayOutputStream();
        run(feed.answer(asked("", Long.toString(seq - 6))), behind).get(20, TimeUnit.SECONDS);
        assertThat(behind.toString(StandardCharsets.UTF_8)).contains("event: gap");
        var within = new ByteArrayOutputStream();
        CompletableFuture<Void> ended = run(feed.answer(asked("", Long.toString(seq - 5))), within);
        while (!within.toString(StandardCharsets.UTF_8).contains("id: " + seq)) {
            Thread.onSpinWait();
        }
        market.market.close();
        ended.get(20, TimeUnit.SECONDS);
        assertThat(within.toString(StandardCharsets.UTF_8)).doesNotContain("gap");
    }

    /** A line without an event follows each pause, and not more often. */
    @Test
    void quietStreamHasOneLinePerPause() throws Exception {
        var feed = new EventFeed(market.market, new EventFeed.Limits(5, 50));
        var text = new ByteArrayOutputStream();
        var pauses = new CompletableFuture<Void>().completeOnTimeout(null, 300, TimeUnit.MILLISECONDS);
        run(feed.answer(asked(Long.toString(market.market.seq()), "0")), text);
        while (text.toString(StandardCharsets.UTF_8).split(": no event", -1).length < 20) {
            Thread.onSpinWait();
        }
        assertThat(pauses).as("19 pauses take 950 ms").isDone();
    }

    /** A stream that breaks within an entry resumes before this entry. */
    @Test
    void onlyTheLastEventOfAnEntryHasAnId() {
        var text = new StringBuilder();
        List<MarketEvent> events = List.of(
                new MarketEvent.PiecePaid("r1.0", Piece.Cause.SILENCE),
                new MarketEvent.PiecePaid("r1.1", Piece.Cause.SILENCE));
        assertThat(EventFeed.append(text, new Journal.Entry(7, 1, "market", "", events)))
                .isEqualTo(2);
        assertThat(text.toString().split("\n\n")).hasSize(2).satisfies(shown -> {
            assertThat(shown[0]).startsWith("data: ").contains("r1.0");
            assertThat(shown[1]).startsWith("id: 7\ndata: ").contains("r1.1");
        });
    }

    @Test
    void streamsWithOneCursorShareARead() throws Exception {
        var feed = new EventFeed(market.market, EventFeed.Limits.STANDARD);
        long seq = market.market.seq();
        store.reads.clear();
        store.delayed = 0;
        List<CompletableFuture<Void>> streams = new ArrayList<>();
        List<ByteArrayOutputStream> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            texts.add(new ByteArrayOutputStream());
            streams.add(run(feed.answer(asked("", "0")), texts.getLast()));
        }
        while (store.reads.isEmpty()) {
            Thread.onSpinWait();
        }
        var other = new ByteArrayOutputStream(); // is not delayed by the read of the others
        streams.add(run(feed.answer(asked("", "1")), other));
        while (!other.toString(StandardCharsets.UTF_8).contains("id: " + seq)) {
            Thread.onSpinWait();
        }
        store.mayRead.countDown();
        for (ByteArrayOutputStream text : texts) {
            while (!text.toString(StandardCharsets.UTF_8).contains("id: " + seq)) {
                Thread.onSpinWait();
            }
        }
        assertThat(store.reads.stream().filter(after -> after == 0))
                .as("reads for three streams; the other cursor may come between them once")
                .hasSizeBetween(1, 2);
        market.market.close();
        for (CompletableFuture<Void> stream : streams) {
            stream.get(20, TimeUnit.SECONDS);
        }
    }

    /** A vanished client is detected by the next writes. */
    @Test
    void vanishedClientsLeaveNothing() throws Exception {
        assertThat(market.market.tally().text(market.market)).contains("waiting_requests 0\n");
        for (int i = 0; i < 200; i++) {
            try (var socket = new Socket("127.0.0.1", market.server.port())) {
                socket.getOutputStream()
                        .write("GET /v1/events?after=0 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            }
        }
        while (!market.market.tally().text(market.market).contains("waiting_requests 0\n")) {
            change(1);
        }
    }
}
