package skybourse.tier2.clock.refining;

import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import skybourse.tier2.auction.Side;

/**
 * Questioner that asks at the price at which supply is expected to exceed demand. Limit prices are assumed uniform in the bins that the
 * responses leave. The price is the lowest one with an expected surplus of at least half a seller.
 *
 * <p>If limit prices are about uniform, this questioner tends to need fewer announcements than bisection, but more messages. If limit
 * prices are concentrated within bins, bisection tends to be better.
 *
 * @param oneSide whether only the side with more open responses is asked, instead of both; this takes more messages still
 */
public record ExpectedCrossingQuestioner(boolean oneSide) implements Questioner {

    /** Expected surplus, in sellers, from which on supply counts as greater than demand. */
    private static final double PASSED = 0.5;

    @Override
    public String name() {
        return oneSide ? "estimate-one-side" : "estimate";
    }

    @Override
    public Questions begin() {
        return open -> Optional.of(question(open, open::expected, oneSide));
    }

    /** Returns the question at the expected crossing. The expected number of a side's traders that accept a price is given by {@code expected}. */
    static Question question(RefiningState open, ToDoubleBiFunction<Side, Long> expected, boolean oneSide) {
        Question both = open.nearest(price(open, expected));
        if (!oneSide || both.sides().size() == 1) {
            return both;
        }
        long price = both.stopTicks();
        Side side =
                open.recipients(Side.BUYERS, price) > open.recipients(Side.SELLERS, price) ? Side.BUYERS : Side.SELLERS;
        return Question.to(side, price);
    }

    private static long price(RefiningState open, ToDoubleBiFunction<Side, Long> expected) {
        long from = RefiningState.price(open.lowIndex());
        long to = RefiningState.price(open.highIndex());
        while (from < to) {
            long middle = Math.floorDiv(from + to, 2);
            double surplus = expected.applyAsDouble(Side.SELLERS, middle) - expected.applyAsDouble(Side.BUYERS, middle);
            if (surplus >= PASSED) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
