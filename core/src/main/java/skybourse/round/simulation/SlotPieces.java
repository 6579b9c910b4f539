package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.round.dynamics.Metric;
import skybourse.round.market.PieceDelay;
import skybourse.round.market.SoldPieces;
import skybourse.round.state.PieceTable;

/**
 * Columns of the parts of tasks sold in a slot, sorted by wireless agent, then task, then leader. Parts are numbered from 0. The simulation
 * overwrites the columns in each slot. Callers must read them before the next slot is played.
 */
public final class SlotPieces {

    private final SoldPieces pieces = new SoldPieces();
    private SoldPieces after = pieces;
    private int[] rows = {};
    private int[] senders = {};
    private double startSeconds;

    SlotPieces() {}

    /**
     * Starts a slot. Returns the empty columns, which the caller fills.
     *
     * @param pieceRows rows of {@link PieceTable}, in the order of the pieces
     * @param seconds start time of the slot
     */
    SoldPieces begin(int[] pieceRows, double seconds) {
        pieces.clear();
        after = pieces;
        rows = pieceRows;
        startSeconds = seconds;
        return pieces;
    }

    /** Stores the pieces after tier 2. */
    void end(SoldPieces afterTier2) {
        after = afterTier2;
        senders = senders.length < count() ? new int[count()] : senders;
        for (int task = 0; task < pieces.tasks(); task++) {
            Arrays.fill(senders, pieces.start(task), pieces.end(task), pieces.sender(task));
        }
    }

    /** Returns the number of parts sold. */
    public int count() {
        return after.count();
    }

    /** Returns the row of a piece in {@link PieceTable}, valid until the end of the slot. */
    int row(int part) {
        return rows[part];
    }

    /** Returns the index of the wireless agent that sent a part. */
    public int sender(int part) {
        return senders[part];
    }

    /** Returns the index of the leader that sold a part. */
    public int leader(int part) {
        return after.leader(part);
    }

    /** Returns the share of its task that a part contains, in (0, 1]. */
    public double ratio(int part) {
        return after.ratio(part);
    }

    /** Returns the time for which a part was sent in this slot, s. */
    public double transferSeconds(int part) {
        return after.transferSeconds(part);
    }

    /** Returns the contribution of a piece to {@link Metric#QUALITY} if it is in time: {@code log2(1 + s o)}, bit. */
    double qualityBits(int part) {
        return after.satisfactionNats(part) / PieceTable.LOG_2;
    }

    /** Returns the payment to the leader for a part, money. */
    public double bill(int part) {
        return after.bill(part);
    }

    /** Returns the time at which the result of a part is ready, from the start of the simulation, s. */
    public double ready(int part) {
        return startSeconds + after.delaySeconds(part);
    }

    /** Returns which portion of a part is ready last. */
    public PieceDelay.PieceCompletion lastPart(int part) {
        return after.lastPart(part);
    }
}
