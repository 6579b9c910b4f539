package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingRequestTest {

    private static final OpenAiError ERROR = OpenAiError.unknown("test");

    private final PendingRequest request =
            new PendingRequest(new ChatRequest("", 0, 0, false, false), true, 3, 100, 10);

    @Test
    void requestEndsAtItsDeadlineWithItsReason() {
        assertThat(request.isEnded(99)).isFalse();
        assertThat(request.reason().status()).isEqualTo(504);
        request.blockedBy(ERROR);
        assertThat(request.isEnded(100)).isTrue();
        assertThat(request.answer().exceptionNow()).isSameAs(ERROR);
        assertThat(request.isObsolete(100)).as("it has ended").isFalse();
        assertThat(request.isEnded(0)).isTrue();
    }

    @Test
    void soldRequestDoesNotEnd() {
        request.setSold(true);
        assertThat(request.isEnded(100)).isFalse();
        request.setSold(false);
        assertThat(request.isEnded(100)).isTrue();
    }

    @Test
    void requestWithoutClientsIsObsolete() {
        assertThat(request.attach(200)).isTrue();
        request.abandon();
        assertThat(request.isObsolete(199)).isFalse();
        request.abandon();
        assertThat(request.isObsolete(0)).isTrue();
    }

    @Test
    void anotherClientMayOnlyExtendTheDeadline() {
        request.attach(200);
        assertThat(request.isObsolete(199)).isFalse();
        request.attach(50);
        assertThat(request.isObsolete(199)).isFalse();
        assertThat(request.isObsolete(200)).isTrue();
        assertThat(request.priority()).isEqualTo(100);
        assertThat(request.arrival()).isEqualTo(3);
        request.answer().complete(FakeExchange.product());
        assertThat(request.attach(300)).as("an answer is shared").isTrue();
    }

    @Test
    void failedRequestIsNotShared() {
        request.fault(ERROR);
        assertThat(request.attach(200)).isTrue();
        request.fault(ERROR);
        assertThat(request.attach(200)).isFalse();
        assertThat(request.answer().exceptionNow()).isSameAs(ERROR);
    }

    @Test
    void fourthPieceWithoutResultIsAFault() {
        assertThat(request.failure()).isEmpty();
        assertThat(request.failure()).isEmpty();
        assertThat(request.failure()).isEmpty();
        assertThat(request.failure()).isEqualTo("not served in time");
        assertThat(request.failure()).isEqualTo("not served in time");
    }

    @Test
    void batchesHaveAtLeastOneRequest() {
        assertThat(request.mostBatch()).isEqualTo(10);
        request.limitBatch(5);
        assertThat(request.mostBatch()).isEqualTo(5);
        request.limitBatch(0);
        assertThat(request.mostBatch()).isEqualTo(1);
    }

    @Test
    void refusedRequestHasEnded() {
        PendingRequest refused = PendingRequest.refused(ERROR);
        assertThat(refused.answer().exceptionNow()).isSameAs(ERROR);
        assertThat(refused.isEnded(-1)).isTrue();
    }
}
