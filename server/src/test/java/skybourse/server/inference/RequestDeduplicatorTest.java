package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestDeduplicatorTest {

    private long nanos;
    private final RequestDeduplicator purchases = new RequestDeduplicator(() -> nanos);
    private final List<PendingRequest> bought = new ArrayList<>();

    private PendingRequest purchase() {
        bought.add(new PendingRequest(new ChatRequest("", 0, 0, false, false), true, 0, 100, 10));
        return bought.getLast();
    }

    private PendingRequest keyed(String key, String digest) {
        return purchases.keyed(key, digest, 200, this::purchase);
    }

    private PendingRequest retried(boolean isRetry, String digest) {
        return purchases.retried(isRetry, digest, 200, this::purchase);
    }

    @Test
    void requestsWithTheSameKeyAreBoughtOnce() {
        PendingRequest first = keyed("k", "a");
        assertThat(keyed("k", "a")).isSameAs(first);
        assertThat(first.isObsolete(199))
                .as("the deadline of the second client")
                .isFalse();
        assertThat(keyed("l", "a")).isNotSameAs(first);
        assertThatThrownBy(() -> keyed("k", "b")).isInstanceOfSatisfying(OpenAiError.class, error -> {
            assertThat(error.status()).isEqualTo(422);
            assertThat(error.body().toString()).contains("idempotency_key_reused", "\"param\":\"Idempotency-Key\"");
        });
        assertThat(bought).hasSize(2);
    }

    @Test
    void requestIsBoughtAgainAfterAnError() {
        PendingRequest first = keyed("k", "a");
        first.answer().completeExceptionally(OpenAiError.timeout());
        assertThat(keyed("k", "a")).isNotSameAs(first);
    }

    @Test
    void oldestKeysWithAnAnswerAreForgotten() {
        PendingRequest open = keyed("open", "a");
        PendingRequest first = keyed("0", "a");
        first.answer().complete(FakeExchange.product());
        for (int i = 1; i < 4_095; i++) {
            keyed("" + i, "a").answer().complete(FakeExchange.product());
        }
        assertThat(keyed("0", "a")).as("4,096 keys").isSameAs(first);
        keyed("one more", "a").answer().complete(FakeExchange.product());
        assertThat(keyed("open", "a")).isSameAs(open);
        assertThat(keyed("1", "a")).isSameAs(bought.get(2));
        assertThat(keyed("0", "a")).isNotSameAs(first);
    }

    @Test
    void abandonedPurchaseServesOneRetryOfTheSameBody() {
        PendingRequest first = retried(false, "a");
        purchases.orphan("a", first);
        assertThat(retried(false, "a")).as("no retry").isNotSameAs(first);
        assertThat(retried(true, "b")).as("another body").isNotSameAs(first);
        assertThat(retried(true, "a")).isSameAs(first);
        assertThat(first.isObsolete(199)).as("the deadline of the retry").isFalse();
        assertThat(retried(true, "a")).isNotSameAs(first);
    }

    @Test
    void abandonedPurchaseIsForgottenAfterAMinute() {
        PendingRequest first = retried(false, "a");
        purchases.orphan("a", first);
        purchases.orphan("b", first);
        nanos += 60_000_000_000L;
        assertThat(retried(true, "a")).isSameAs(first);
        nanos++;
        assertThat(retried(true, "b")).isNotSameAs(first);
    }

    @Test
    void failedPurchaseServesNoRetry() {
        PendingRequest first = retried(false, "a");
        purchases.orphan("a", first);
        first.answer().completeExceptionally(OpenAiError.timeout());
        assertThat(retried(true, "a")).isNotSameAs(first);
    }

    @Test
    void oldestAbandonedPurchasesAreForgotten() {
        for (int i = 0; i < 1_025; i++) {
            purchases.orphan("" + i, purchase());
        }
        assertThat(retried(true, "1")).isSameAs(bought.get(1));
        assertThat(retried(true, "0")).isNotSameAs(bought.getFirst());
    }
}
