package skybourse.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many commands each asker may bring: so many a second, and twice as many at once after a pause. */
public final class Quota {

    /** How many askers are remembered: those that were forgotten begin anew. */
    private static final int MOST_ASKERS = 20_000;

    private final double perSecond;
    private final double most;
    private final Map<String, Left> left = new LinkedHashMap<>();

    private record Left(double commands, long at) {}

    public Quota(double perSecond) {
        this(perSecond, 2 * perSecond);
    }

    /** Sets how many an asker may bring per second, and at once after a pause. */
    public Quota(double perSecond, double most) {
        this.perSecond = perSecond;
        this.most = most;
    }

    /** Takes one command of an asker's; false where it has none left. */
    public synchronized boolean takes(String asker, long nowMillis) {
        Left before = left.remove(asker);
        double has = before == null
                ? most
                : Math.min(most, before.commands + perSecond * Math.max(0, nowMillis - before.at) / 1_000);
        if (left.size() >= MOST_ASKERS) {
            left.remove(left.keySet().iterator().next());
        }
        left.put(asker, new Left(has >= 1 ? has - 1 : has, nowMillis));
        return has >= 1;
    }
}
