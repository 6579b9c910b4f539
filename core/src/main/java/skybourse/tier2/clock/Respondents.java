package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.Order;

/**
 * The participants of one side as a clock meets them: it knows how many wait, and learns by asking who accepts. Nobody's limit
 * is needed, so a person who answers yes or no can take part as well as a list of orders.
 */
public interface Respondents {

    /** Returns how many participants have a lot that was not accepted yet. */
    int waiting();

    /**
     * Announces a stop.
     *
     * @param stopTicks where the clock stands now, never less eager a question than the one before
     * @return the lots that accept, each with a limit that accepts the stop, in any order; a lot accepts once. Where only a yes
     *     is known, the limit is the stop itself
     */
    List<Order> answer(long stopTicks);
}
