package skybourse.tier2.auction;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Buy order for one lot.
 *
 * @param participant id of the buyer, unique in the market
 * @param lot number of the lot among the participant's lots, from 1
 * @param limitTicks highest price that the buyer accepts, in {@code [-MAX_TICKS, MAX_TICKS]}
 */
public record Bid(String participant, int lot, long limitTicks) implements Order {

    /**
     * @throws IllegalArgumentException if {@code participant} is not a valid label, {@code lot} is not positive, or the limit is
     *     out of range
     */
    public Bid {
        LabelSyntax.check(participant, "participant");
        Checks.positive(lot, "lot");
        Order.checkTicks(limitTicks, "limitTicks");
    }

    @Override
    public Side side() {
        return Side.BUYERS;
    }

    @Override
    public Bid withLimit(long limit) {
        return new Bid(participant, lot, limit);
    }
}
