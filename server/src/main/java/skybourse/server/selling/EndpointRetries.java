package skybourse.server.selling;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import skybourse.server.selling.ModelEndpoint.Answer;

/** Sends a request to an endpoint until it is answered or due. Counts failures. Thread safe. */
final class EndpointRetries {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long MOST_PAUSE_MILLIS = 2_000;

    /** Failures in a row after which the endpoint is failing. */
    private static final int MOST_FAILURES = 5;

    /** Attempts per request. A request that always fails must not delay the piece until it is due. */
    private static final int MOST_ATTEMPTS = 4;

    /** Time before the due time in which the answers are delivered, ns. */
    private static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ModelEndpoint endpoint;
    private final SellerSeat seat;
    private final AtomicInteger failures = new AtomicInteger();

    EndpointRetries(ModelEndpoint endpoint, SellerSeat seat) {
        this.endpoint = endpoint;
        this.seat = seat;
    }

    /** Returns whether the last attempts failed, without a completed request between them. */
    boolean isFailing() {
        return failures.get() >= MOST_FAILURES;
    }

    void addFailure() {
        failures.incrementAndGet();
    }

    void reset() {
        failures.set(0);
    }

    /**
     * Returns the answer to a request; a failure if there is none after {@value #MOST_ATTEMPTS} attempts, or shortly before its due time of the market's clock,
     * ms.
     */
    Answer answer(String line, long due) {
        Answer answer = new Answer.Failed("no time");
        long pause = FIRST_PAUSE_MILLIS;
        long remaining = seat.remainingNanos(due) - DELIVERY_NANOS;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS && answer instanceof Answer.Failed && remaining > 0; attempt++) {
            answer = endpoint.answer(line, Duration.ofNanos(remaining));
            remaining = seat.remainingNanos(due) - DELIVERY_NANOS;
            if (answer instanceof Answer.Failed) {
                addFailure();
                sleep(Math.clamp(TimeUnit.NANOSECONDS.toMillis(remaining), 0, pause));
                pause = Math.min(2 * pause, MOST_PAUSE_MILLIS);
                remaining = seat.remainingNanos(due) - DELIVERY_NANOS;
            } else if (answer instanceof Answer.Completed) {
                reset();
            }
        }
        return answer;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
