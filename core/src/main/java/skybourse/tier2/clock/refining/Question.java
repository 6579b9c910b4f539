package skybourse.tier2.clock.refining;

import java.util.List;
import skybourse.tier2.auction.Side;

/**
 * Announcement of a refining auction: a price that is announced to all traders whose response to it is open.
 *
 * @param sides sides that are asked at the same time; the auction skips a side for which the price is not legal
 * @param stopTicks the price
 */
public record Question(List<Side> sides, long stopTicks) {

    public Question {
        sides = List.copyOf(sides);
    }

    /** Returns a question to one side. */
    public static Question to(Side side, long stopTicks) {
        return new Question(List.of(side), stopTicks);
    }

    /** Returns a question to both sides, the buyers first. */
    public static Question both(long stopTicks) {
        return new Question(List.of(Side.BUYERS, Side.SELLERS), stopTicks);
    }
}
