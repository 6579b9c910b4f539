package skybourse.server.selling;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import skybourse.server.selling.ModelEndpoint.Answer;

/** Sends a request to an endpoint until it is answered or due. Counts failures. Thread safe. */
final class EndpointRetries {

    private static final long FIRST_PAUSE_MILLIS = 200;

    /** Failures in a row after which the endpoint is failing. */
    private static final int MOST_FAILURES = 5;

    /** Attempts per request. A request that always fails must not delay the piece until it is due. */
    private static final int MOST_ATTEMPTS = 4;

    /** Time before the due time in which the answers are delivered, ns. */
    private static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ModelEndpoint endpoint;
    private final SellerSeat seat;
    private final Sleeper sleeper;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile String reason = "";

    EndpointRetries(ModelEndpoint endpoint, SellerSeat seat, Sleeper sleeper) {
        this.endpoint = endpoint;
        this.seat = seat;
        this.sleeper = sleeper;
    }

    /** Returns whether the last attempts failed, without a completed request between them. */
    boolean isFailing() {
        return failures.get() >= MOST_FAILURES;
    }

    /** Returns the reason of the last failure; empty before. */
    String reason() {
        return reason;
    }

    void addFailure(String why) {
        reason = why;
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
        for (int attempt = 1; attempt <= MOST_ATTEMPTS && answer instanceof Answer.Failed; attempt++) {
            if (attempt > 1) {
                sleep(Math.clamp(TimeUnit.NANOSECONDS.toMillis(remainingNanos(due)), 0, pause));
                pause *= 2;
            }
            long remaining = remainingNanos(due);
            if (remaining <= 0) {
                return answer;
            }
            answer = endpoint.answer(line, Duration.ofNanos(remaining));
            if (answer instanceof Answer.Failed failed) {
                addFailure(failed.reason());
            } else if (answer instanceof Answer.Completed) {
                reset();
            }
        }
        return answer;
    }

    private long remainingNanos(long due) {
        return seat.remainingNanos(due) - DELIVERY_NANOS;
    }

    private void sleep(long millis) {
        try {
            sleeper.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
