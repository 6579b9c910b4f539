package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * Announcement of a clock price to one side.
 *
 * @param side the side announced
 * @param stopTicks price of its clock
 * @param told number of participants that receive it: those that wait on that side; in a refining auction, those whose response is open;
 *     with drop-out clocks, the active ones
 * @param accepted accepted lots, in the order of the queue; with drop-out clocks, the first lots of the participants that leave
 * @param buyersQueued buyers' lots in the queue after the announcement; in a refining auction, buyers known to accept each remaining price;
 *     with drop-out clocks, active buyers
 * @param sellersQueued the same for sellers
 */
public record Announcement(
        Side side, long stopTicks, int told, List<Order> accepted, int buyersQueued, int sellersQueued) {

    public Announcement {
        accepted = List.copyOf(accepted);
    }

    /** Returns the number of messages: one to each participant in {@code told}, and one from each that accepts or leaves. */
    public long messages() {
        return accepted.isEmpty()
                ? told
                : told + accepted.stream().map(Order::participant).distinct().count();
    }
}
