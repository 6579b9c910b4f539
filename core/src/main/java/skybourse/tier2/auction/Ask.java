package skybourse.tier2.auction;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Sell order for one lot.
 *
 * @param participant id of the seller, unique in the market
 * @param lot number of the lot among the participant's lots, from 1
 * @param limitTicks lowest price that the seller accepts, in {@code [-MAX_TICKS, MAX_TICKS]}
 */
public record Ask(String participant, int lot, long limitTicks) implements Order {

    /**
     * @throws IllegalArgumentException if {@code participant} is not a valid label, {@code lot} is not positive, or the limit is
     *     out of range
     */
    public Ask {
        LabelSyntax.check(participant, "participant");
        Checks.positive(lot, "lot");
        Order.checkTicks(limitTicks, "limitTicks");
    }

    @Override
    public Side side() {
        return Side.SELLERS;
    }

    @Override
    public Ask withLimit(long limit) {
        return new Ask(participant, lot, limit);
    }
}
