package skybourse.app.result;

import java.util.List;
import skybourse.files.text.Description;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Announcement;

/** A clock stop of an auction. */
public record StopRow(
        @Description("Side whose clock stops.") Side side,

        @Description(value = "Announced price.", unit = "ticks")
        long stopTicks,

        @Description("Number of traders that are told the price.")
        int told,

        @Description("Orders that are accepted, each as trader and lot.")
        List<String> accepted,

        @Description("Lots of buyers in the queue after the stop; with drop-out clocks, buyers still in.")
        int buyersQueued,

        @Description("The same for sellers.") int sellersQueued) {

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
