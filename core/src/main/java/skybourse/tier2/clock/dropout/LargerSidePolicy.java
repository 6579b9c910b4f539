package skybourse.tier2.clock.dropout;

import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Side;

/**
 * Policy that moves the clock of the side with more active traders. If both sides have equally many, it moves the buyers' clock. It needs
 * no knowledge of the limit prices.
 *
 * <p>With one lot per trader and one-tick moves, its gains from trade are about those of SBBA. In small markets with several lots per
 * trader it loses trades, because a trader that leaves takes all its lots out of the auction.
 *
 * @param ticks distance of each move, at least 1; shortened if the clocks meet
 */
public record LargerSidePolicy(long ticks) implements DropOutPolicy {

    /** @throws IllegalArgumentException if {@code ticks} is not positive */
    public LargerSidePolicy {
        Checks.positive(ticks, "ticks");
    }

    @Override
    public String name() {
        return "more-in-moves-" + ticks;
    }

    @Override
    public boolean needsPrior() {
        return false;
    }

    @Override
    public boolean dependsOnLeavers() {
        return false;
    }

    @Override
    public Move next(DropOutState state) {
        Side side = state.activeCount(Side.SELLERS) > state.activeCount(Side.BUYERS) ? Side.SELLERS : Side.BUYERS;
        return new Move(side, Math.min(ticks, state.gapTicks()));
    }
}
