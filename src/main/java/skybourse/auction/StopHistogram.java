package skybourse.auction;

import java.util.Arrays;

/**
 * One side of a {@link ClearingKernel}: how many traders accept at each stop of a fixed grid, and how far its clock has come.
 * Distances count from the side's start clock towards the other's. Mutable, for one thread.
 */
final class StopHistogram {

    /** Below this distance a product with the reciprocal is exact (Granlund and Montgomery, PLDI 1994, for 31 bits). */
    private static final long NARROW = 1L << 31;

    private final boolean falling;
    private final long startTicks;
    private final long stepTicks;
    private final int[] counts;
    private final boolean narrow;
    private final long reciprocal;
    private final int shift;

    private long[] limits = {};
    private int reached = -1; // last whole stop announced; -1 before the first announcement
    private long distanceTicks;
    private int waiting;
    private int queued;

    StopHistogram(boolean falling, long startTicks, long stepTicks, long gapTicks) {
        this.falling = falling;
        this.startTicks = startTicks;
        this.stepTicks = stepTicks;
        counts = new int[(int) Math.ceilDiv(gapTicks, stepTicks) + 2]; // the last is for those whom no stop reaches
        narrow = counts.length * stepTicks < NARROW;
        int bits = 64 - Long.numberOfLeadingZeros(stepTicks - 1);
        shift = 31 + bits;
        reciprocal = narrow ? Math.ceilDiv(1L << shift, stepTicks) : 0;
    }

    /** Counts one market's limits and puts the clock back to its start. */
    void fill(long[] marketLimits) {
        limits = marketLimits;
        Arrays.fill(counts, 0);
        reached = -1;
        distanceTicks = 0;
        queued = 0;
        waiting = limits.length;
        long farthest = (counts.length - 1) * stepTicks;
        if (falling) {
            countFalling(limits, startTicks, farthest);
        } else {
            countRising(limits, startTicks, farthest);
        }
    }

    private void countFalling(long[] values, long start, long farthest) {
        for (long value : values) {
            counts[stop(Math.max(0, Math.min(start - value, farthest)))]++;
        }
    }

    private void countRising(long[] values, long start, long farthest) {
        for (long value : values) {
            counts[stop(Math.max(0, Math.min(value - start, farthest)))]++;
        }
    }

    /** Returns the first stop at least so far away. */
    private int stop(long distance) {
        long rounded = distance + stepTicks - 1;
        return (int) (narrow ? (rounded * reciprocal) >>> shift : rounded / stepTicks);
    }

    /** Moves the clock, at the first announcement by nothing, and returns how many accept. */
    int announce(long gapTicks) {
        int accepting;
        if (reached < 0) {
            accepting = counts[++reached];
        } else if (gapTicks >= stepTicks) {
            distanceTicks += stepTicks;
            accepting = counts[++reached];
        } else {
            accepting = counts[reached + 1] == 0 ? 0 : within(distanceTicks, distanceTicks + gapTicks);
            distanceTicks += gapTicks;
        }
        waiting -= accepting;
        queued += accepting;
        return accepting;
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
        return falling ? startTicks - limit : limit - startTicks;
    }

    /** Returns the stop where the entry at a place in the queue, from 1, accepted. */
    long stopTicks(int place) {
        long distance = Math.min(distanceTicks, wholeStop(place) * stepTicks);
        return falling ? startTicks - distance : startTicks + distance;
    }

    private int wholeStop(int place) {
        int stop = 0;
        for (int before = counts[0]; before < place; before += counts[stop]) {
            stop++;
        }
        return stop;
    }

    /** Marks the first traders of the queue, those at the last stop by their tie keys. */
    void mark(int kept, long[] keys, boolean[] trades) {
        if (kept == 0) {
            Arrays.fill(trades, false);
            return;
        }
        int last = wholeStop(kept);
        long upTo = Math.min(distanceTicks, last * stepTicks);
        long sure = last == 0 ? Long.MIN_VALUE : (last - 1) * stepTicks;
        int[] marginal = new int[counts[last]];
        int found = 0;
        int sureOnes = 0;
        for (int i = 0; i < limits.length; i++) {
            long distance = distance(limits[i]);
            boolean isSure = distance <= sure;
            trades[i] = isSure;
            sureOnes += isSure ? 1 : 0;
            if (!isSure && distance <= upTo) {
                marginal[found++] = i;
            }
        }
        markLowest(marginal, found, kept - sureOnes, keys, trades);
    }

    /** Marks the candidates with the lowest keys, equal keys in the order of the market. */
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
