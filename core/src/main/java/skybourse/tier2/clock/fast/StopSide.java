package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;

/**
 * One side of a unit-demand market as counts by stop, with one trader moved from its stop to another: every question about
 * the moved market is answered from the counts of the market as it is, in O(1) or O(log stops). Mutable, for one thread.
 *
 * <p>A <em>level</em> {@code i} is the whole stop {@code 2 i} together with the cut stop {@code 2 i - 1} before it.
 */
public final class StopSide {

    private final StopGrid grid;
    private final int[] stopOfTrader;
    private final int[] upTo; // traders whose stop is at most this one
    private final int[] levelsUpTo; // levels with a trader, up to this one
    private int from;
    private int to;
    private boolean emptied;
    private boolean filled;

    /** Counts one market's limits. */
    public StopSide(StopGrid grid, long[] limitTicks) {
        this.grid = grid;
        int stops = grid.never();
        stopOfTrader = new int[limitTicks.length];
        upTo = new int[stops + 1];
        for (int i = 0; i < limitTicks.length; i++) {
            stopOfTrader[i] = grid.stopOf(limitTicks[i]);
            upTo[stopOfTrader[i]]++;
        }
        for (int stop = 1; stop <= stops; stop++) {
            upTo[stop] += upTo[stop - 1];
        }
        levelsUpTo = new int[grid.wholeSteps() + 1];
        for (int level = 0; level < levelsUpTo.length; level++) {
            levelsUpTo[level] = (level == 0 ? 0 : levelsUpTo[level - 1]) + (countAtLevel(level) > 0 ? 1 : 0);
        }
        reset();
        assert upTo[stops] == limitTicks.length : "everyone has a stop";
    }

    private int countAtLevel(int level) {
        return upTo[2 * level] - (level == 0 ? 0 : upTo[2 * level - 2]);
    }

    /** Puts the moved trader back. */
    public void reset() {
        from = to = Integer.MAX_VALUE;
        emptied = filled = false;
    }

    /** Moves one trader; {@code fromStop} must hold one, or be the stop of those who never accept. */
    public void move(int fromStop, int toStop) {
        from = fromStop;
        to = toStop;
        int old = levelOf(fromStop);
        int fresh = levelOf(toStop);
        boolean moves = old != fresh;
        emptied = moves && old < levelsUpTo.length && countAtLevel(old) == 1;
        filled = moves && fresh < levelsUpTo.length && countAtLevel(fresh) == 0;
    }

    /** Returns the level of a stop. */
    public static int levelOf(int stop) {
        return (stop + 1) / 2;
    }

    /** Returns which side it is. */
    public Side side() {
        return grid.side();
    }

    /** Returns the stops. */
    public StopGrid grid() {
        return grid;
    }

    /** Returns how many traders there are, waiting or not. */
    public int traders() {
        return stopOfTrader.length;
    }

    /** Returns where a trader accepts, by its place among the limits, before any move. */
    public int stopOfTrader(int trader) {
        return stopOfTrader[trader];
    }

    /** Tells whether somebody's stop, before any move, is at a level. */
    public boolean holds(int level) {
        return countAtLevel(level) > 0;
    }

    /** Tells whether exactly one trader's stop, before any move, is at a level. */
    public boolean holdsOne(int level) {
        return countAtLevel(level) == 1;
    }

    /** Returns how many traders have accepted at a stop. */
    int accepted(int stop) {
        return upTo[stop] - (from <= stop ? 1 : 0) + (to <= stop ? 1 : 0);
    }

    int acceptedAtLevel(int level) {
        return accepted(2 * level);
    }

    /** Returns how many levels with a trader there are up to a level. */
    public int rankOf(int level) {
        return levelsUpTo[level]
                - (emptied && levelOf(from) <= level ? 1 : 0)
                + (filled && levelOf(to) <= level ? 1 : 0);
    }

    /** Returns the level with a given rank among those with a trader, from 1; one above the last level where there is none. */
    public int levelOfRank(int rank) {
        int low = 0;
        int high = levelsUpTo.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rankOf(middle) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Returns the level at which the queue reaches a length; one above the last level where it never does. */
    public int levelOfEntry(int entry) {
        int low = 0;
        int high = levelsUpTo.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (acceptedAtLevel(middle) >= entry) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
