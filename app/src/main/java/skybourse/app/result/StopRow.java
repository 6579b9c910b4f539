package skybourse.app.result;

import java.util.List;
import skybourse.files.text.FieldDescription;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Announcement;

/** A clock stop of an auction. */
public record StopRow(
        @FieldDescription("Side whose clock stops.") Side side,

        @FieldDescription(value = "Announced price.", unit = "ticks")
        long stopTicks,

        @FieldDescription(
                "Number of traders that are told the price: those that still wait on the side, whose response is open (refining auctions), or that are still in (drop-out clocks).")
        int told,

        @FieldDescription(
                "Accepted lots, each as trader and lot; with drop-out clocks, the first lots of traders that leave.")
        List<String> accepted,

        @FieldDescription(
                "Buyers' lots in the queue after the stop; in refining auctions, buyers known to accept each remaining price; with drop-out clocks, buyers still in.")
        int buyersQueued,

        @FieldDescription("The same for sellers.") int sellersQueued) {

    /** Returns the row of an announcement. */
    public static StopRow of(Announcement stop) {
        return new StopRow(
                stop.side(),
                stop.stopTicks(),
                stop.told(),
                stop.accepted().stream().map(Order::label).toList(),
                stop.buyersQueued(),
                stop.sellersQueued());
    }
}
