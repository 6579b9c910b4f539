package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that wait until the exchange is up, and are then bought. A lot costs at most 10 units, and each bill is 6 units. */
@Timeout(60)
class BatchBuyerTest {

    private static final long LATER = 300_000;

    private FakeExchange exchange;
    private BatchBuyer buyer;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeExchange();
    }

    @AfterEach
    void close() throws IOException {
        buyer.close();
        exchange.close();
    }

    private void start(long spendLimit) {
        exchange.set(() -> exchange.isDown = true);
        var market = new MarketClient(List.of(exchange.base()), FakeExchange.BUYER, FakeExchange.SECRET);
        var body = FakeExchange.JSON.createObjectNode().put("feeShare", .05);
        body.set("product", FakeExchange.product());
        buyer = new BatchBuyer(market, body, new BatchBuyer.Settings(0, 10, spendLimit));
    }

    /** Adds a request that needs a lot of its own. */
    private PendingRequest add(String text, long timeoutMillis) {
        String body = GatewayClient.chat(text + "x".repeat(700));
        var chat = ChatRequest.read(body.getBytes(StandardCharsets.UTF_8), buyer.product());
        return buyer.add(chat, timeoutMillis, true);
    }

    private void up() {
        exchange.set(() -> exchange.isDown = false);
    }

    private static String result(PendingRequest request) {
        try {
            return request.answer().join().path("object").stringValue();
        } catch (CompletionException failed) {
            var error = (OpenAiError) failed.getCause();
            return error.status() + " "
                    + error.body().path("error").path("code").stringValue();
        }
    }

    /** The first batch has at most 64 KiB, the next one twice as much. */
    @Test
    void batchesGrowWhileTheyAreSoldCompletely() {
        start(Long.MAX_VALUE);
        List<PendingRequest> all = IntStream.range(0, 200)
                .mapToObj(i -> add("1" + (100 + i), LATER))
                .toList();
        int most = (64 << 10) / (all.getFirst().chat().bytes() + 1);
        up();
        assertThat(all).extracting(BatchBuyerTest::result).containsOnly("chat.completion");
        assertThat(exchange.sizes).containsExactly(most, 200 - most);
    }

    /** Three lots cost up to 30 units, and after two, less than a lot is left. */
    @Test
    void requestsWithTheEarliestDeadlineAreBoughtUpToTheSpendingLimit() {
        start(21);
        PendingRequest late = add("a", LATER + 2_000);
        PendingRequest first = add("b", LATER);
        PendingRequest second = add("c", LATER + 1_000);
        up();
        assertThat(result(first)).isEqualTo("chat.completion");
        assertThat(result(second)).isEqualTo("chat.completion");
        assertThat(result(late)).isEqualTo("402 spend_limit");
        assertThat(exchange.sizes).containsExactly(2);
    }

    @Test
    void billsCountForTheSpendingLimit() {
        start(22);
        PendingRequest first = add("a", LATER);
        PendingRequest second = add("b", LATER + 1_000);
        PendingRequest third = add("c", LATER + 2_000);
        up();
        assertThat(List.of(first, second, third))
                .extracting(BatchBuyerTest::result)
                .as("two bills leave 10 of 22 units")
                .containsOnly("chat.completion");
        assertThat(exchange.sizes).containsExactly(2, 1);
    }

    /** The free money suffices for one lot at a time. */
    @Test
    void batchesCostAtMostTheFreeMoney() {
        start(Long.MAX_VALUE);
        exchange.set(() -> exchange.freeUnits = FakeExchange.CAP);
        List<PendingRequest> all =
                IntStream.range(0, 3).mapToObj(i -> add("" + i, LATER)).toList();
        up();
        assertThat(all).extracting(BatchBuyerTest::result).containsOnly("chat.completion");
        assertThat(exchange.sizes).startsWith(1).allMatch(size -> size == 1);
    }
}
