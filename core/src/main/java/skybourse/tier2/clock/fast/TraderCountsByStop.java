package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;

/**
 * One side of a market with one lot per trader, stored as the number of traders at each stop. One trader may be moved to another stop.
 * Queries about the changed market take O(1) or O(log stops) time, because the counts themselves do not change. Not thread-safe.
 *
 * <p>Level {@code i} is the whole stop {@code 2 i} together with the cut stop {@code 2 i - 1} before it.
 */
public final class TraderCountsByStop {

    private final ClockStopGrid grid;
    private final int[] stopOfTrader;
    // Number of traders whose stop has this index or a lower one.
    private final int[] upTo;
    // Number of levels with a trader, up to the level with this index.
    private final int[] levelsUpTo;
    private int from;
    private int to;
    private boolean emptied;
    private boolean filled;

    /** Counts the limit prices of one market. The array is not stored. */
    public TraderCountsByStop(ClockStopGrid grid, long[] limitTicks) {
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

    /** Undoes the last {@link #move}. */
    public void reset() {
        from = to = Integer.MAX_VALUE;
        emptied = filled = false;
    }

    /**
     * Moves one trader to another stop. The previous move is undone first.
     *
     * @param fromStop stop of a trader before any move
     * @param toStop its new stop; {@link ClockStopGrid#never} if it accepts no stop
     */
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

    /** Returns the side. */
    public Side side() {
        return grid.side();
    }

    /** Returns the grid of stops. */
    public ClockStopGrid grid() {
        return grid;
    }

    /** Returns the number of all traders. */
    public int traders() {
        return stopOfTrader.length;
    }

    /** Returns the stop of a trader, by its index, before any move. */
    public int stopOfTrader(int trader) {
        return stopOfTrader[trader];
    }

    /** Returns whether a level has a trader, before any move. */
    public boolean holds(int level) {
        return countAtLevel(level) > 0;
    }

    /** Returns whether a level has exactly one trader, before any move. */
    public boolean holdsOne(int level) {
        return countAtLevel(level) == 1;
    }

    /** Returns the number of traders that have accepted up to a stop. */
    int accepted(int stop) {
        return upTo[stop] - (from <= stop ? 1 : 0) + (to <= stop ? 1 : 0);
    }

    int acceptedAtLevel(int level) {
        return accepted(2 * level);
    }

    /** Returns the number of levels with a trader, up to a level. */
    public int rankOf(int level) {
        return levelsUpTo[level]
                - (emptied && levelOf(from) <= level ? 1 : 0)
                + (filled && levelOf(to) <= level ? 1 : 0);
    }

    /** Returns the level with a rank, from 1, among the levels with a trader; one above the last level if there is none. */
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

    /** Returns the first level at which the queue has at least a given length; one above the last level if there is none. */
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
