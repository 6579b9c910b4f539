package skybourse.tier2.clock.refining;

import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import skybourse.tier2.auction.Side;

/**
 * Asks where supply is expected to pass demand, limits taken for uniform where the answers leave them: at the first price with an
 * expected surplus of half a seller or more.
 *
 * <p>Right where rounds are dear and limits about uniform: it tends to announce less often than bisection. Wrong where messages are
 * dear or limits are bunched, of which the answers' bins say nothing: bisection tends to need fewer.
 *
 * @param oneSide whether only the side with more open answers is asked, not both at once: more messages still
 */
public record ExpectedCrossing(boolean oneSide) implements Questioner {

    private static final double PASSED = 0.5;

    @Override
    public String name() {
        return oneSide ? "estimate-one-side" : "estimate";
    }

    @Override
    public Questions begin() {
        return open -> Optional.of(question(open, open::expected, oneSide));
    }

    /** Returns the question where supply is expected to pass demand, given how many are expected to accept a price. */
    static Question question(Refinement open, ToDoubleBiFunction<Side, Long> expected, boolean oneSide) {
        Question both = open.nearest(price(open, expected));
        if (!oneSide || both.sides().size() == 1) {
            return both;
        }
        long price = both.stopTicks();
        Side side = open.told(Side.BUYERS, price) > open.told(Side.SELLERS, price) ? Side.BUYERS : Side.SELLERS;
        return Question.to(side, price);
    }

    private static long price(Refinement open, ToDoubleBiFunction<Side, Long> expected) {
        long from = Refinement.price(open.lowIndex());
        long to = Refinement.price(open.highIndex());
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
