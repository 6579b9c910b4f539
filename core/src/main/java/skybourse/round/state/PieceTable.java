package skybourse.round.state;

import java.util.Arrays;
import skybourse.base.numeric.StateExchange;
import skybourse.round.dynamics.Metric;

/**
 * Parts of tasks that were sent to leaders and are not back, a row each, in the order in which they were sent.
 *
 * <p>Layout, one array for each column, all as long: {@code task} (row of its task), {@code leader}, {@code ratio} of the task, {@code
 * quality} of the link when it was sent, {@code price} a bit that was heard, {@code quoteSlot} in which that was quoted, its bits
 * flipped where that was so long before that the quote does not bind, {@code
 * bitsLeft} to send, {@code state}, {@code ready} in seconds (once it was sold; once it is back, when), {@code held} units that its leader is paid on delivery, {@code qualityBits}, its
 * contribution to {@link Metric#QUALITY} if it is in time, {@code log2(1 + s o)} (once it was sold; follows from the others and is not saved).
 */
public final class PieceTable {

    public static final int SENDING = 0;
    /** Sent in full in this slot; not sold yet. */
    public static final int ARRIVED = 1;
    /** Sold: it is being computed, or its result waits for its owner. */
    public static final int SOLD = 2;
    /** Its row goes at the end of the slot. */
    public static final int ENDED = 3;
    /** Its owner has its result in this slot. */
    public static final int BACK = 4;
    /** Its result cannot be brought back, and its task is due. */
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

    /** Makes room for so many rows; each one that is new is to be {@link #set}. */
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

    /** Takes out the rows that have ended and follows tasks to their new rows. */
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

    void exchange(StateExchange exchange) {
        resize(rows);
        task = exchange.ints(task);
        leader = exchange.ints(leader);
        ratio = exchange.numbers(ratio);
        quality = exchange.numbers(quality);
        price = exchange.numbers(price);
        quoteSlot = exchange.wholes(quoteSlot);
        bitsLeft = exchange.numbers(bitsLeft);
        state = exchange.ints(state);
        ready = exchange.numbers(ready);
        held = exchange.wholes(held);
        rows = task.length;
        qualityBits = new double[rows];
        Arrays.setAll(qualityBits, row -> Math.log1p(quality[row] * ratio[row]) / LOG_2);
    }
}
