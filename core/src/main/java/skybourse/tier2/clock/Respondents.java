package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.Order;

/**
 * Participants of one side of a clock auction. A clock observes only how many wait, and which lots accept at each announcement. Limit
 * prices need not be known, so that a person can take part as well as a list of orders.
 */
public interface Respondents {

    /** Returns the number of participants with a lot not yet accepted. */
    int waiting();

    /**
     * Announces a stop.
     *
     * @param stopTicks present price of the clock, never less favourable than at the previous announcement
     * @return the lots that accept, in any order, each lot at most once per auction; the limit price of each accepts the stop, and equals
     *     the stop if only the acceptance is known
     */
    List<Order> answer(long stopTicks);
}
