package skybourse.round.state;

import java.util.Arrays;
import skybourse.base.numeric.StateExchange;

/**
 * Tasks that have come and not ended, a row each, in the order in which they came.
 *
 * <p>Layout, one array for each column, all as long: {@code id} (rising), {@code owner} (wireless agent), {@code cameIn} (slot), {@code likeTask} (whose
 * task it is like, or, from the number of agents on, which recorded request), {@code arrived} and {@code dueSeconds} in seconds, {@code state}, {@code openPieces} (pieces
 * that are not back), {@code back} (when its last part known so far is), {@code quality} (of pieces back in time).
 */
public final class TaskTable {

    public static final int WAITING = 0;
    public static final int UNDER_WAY = 1;
    public static final int DROPPED = 2;
    /** Its row goes at the end of the slot. */
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
    }

    /** Takes out the rows that have ended; returns where each row that is left was moved from row {@code i} to. */
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
        gather(from, rows, arrived, dueSeconds, back, quality);
        return to;
    }

    /** Moves rows up, column by column. */
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

    void exchange(StateExchange exchange) {
        resize(rows);
        nextId = exchange.whole(nextId);
        id = exchange.wholes(id);
        owner = exchange.ints(owner);
        cameIn = exchange.wholes(cameIn);
        likeTask = exchange.wholes(likeTask);
        arrived = exchange.numbers(arrived);
        dueSeconds = exchange.numbers(dueSeconds);
        state = exchange.ints(state);
        openPieces = exchange.ints(openPieces);
        back = exchange.numbers(back);
        quality = exchange.numbers(quality);
        rows = id.length;
    }
}
