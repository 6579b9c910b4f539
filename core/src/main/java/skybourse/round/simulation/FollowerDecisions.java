package skybourse.round.simulation;

import org.jspecify.annotations.Nullable;
import skybourse.round.state.PieceTable;

/**
 * Decisions of wireless agents. The pieces that they send are rows of {@link PieceTable}.
 *
 * @param homeRatios by offer, share of the task that is computed locally, in [0, 1]
 * @param firstNewPiece first row of the pieces that are sent from this slot on
 * @param largestRatioSum largest sum of the sent and local shares of a task
 * @param neverQuoted number of pieces at a price that their leader never quoted
 * @param heard received quotes to which they respond; null if messages are immediate
 */
record FollowerDecisions(
        double[] homeRatios,
        int firstNewPiece,
        double largestRatioSum,
        int neverQuoted,
        @Nullable ReceivedQuotes heard) {}
