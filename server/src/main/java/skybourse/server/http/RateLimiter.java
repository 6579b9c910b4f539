package skybourse.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rate limiter. Each client has a token bucket with a rate in commands per second and a largest burst. Thread safe. */
public final class RateLimiter {

    /**
     * Largest number of clients with a stored bucket. If there are more, the least recent bucket is removed. A client without a stored bucket has a full one.
     */
    private static final int MOST_ASKERS = 20_000;

    private final double perSecond;
    private final double most;
    private final Map<String, TokenBucket> left = new LinkedHashMap<>();

    private record TokenBucket(double commands, long at) {}

    /** Creates a limiter whose largest burst is twice the number of commands allowed per second. */
    public RateLimiter(double perSecond) {
        this(perSecond, 2 * perSecond);
    }

    /**
     * Creates a limiter.
     *
     * @param perSecond rate of commands per client, 1/s
     * @param most largest burst after a pause, commands
     */
    public RateLimiter(double perSecond, double most) {
        this.perSecond = perSecond;
        this.most = most;
    }

    /** Takes one command from a client's bucket. Returns false if less than one command is left. */
    public synchronized boolean takes(String asker, long nowMillis) {
        TokenBucket before = left.remove(asker);
        double has = before == null
                ? most
                : Math.min(most, before.commands + perSecond * Math.max(0, nowMillis - before.at) / 1_000);
        if (left.size() >= MOST_ASKERS) {
            left.remove(left.keySet().iterator().next());
        }
        left.put(asker, new TokenBucket(has >= 1 ? has - 1 : has, nowMillis));
        return has >= 1;
    }
}
