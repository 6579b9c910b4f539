package skybourse.tier2.clock.dropout;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Auctioneer;

/**
 * Chooses which clock of a drop-out auction moves and how far. What it chooses moves the gains from trade, never what is best for a
 * trader: it cannot see a lot of anybody who is still in, because {@link DropOutState} has none.
 *
 * <p>The answer depends on the state alone; chance is fixed by a seed that the policy was made with.
 */
public interface DropOutPolicy extends Auctioneer {

    /**
     * A move of one clock towards the other.
     *
     * @param side whose clock
     * @param ticks how far, from 1 to the gap between the clocks
     */
    record Move(Side side, long ticks) {}

    /** Tells whether the gains from trade hang on what the policy was told of the limits before. */
    boolean needsPrior();

    /** Tells whether a move hangs on what those said who are out; else it hangs on clocks and numbers alone. */
    boolean readsLeavers();

    /**
     * Returns the next move.
     *
     * @param state what may be seen; the clocks have not met, and somebody is in on both sides
     * @return a legal move; any other is replaced by that of {@link MoreInMoves}
     */
    Move next(DropOutState state);
}
