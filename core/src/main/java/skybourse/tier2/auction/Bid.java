package skybourse.tier2.auction;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;

/**
 * The most that a buyer pays for one lot.
 *
 * @param participant id, unique in the market
 * @param lot which of the participant's lots, from 1
 * @param limitTicks in {@code [-MAX_TICKS, MAX_TICKS]}
 */
public record Bid(String participant, int lot, long limitTicks) implements Order {

    public Bid {
        Label.check(participant, "participant");
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
