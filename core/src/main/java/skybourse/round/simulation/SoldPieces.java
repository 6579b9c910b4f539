package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.round.market.LinkDelay;

/**
 * Parts of tasks sold in a slot, by wireless agent, task, leader: columns that the simulation owns and fills anew in each slot, so what is
 * read here is gone when the next slot is played. Parts are numbered from 0.
 */
public final class SoldPieces {

    private int count;
    private int[] piece = {};
    private int[] task = {};
    private int[] sender = {};
    private int[] leader = {};
    private double[] ratio = {};
    private double[] transferSeconds = {};
    private double[] bill = {};
    private double[] ready = {};
    private LinkDelay.Part[] lastPart = {};

    SoldPieces() {}

    void clear() {
        count = 0;
    }

    /** Adds a row of {@link PieceTable}, to be filled in by {@link #set}. */
    void add(int pieceRow, int taskRow, int wirelessAgent, int toLeader) {
        if (count == piece.length) {
            resize(Math.max(16, count + count / 2));
        }
        piece[count] = pieceRow;
        task[count] = taskRow;
        sender[count] = wirelessAgent;
        leader[count++] = toLeader;
    }

    void set(int part, double share, double sentSeconds, double money, double readySeconds, LinkDelay.Part last) {
        ratio[part] = share;
        transferSeconds[part] = sentSeconds;
        bill[part] = money;
        ready[part] = readySeconds;
        lastPart[part] = last;
    }

    private void resize(int length) {
        piece = Arrays.copyOf(piece, length);
        task = Arrays.copyOf(task, length);
        sender = Arrays.copyOf(sender, length);
        leader = Arrays.copyOf(leader, length);
        ratio = Arrays.copyOf(ratio, length);
        transferSeconds = Arrays.copyOf(transferSeconds, length);
        bill = Arrays.copyOf(bill, length);
        ready = Arrays.copyOf(ready, length);
        lastPart = Arrays.copyOf(lastPart, length);
    }

    /** Returns how many parts were sold. */
    public int count() {
        return count;
    }

    /** Returns the part's row of {@link PieceTable}, good until the slot ends. */
    int piece(int part) {
        return piece[part];
    }

    /** Returns the row of its task in {@link TaskTable}, good until the slot ends. */
    int task(int part) {
        return task[part];
    }

    /** Returns the wireless agent that sent it. */
    public int sender(int part) {
        return sender[part];
    }

    /** Returns the leader that sold its work. */
    public int leader(int part) {
        return leader[part];
    }

    /** Returns the part of the task, in (0, 1]. */
    public double ratio(int part) {
        return ratio[part];
    }

    /** Returns how long it was sent in this slot, in seconds. */
    public double transferSeconds(int part) {
        return transferSeconds[part];
    }

    /** Returns what its leader is paid, money. */
    public double bill(int part) {
        return bill[part];
    }

    /** Returns when its result is ready, in seconds from the start of the simulation. */
    public double ready(int part) {
        return ready[part];
    }

    /** Returns which of it is ready last. */
    public LinkDelay.Part lastPart(int part) {
        return lastPart[part];
    }
}
