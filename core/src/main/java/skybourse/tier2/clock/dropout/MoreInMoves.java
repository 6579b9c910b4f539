package skybourse.tier2.clock.dropout;

import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Side;

/**
 * The side with more traders in moves, the buyers when equally many are: a rule that knows nothing of the limits.
 *
 * <p>Right where each has one lot and nothing is known before: at one tick it comes to about what SBBA does. Wrong with several lots in
 * thin markets, where one trader's exit takes all its lots along.
 *
 * @param ticks how far, at least 1; less where the clocks meet
 */
public record MoreInMoves(long ticks) implements DropOutPolicy {

    public MoreInMoves {
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
    public boolean readsLeavers() {
        return false;
    }

    @Override
    public Move next(DropOutState state) {
        Side side = state.in(Side.SELLERS) > state.in(Side.BUYERS) ? Side.SELLERS : Side.BUYERS;
        return new Move(side, Math.min(ticks, state.gapTicks()));
    }
}
