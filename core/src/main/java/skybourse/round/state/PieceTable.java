package skybourse.round.state;

import java.util.Arrays;
import skybourse.base.numeric.StateArchive;
import skybourse.round.dynamics.Metric;

/**
 * Pieces of tasks that were sent to leaders and whose results are not back. One row per piece, in the order of sending.
 *
 * <p>Layout: one array per column, all of equal length; the first {@code rows} elements are used.
 *
 * <ul>
 *   <li>{@code task}: row of its task; {@code leader}: index of its leader; {@code ratio}: its share of the task.
 *   <li>{@code quality}: quality of the link when it was sent.
 *   <li>{@code price}: price that its agent was quoted, money/bit. If the current price is billed, that price replaces it on arrival.
 *   <li>{@code quoteSlot}: slot of that quote; its bitwise complement if the quote is too old to be binding.
 *   <li>{@code bitsLeft}: bits that are not sent yet.
 *   <li>{@code state}: one of the constants of this class.
 *   <li>{@code ready}: time in seconds; set when the piece is sold. First the time at which it is computed, and in state {@code BACK} the time at
 *       which its result is back.
 *   <li>{@code held}: ledger units that its leader receives on delivery.
 *   <li>{@code qualityBits}: its contribution to {@link Metric#QUALITY} if it is in time, {@code log2(1 + s o)}; set when it is sold. It follows
 *       from other columns, so that checkpoints do not contain it.
 * </ul>
 */
public final class PieceTable {

    public static final int SENDING = 0;
    /** Completely sent in this slot, and not sold yet. */
    public static final int ARRIVED = 1;
    /** Sold: it is being computed, or its result waits to be sent back. */
    public static final int SOLD = 2;
    /** Ended: its row is removed at the end of the slot. */
    public static final int ENDED = 3;
    /** Its owner receives the result in this slot. */
    public static final int BACK = 4;
    /** Its result cannot be sent back, and the deadline of its task has passed. */
    public static final int IN_VAIN = 5;

    public static final double LOG_2 = Math.log(2);

    public int rows;
    public int[] task = {};
    public int[] leader = {};
    public double[] ratio = {};
    public double[] quality = {};
    public double[] price = {};
    public long[] quoteSlot = {};
    public double[] bitsLeft = {};
    public int[] state = {};
    public double[] ready = {};
    public long[] held = {};
    public double[] qualityBits = {};

    /** Sets the number of rows. The caller must set each new row. */
    public void grow(int toRows) {
        if (toRows > task.length) {
            resize(Math.max(16, toRows + toRows / 2));
        }
        rows = toRows;
    }

    public void set(
            int row,
            int taskRow,
            int toLeader,
            double share,
            double linkQuality,
            double pricePerBit,
            long quoted,
            double bits) {
        task[row] = taskRow;
        leader[row] = toLeader;
        ratio[row] = share;
        quality[row] = linkQuality;
        price[row] = pricePerBit;
        quoteSlot[row] = quoted;
        bitsLeft[row] = bits;
        state[row] = SENDING;
        ready[row] = 0;
        held[row] = 0;
    }

    private void resize(int length) {
        task = Arrays.copyOf(task, length);
        leader = Arrays.copyOf(leader, length);
        ratio = Arrays.copyOf(ratio, length);
        quality = Arrays.copyOf(quality, length);
        price = Arrays.copyOf(price, length);
        quoteSlot = Arrays.copyOf(quoteSlot, length);
        bitsLeft = Arrays.copyOf(bitsLeft, length);
        state = Arrays.copyOf(state, length);
        ready = Arrays.copyOf(ready, length);
        held = Arrays.copyOf(held, length);
        qualityBits = Arrays.copyOf(qualityBits, length);
    }

    /** Removes the rows that have ended; {@code taskRows[i]} is the new row of the task that was in row {@code i}. */
    public void compact(int[] taskRows) {
        int[] from = new int[rows];
        int kept = 0;
        for (int row = 0; row < rows; row++) {
            if (state[row] != ENDED) {
                task[row] = taskRows[task[row]];
                from[kept++] = row;
            }
        }
        rows = kept;
        TaskTable.gather(from, rows, task, leader, state);
        TaskTable.gather(from, rows, ratio, quality, price, bitsLeft, ready, qualityBits);
        TaskTable.gather(from, rows, quoteSlot, held);
    }

    void exchange(StateArchive exchange) {
        resize(rows);
        task = exchange.ints(task);
        leader = exchange.ints(leader);
        ratio = exchange.numbers(ratio);
        quality = exchange.numbers(quality);
        price = exchange.numbers(price);
        quoteSlot = exchange.integers(quoteSlot);
        bitsLeft = exchange.numbers(bitsLeft);
        state = exchange.ints(state);
        ready = exchange.numbers(ready);
        held = exchange.integers(held);
        rows = task.length;
        qualityBits = new double[rows];
        Arrays.setAll(qualityBits, row -> Math.log1p(quality[row] * ratio[row]) / LOG_2);
    }
}
