package skybourse.tier2.clock.dropout;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Auctioneer;

/**
 * Policy that chooses the moves of a drop-out auction. Its choices change the gains from trade, but not the best strategy of a trader,
 * because {@link DropOutState} contains no lot of an active trader.
 *
 * <p>The answer must depend on the state only. A randomized policy takes its random numbers from a fixed seed.
 */
public interface DropOutPolicy extends Auctioneer {

    /**
     * Move of one clock towards the other.
     *
     * @param side side whose clock moves
     * @param ticks distance, from 1 to the gap between the clocks; 0 for the first announcement to a side
     */
    record Move(Side side, long ticks) {}

    /** Returns whether the policy was built from information about the limit prices. */
    boolean needsPrior();

    /** Returns whether moves depend on the reports of traders that left. If false, moves depend only on the clocks and the numbers of traders. */
    boolean dependsOnLeavers();

    /**
     * Returns the next move.
     *
     * @param state observable state; the clocks have not met, and both sides have active traders
     * @return a move from 1 tick to the gap; any other move is replaced by the move of {@link LargerSidePolicy} with 1 tick
     */
    Move next(DropOutState state);
}
