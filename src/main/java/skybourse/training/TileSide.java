package skybourse.training;

import static skybourse.training.AcceptanceCount.ABSENT;
import static skybourse.training.AcceptanceCount.LANES;
import static skybourse.training.AcceptanceCount.NEVER;

import java.util.Arrays;

/** One side of the auctions of a tile. Mutable. */
final class TileSide {

    private final int[] eagerness;
    private final int[] stops;
    private final int mostTicks;
    private final AcceptanceCount accepting = new AcceptanceCount();
    /** Where the clock stands, in the signs of the side's eagerness. */
    final int[] clock = new int[LANES];

    final int[] waiting = new int[LANES];
    final int[] queued = new int[LANES];
    /** The threshold last announced. */
    private final int[] announced = new int[LANES];

    private final int[] acceptedSum = new int[LANES];

    TileSide(int most) {
        eagerness = new int[most * LANES];
        stops = new int[most * LANES];
        mostTicks = Integer.MAX_VALUE / 4 / most;
        Arrays.fill(eagerness, ABSENT);
        Arrays.fill(announced, NEVER);
        Arrays.fill(accepting.oldThreshold, NEVER);
        Arrays.fill(accepting.newThreshold, NEVER);
    }

    /** Sets the people of one auction: {@code sign * (limit - origin)} each. */
    void begin(int lane, long[] limits, int people, int sign, long origin) {
        for (int at = lane, i = 0; at < eagerness.length; at += LANES, i++) {
            eagerness[at] = i < people ? eager(sign * (limits[i] - origin)) : ABSENT;
            stops[at] = -1;
        }
        waiting[lane] = people;
        queued[lane] = 0;
        announced[lane] = NEVER;
        acceptedSum[lane] = 0;
    }

    private int eager(long ticks) {
        if (Math.abs(ticks) > mostTicks) {
            throw new IllegalArgumentException("limits must be within " + mostTicks + " ticks of the start: " + ticks);
        }
        return (int) ticks;
    }

    boolean announced(int lane) {
        return announced[lane] != NEVER;
    }

    /** Prepares an auction for {@link #count}: announced where the clock stands, or not at all. */
    void prepare(int lane, boolean moves) {
        accepting.oldThreshold[lane] = announced[lane];
        accepting.newThreshold[lane] = moves ? clock[lane] : announced[lane];
    }

    /** Finds who accepts in all prepared auctions. */
    void count(int[] announcement) {
        accepting.run(eagerness, stops, announcement);
    }

    /** Finds who accepts in one prepared auction. */
    void countOne(int[] announcement, int lane) {
        accepting.runOne(eagerness, stops, announcement, lane);
    }

    int accepted(int lane) {
        return accepting.count[lane];
    }

    /** Returns the regret of those who accept. */
    long regret(int lane) {
        return accepting.sum[lane] - (long) accepting.count[lane] * clock[lane];
    }

    /** Moves those who accept from waiting to the queue. */
    void settle(int lane) {
        announced[lane] = clock[lane];
        waiting[lane] -= accepting.count[lane];
        queued[lane] += accepting.count[lane];
        acceptedSum[lane] += accepting.sum[lane];
    }

    /** Returns the sum of the eagerness of the first {@code pairs} of the queue. */
    long firstOfQueue(int lane, int pairs) {
        long sum = acceptedSum[lane];
        int before = Integer.MAX_VALUE;
        int beforeAt = Integer.MAX_VALUE;
        for (int left = queued[lane] - pairs; left > 0; left--) {
            int last = -1;
            int lastAt = -1;
            for (int at = lane; at < stops.length; at += LANES) {
                int stop = stops[at];
                boolean open = stop < before || (stop == before && at < beforeAt);
                if (open && stop >= 0 && stop >= last) {
                    last = stop;
                    lastAt = at;
                }
            }
            sum -= eagerness[lastAt];
            before = last;
            beforeAt = lastAt;
        }
        return sum;
    }
}
