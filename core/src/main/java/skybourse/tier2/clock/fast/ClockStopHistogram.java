package skybourse.tier2.clock.fast;

import java.util.Arrays;

/**
 * One side of a {@link FixedStepKernel}: its clock, and the number of traders that accept at each stop of a fixed grid. Distances are
 * measured from the side's start clock towards the other start clock. Not thread-safe.
 *
 * <p>Example: steps of 4 on a gap of 10, so that the last step may be cut to 2, and limit prices at distances -1, 0, 3, 4, 9 and 30:
 *
 * <pre>
 *   whole stop   0        1        2        3        4
 *   distance     0        4        8        12       beyond every stop
 *   counts       2        2        0        1        1
 *                -1, 0    3, 4              9        30
 *                         ^ reached = 1: those at stops 0 and 1 queue in this order, the others wait
 * </pre>
 *
 * A cut step ends between two whole stops. Of the traders of the next whole stop, only those within the distance of the cut step accept. In
 * the example, the trader at 9 accepts a cut step that ends at 10. The clock does not move afterwards.
 */
final class ClockStopHistogram {

    /** Distances below this one are divided exactly by a product with the reciprocal (Granlund and Montgomery, PLDI 1994, for 31 bits). */
    private static final long NARROW = 1L << 31;

    /** Number of traders in a tile. The stops of a tile are computed in a loop without branches, and then counted or marked. */
    private static final int TILE = 1_024;

    private final long startTicks;
    // For a falling clock, all bits are ones. Then (limit ^ flip) + offset is the distance of a limit from the start.
    private final long flip;
    private final long offset;
    private final long stepTicks;
    private final int[] counts;
    private final boolean narrow;
    private final long reciprocal;
    private final int shift;

    private final int[] stops = new int[TILE];
    private long[] limits = {};
    // Last announced whole stop. It is -1 before the first announcement.
    private int reached = -1;
    private long distanceTicks;
    private int waiting;
    private int queued;
    private int announcedNow;

    ClockStopHistogram(boolean falling, long startTicks, long stepTicks, long gapTicks) {
        this.startTicks = startTicks;
        flip = falling ? -1 : 0;
        offset = falling ? startTicks + 1 : -startTicks;
        this.stepTicks = stepTicks;
        // The last element counts the traders that accept no stop.
        counts = new int[(int) Math.ceilDiv(gapTicks, stepTicks) + 2];
        narrow = counts.length * stepTicks < NARROW;
        int bits = 64 - Long.numberOfLeadingZeros(stepTicks - 1);
        shift = 31 + bits;
        reciprocal = narrow ? Math.ceilDiv(1L << shift, stepTicks) : 0;
    }

    /** Counts the limit prices of one market, and resets the clock to its start. The array is read until the next call. */
    void fill(long[] marketLimits) {
        limits = marketLimits;
        Arrays.fill(counts, 0);
        reached = -1;
        distanceTicks = 0;
        queued = 0;
        waiting = limits.length;
        for (int from = 0; from < limits.length; from += TILE) {
            count(stops, locate(from), counts);
        }
        assert Arrays.stream(counts).sum() == limits.length : "everyone has a stop";
    }

    private static void count(int[] stops, int length, int[] counts) {
        for (int i = 0; i < length; i++) {
            counts[stops[i]]++;
        }
    }

    /** Computes the whole stop of each trader of a tile: the first one at least as far away as the limit price. Returns the number of traders. */
    private int locate(int from) {
        int length = Math.min(TILE, limits.length - from);
        long farthest = (counts.length - 1) * stepTicks;
        if (narrow) {
            locateNarrow(from, length, farthest, stepTicks - 1);
            return length;
        }
        for (int i = 0; i < length; i++) {
            long distance = Math.clamp(distance(limits[from + i]), 0, farthest);
            stops[i] = (int) Math.ceilDiv(distance, stepTicks);
        }
        return length;
    }

    private void locateNarrow(int from, int length, long farthest, long roundUp) {
        for (int i = 0; i < length; i++) {
            long distance = Math.max(0, Math.min((limits[from + i] ^ flip) + offset, farthest));
            stops[i] = (int) (((distance + roundUp) * reciprocal) >>> shift);
        }
    }

    /**
     * Moves the clock by a step and announces it. The first announcement does not move the clock.
     *
     * @param gapTicks distance to the other clock
     * @param mayPass whether this side moves again after an announcement without an acceptance. If so, the call makes all announcements
     *     up to the first acceptance, while a gap is left
     * @return number of traders that accept the last of the {@link #announcedNow} announcements; none accepts the others
     */
    int announce(long gapTicks, boolean mayPass) {
        int accepting;
        if (reached < 0) {
            accepting = counts[++reached];
            announcedNow = 1;
        } else {
            long left = gapTicks;
            int next = reached + 1;
            accepting = counts[next];
            while (mayPass && accepting == 0 && left > stepTicks) {
                left -= stepTicks;
                accepting = counts[++next];
            }
            announcedNow = next - reached;
            reached = next;
            distanceTicks += (announcedNow - 1) * stepTicks;
            if (left >= stepTicks) {
                distanceTicks += stepTicks;
            } else {
                // A cut step ends before the next whole stop.
                reached--;
                accepting = accepting == 0 ? 0 : within(distanceTicks, distanceTicks + left);
                distanceTicks += left;
            }
        }
        waiting -= accepting;
        queued += accepting;
        assert accepting >= 0 && waiting >= 0 && gapTicks >= 0 : "clocks go one way and do not cross";
        return accepting;
    }

    /** Returns the number of announcements that the last call of {@link #announce(long, boolean)} made. */
    int announcedNow() {
        return announcedNow;
    }

    private int within(long above, long upTo) {
        int found = 0;
        for (long limit : limits) {
            long distance = distance(limit);
            found += distance > above && distance <= upTo ? 1 : 0;
        }
        return found;
    }

    private long distance(long limit) {
        return (limit ^ flip) + offset;
    }

    /** Returns the clock price that a queue entry accepted. Entries are numbered from 1. */
    long stopTicks(int place) {
        assert place >= 1 && place <= queued : "only who queues has a stop";
        long distance = Math.min(distanceTicks, wholeStop(place) * stepTicks);
        return flip == 0 ? startTicks + distance : startTicks - distance;
    }

    private int wholeStop(int place) {
        int stop = 0;
        for (int before = counts[0]; before < place; before += counts[stop]) {
            stop++;
        }
        return stop;
    }

    /**
     * Sets {@code trades}: true for the first {@code kept} traders of the queue, false for all others. Traders at the last stop are ordered
     * by tie key.
     */
    void mark(int kept, long[] keys, boolean[] trades) {
        if (kept == 0) {
            Arrays.fill(trades, false);
            return;
        }
        int last = wholeStop(kept);
        long upTo = Math.min(distanceTicks, last * stepTicks);
        int[] marginal = new int[counts[last]];
        int found = 0;
        for (int from = 0; from < limits.length; from += TILE) {
            int length = locate(from);
            markBefore(last, length, from, trades);
            for (int i = 0; i < length; i++) {
                if (stops[i] == last && distance(limits[from + i]) <= upTo) {
                    marginal[found++] = from + i;
                }
            }
        }
        int before = 0;
        for (int stop = 0; stop < last; stop++) {
            before += counts[stop];
        }
        markLowest(marginal, found, kept - before, keys, trades);
    }

    private void markBefore(int stop, int length, int from, boolean[] trades) {
        for (int i = 0; i < length; i++) {
            trades[from + i] = stops[i] < stop;
        }
    }

    /** Marks the {@code kept} candidates with the lowest keys; equal keys are ordered by index. */
    private static void markLowest(int[] candidates, int count, int kept, long[] keys, boolean[] trades) {
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = keys[candidates[i]];
        }
        Arrays.sort(sorted);
        long highest = sorted[kept - 1];
        int equals = kept;
        for (int i = 0; i < count && sorted[i] < highest; i++) {
            equals--;
        }
        for (int i = 0; i < count; i++) {
            long key = keys[candidates[i]];
            trades[candidates[i]] = key < highest || (key == highest && equals-- > 0);
        }
    }

    boolean announced() {
        return reached >= 0;
    }

    long distanceTicks() {
        return distanceTicks;
    }

    int waiting() {
        return waiting;
    }

    int queued() {
        return queued;
    }
}
