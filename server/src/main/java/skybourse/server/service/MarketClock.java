package skybourse.server.service;

import java.util.function.LongSupplier;

/**
 * The market's clock: milliseconds that go on where the journal ends and pass only while the market runs. It asks the machine how long
 * something took, never what time it is, so no change of the machine's clock moves a deadline.
 */
final class MarketClock {

    private static final long NANOS = 1_000_000;

    private final long start;
    private final LongSupplier nanos;
    private final long startNanos;

    /**
     * Goes on from a time.
     *
     * @param start milliseconds: the last that the journal knows
     * @param nanos tells nanoseconds since whenever, as {@link System#nanoTime} does
     */
    MarketClock(long start, LongSupplier nanos) {
        this.start = start;
        this.nanos = nanos;
        startNanos = nanos.getAsLong();
    }

    /** Returns milliseconds of the market's clock. */
    long now() {
        return start + Math.max(0, nanos.getAsLong() - startNanos) / NANOS;
    }
}
