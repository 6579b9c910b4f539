package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.server.selling.ModelEndpoint.Answer;

/** Pauses are recorded and do not wait. The market's clock is 0. */
class EndpointRetriesTest {

    private static final String REQUEST = "{\"messages\":[]}";
    private static final long LATER = 3_600_000;

    private final List<Long> pauses = new ArrayList<>();
    private final Queue<String> replies = new ConcurrentLinkedQueue<>();
    private FakeExchange exchange;
    private FakeEndpoint endpoint;
    private EndpointRetries retries;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeExchange();
        exchange.version = 1;
        exchange.now = 0;
        endpoint = new FakeEndpoint(FakeEndpoint.MODEL);
        endpoint.reply = body -> replies.isEmpty() ? FakeEndpoint.completion(body) : replies.remove();
        var client = ExchangeClient.once(exchange.base(), "x".repeat(40));
        MarketProduct product = MarketProduct.of(client, "market");
        var seat = new SellerSeat(client, "S1", _ -> {});
        seat.work(0);
        retries = new EndpointRetries(ModelEndpoint.open(endpoint.base(), "", product, ""), seat, pauses::add);
    }

    @AfterEach
    void close() {
        endpoint.close();
        exchange.close();
    }

    private void fail(int times) {
        for (int i = 1; i <= times; i++) {
            replies.add("50" + i);
        }
    }

    @Test
    void requestIsSentAtMostFourTimesWithGrowingPauses() {
        fail(5);
        assertThat(retries.answer(REQUEST, LATER)).isEqualTo(new Answer.Failed("status 504"));
        assertThat(pauses).containsExactly(200L, 400L, 800L);
        assertThat(replies).hasSize(1);
        assertThat(retries.reason()).isEqualTo("status 504");
    }

    @Test
    void endpointFailsAfterFiveFailuresInARow() {
        fail(4);
        retries.answer(REQUEST, LATER);
        assertThat(retries.isFailing()).isFalse();
        fail(1);
        assertThat(retries.answer(REQUEST, LATER)).isInstanceOf(Answer.Completed.class);
        fail(4);
        retries.answer(REQUEST, LATER);
        assertThat(retries.isFailing()).as("a request was completed meanwhile").isFalse();
        retries.addFailure("other");
        assertThat(retries.isFailing()).isTrue();
        assertThat(retries.reason()).isEqualTo("other");
        retries.reset();
        assertThat(retries.isFailing()).isFalse();
    }

    @Test
    void refusalIsNotRepeatedAndDoesNotEndARowOfFailures() {
        fail(4);
        retries.answer(REQUEST, LATER);
        replies.addAll(List.of("400{}", "400{}", "400{}"));
        assertThat(retries.answer(REQUEST, LATER)).isInstanceOf(Answer.Refused.class);
        retries.addFailure("other");
        assertThat(retries.isFailing()).isTrue();
    }

    /** The last two seconds before the due time are for the delivery. */
    @Test
    void requestIsNotSentShortlyBeforeItIsDue() {
        assertThat(retries.answer(REQUEST, 1_990)).isEqualTo(new Answer.Failed("no time"));
        assertThat(retries.isFailing()).isFalse();
        assertThat(retries.answer(REQUEST, 30_000)).isInstanceOf(Answer.Completed.class);
    }
}
