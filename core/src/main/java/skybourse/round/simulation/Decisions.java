package skybourse.round.simulation;

import org.jspecify.annotations.Nullable;
import skybourse.round.state.PieceTable;

/**
 * What wireless agents decided; what they send is in {@link PieceTable}, from a row on.
 *
 * @param homeRatios by offer, the part of the task that is kept at home, in [0, 1]
 * @param firstNewPiece the first row of the parts that are sent in this slot
 * @param largestRatioSum the largest part of a task that is sent and kept at home together
 * @param neverQuoted parts sent at a price that their leader never quoted
 * @param heard what they answered; null where all have heard the same
 */
record Decisions(
        double[] homeRatios,
        int firstNewPiece,
        double largestRatioSum,
        int neverQuoted,
        @Nullable HeardQuotes heard) {}
