package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * One stop of a clock.
 *
 * @param side the side announced
 * @param stopTicks where its clock stands
 * @param told participants still waiting on that side before it
 * @param accepted the lots accepted, in the order they queue
 * @param buyersQueued buyers' lots in the queue after it
 * @param sellersQueued sellers' lots in the queue after it
 */
public record Announcement(
        Side side, long stopTicks, int told, List<Order> accepted, int buyersQueued, int sellersQueued) {

    public Announcement {
        accepted = List.copyOf(accepted);
    }

    /** Returns the messages: one to each waiting participant, one from each that accepts. */
    public long messages() {
        return told + accepted.stream().map(Order::participant).distinct().count();
    }
}
