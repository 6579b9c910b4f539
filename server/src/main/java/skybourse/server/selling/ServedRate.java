package skybourse.server.selling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Volume per second that an endpoint served in the last {@value #WINDOW_SECONDS} s. */
final class ServedRate {

    static final int WINDOW_SECONDS = 180;

    /** Number of requests below which there is no estimate. */
    static final int LEAST_REQUESTS = 20;

    private static final double LEAST_SECONDS = 30;

    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(double at, double seconds, long reserved, long used) {}

    /**
     * Adds a request that ended.
     *
     * @param at time of its end, s
     * @param seconds its duration with all attempts, s
     * @param reserved its reserved volume; 0 without an answer
     * @param used its used volume; 0 without an answer
     */
    void add(double at, double seconds, long reserved, long used) {
        entries.add(new Entry(at, seconds, reserved, used));
        while (entries.getFirst().at < at - WINDOW_SECONDS) {
            entries.removeFirst();
        }
    }

    void clear() {
        entries.clear();
    }

    /** Returns the reserved volume per second that the endpoint serves if {@code concurrency} requests are always in progress; empty after few requests. */
    OptionalDouble sustained(int concurrency) {
        double seconds = entries.stream().mapToDouble(Entry::seconds).sum();
        return entries.size() < LEAST_REQUESTS || seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(concurrency
                        * entries.stream().mapToLong(Entry::reserved).sum()
                        / seconds);
    }

    /** Returns the used volume per second since the first request of the window. Idle time counts, so it is at most what the endpoint can do. */
    double shown() {
        if (entries.isEmpty()) {
            return 0;
        }
        double start =
                entries.stream().mapToDouble(any -> any.at - any.seconds).min().orElseThrow();
        return entries.stream().mapToLong(Entry::used).sum() / Math.max(LEAST_SECONDS, entries.getLast().at - start);
    }
}
