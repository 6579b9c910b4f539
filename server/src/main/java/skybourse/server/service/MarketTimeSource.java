package skybourse.server.service;

import java.util.function.LongSupplier;

/**
 * Clock of a market, in milliseconds. It continues from the time of the last journal entry and advances only while the market runs. It measures elapsed time,
 * so that a change of the system time does not change deadlines.
 */
final class MarketTimeSource {

    private static final long NANOS = 1_000_000;

    private final long start;
    private final LongSupplier nanos;
    private final long startNanos;

    /**
     * Starts the clock.
     *
     * @param start time of the last entry, milliseconds
     * @param nanos source of elapsed nanoseconds, such as {@link System#nanoTime}
     */
    MarketTimeSource(long start, LongSupplier nanos) {
        this.start = start;
        this.nanos = nanos;
        startNanos = nanos.getAsLong();
    }

    /** Returns the present time of the market's clock, milliseconds. */
    long now() {
        return start + Math.max(0, nanos.getAsLong() - startNanos) / NANOS;
    }
}
