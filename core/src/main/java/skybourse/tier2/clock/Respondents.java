package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.Order;

/**
 * Participants of one side, as seen by a clock: the number waiting, and the acceptances at each announcement. Limit prices need not
 * be known, so a person can take part as well as a list of orders.
 */
public interface Respondents {

    /** Returns the number of participants with a lot not yet accepted. */
    int waiting();

    /**
     * Announces a stop.
     *
     * @param stopTicks present price of the clock, never less favourable than at the previous announcement
     * @return the lots that accept, in any order, each once per auction; each limit price accepts the stop, and is the stop itself
     *     if only the acceptance is known
     */
    List<Order> answer(long stopTicks);
}
