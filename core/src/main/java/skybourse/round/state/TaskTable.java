package skybourse.round.state;

import java.util.Arrays;
import skybourse.base.numeric.StateArchive;

/**
 * Tasks that have arrived and not ended. One row per task, in the order of arrival.
 *
 * <p>Layout: one array per column, all of equal length; the first {@code rows} elements are used.
 *
 * <ul>
 *   <li>{@code id}: ascending number; {@code owner}: index of its wireless agent; {@code cameIn}: slot of its arrival.
 *   <li>{@code likeTask}: kind of the task. It is the index of the agent whose task in the scenario has the same size and deadline, or the number
 *       of agents plus the index of a request of the trace.
 *   <li>{@code arrived}, {@code dueSeconds}: times of its arrival and of its deadline, in seconds.
 *   <li>{@code state}: one of the constants of this class.
 *   <li>{@code openPieces}: number of pieces that are not back.
 *   <li>{@code back}: latest of the known times at which a part of the task is back, in seconds.
 *   <li>{@code quality}: sum of {@code qualityBits} of the pieces that are back in time.
 *   <li>{@code worth}: worth of these pieces and of the energy that all pieces that are back saved their owner, money.
 * </ul>
 */
public final class TaskTable {

    public static final int WAITING = 0;
    public static final int UNDER_WAY = 1;
    public static final int DROPPED = 2;
    /** Ended: its row is removed at the end of the slot. */
    public static final int ENDED = 3;

    public int rows;
    public long nextId;
    public long[] id = {};
    public int[] owner = {};
    public long[] cameIn = {};
    public long[] likeTask = {};
    public double[] arrived = {};
    public double[] dueSeconds = {};
    public int[] state = {};
    public int[] openPieces = {};
    public double[] back = {};
    public double[] quality = {};
    public double[] worth = {};

    public int add(int wirelessAgent, long slot, long likeWhose, double arrivedSeconds, double dueSeconds) {
        if (rows == owner.length) {
            resize(Math.max(16, rows + rows / 2));
        }
        id[rows] = nextId++;
        owner[rows] = wirelessAgent;
        cameIn[rows] = slot;
        likeTask[rows] = likeWhose;
        arrived[rows] = arrivedSeconds;
        this.dueSeconds[rows] = dueSeconds;
        state[rows] = WAITING;
        openPieces[rows] = 0;
        back[rows] = 0;
        quality[rows] = 0;
        worth[rows] = 0;
        return rows++;
    }

    private void resize(int length) {
        id = Arrays.copyOf(id, length);
        owner = Arrays.copyOf(owner, length);
        cameIn = Arrays.copyOf(cameIn, length);
        likeTask = Arrays.copyOf(likeTask, length);
        arrived = Arrays.copyOf(arrived, length);
        dueSeconds = Arrays.copyOf(dueSeconds, length);
        state = Arrays.copyOf(state, length);
        openPieces = Arrays.copyOf(openPieces, length);
        back = Arrays.copyOf(back, length);
        quality = Arrays.copyOf(quality, length);
        worth = Arrays.copyOf(worth, length);
    }

    /** Removes the rows that have ended. Returns the new row of each old row; undefined for removed rows. */
    public int[] compact() {
        int[] to = new int[rows];
        int[] from = new int[rows];
        int kept = 0;
        for (int row = 0; row < rows; row++) {
            to[row] = kept;
            if (state[row] != ENDED) {
                from[kept++] = row;
            }
        }
        rows = kept;
        gather(from, rows, id, cameIn, likeTask);
        gather(from, rows, owner, state, openPieces);
        gather(from, rows, arrived, dueSeconds, back, quality, worth);
        return to;
    }

    /** Moves row {@code from[i]} to row {@code i} in each column. */
    static void gather(int[] from, int rows, long[]... columns) {
        for (long[] column : columns) {
            for (int row = 0; row < rows; row++) {
                column[row] = column[from[row]];
            }
        }
    }

    static void gather(int[] from, int rows, int[]... columns) {
        for (int[] column : columns) {
            for (int row = 0; row < rows; row++) {
                column[row] = column[from[row]];
            }
        }
    }

    static void gather(int[] from, int rows, double[]... columns) {
        for (double[] column : columns) {
            for (int row = 0; row < rows; row++) {
                column[row] = column[from[row]];
            }
        }
    }

    void exchange(StateArchive exchange) {
        resize(rows);
        nextId = exchange.integer(nextId);
        id = exchange.integers(id);
        owner = exchange.ints(owner);
        cameIn = exchange.integers(cameIn);
        likeTask = exchange.integers(likeTask);
        arrived = exchange.numbers(arrived);
        dueSeconds = exchange.numbers(dueSeconds);
        state = exchange.ints(state);
        openPieces = exchange.ints(openPieces);
        back = exchange.numbers(back);
        quality = exchange.numbers(quality);
        worth = exchange.numbers(worth);
        rows = id.length;
    }
}
