package skybourse.tier2.auction;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;

/**
 * The least that a seller takes for one lot.
 *
 * @param participant id, unique in the market
 * @param lot which of the participant's lots, from 1
 * @param limitTicks in {@code [-MAX_TICKS, MAX_TICKS]}
 */
public record Ask(String participant, int lot, long limitTicks) implements Order {

    public Ask {
        Label.check(participant, "participant");
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
