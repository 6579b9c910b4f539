package skybourse.tier2.clock.refining;

import java.util.List;
import skybourse.tier2.auction.Side;

/**
 * A price that is announced in a refining auction, to all who may still answer either way.
 *
 * @param sides who is asked, at the same time; sides for which the price is not legal are left out
 * @param stopTicks the price
 */
public record Question(List<Side> sides, long stopTicks) {

    public Question {
        sides = List.copyOf(sides);
    }

    /** Returns the question to one side. */
    public static Question to(Side side, long stopTicks) {
        return new Question(List.of(side), stopTicks);
    }

    /** Returns the question to both sides. */
    public static Question both(long stopTicks) {
        return new Question(List.of(Side.BUYERS, Side.SELLERS), stopTicks);
    }
}
