package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * One stop of a clock.
 *
 * @param side the side announced
 * @param stopTicks where its clock stands
 * @param told participants it is told: those still waiting on that side; refining, those who may answer either way; of drop-out
 *     clocks, those still in
 * @param accepted the lots accepted, in the order they queue; of drop-out clocks, the first lots of those who leave
 * @param buyersQueued buyers' lots in the queue after it; refining, buyers known to accept every price left; of drop-out clocks, buyers
 *     still in
 * @param sellersQueued the sellers' lots, or sellers
 */
public record Announcement(
        Side side, long stopTicks, int told, List<Order> accepted, int buyersQueued, int sellersQueued) {

    public Announcement {
        accepted = List.copyOf(accepted);
    }

    /** Returns the messages: one to each waiting participant, one from each that accepts or leaves. */
    public long messages() {
        return accepted.isEmpty()
                ? told
                : told + accepted.stream().map(Order::participant).distinct().count();
    }
}
