package skybourse.round.simulation;

import org.jspecify.annotations.Nullable;
import skybourse.round.state.PieceTable;

/**
 * Decisions of wireless agents in a slot: the shares of their tasks that they compute locally, and the pieces that they send. The pieces are rows of
 * {@link PieceTable}.
 *
 * @param homeRatios share of each offered task that is computed locally, by offer, in [0, 1]
 * @param firstNewPiece first row of the pieces that are sent from this slot on
 * @param largestRatioSum largest sum of a task's sent and local shares
 * @param neverQuoted number of pieces at a price that their leader never quoted
 * @param heard received quotes to which they respond; null if messages are immediate
 */
record FollowerDecisions(
        double[] homeRatios,
        int firstNewPiece,
        double largestRatioSum,
        int neverQuoted,
        @Nullable ReceivedQuotes heard) {}
