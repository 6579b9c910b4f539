package skybourse.app.result;

import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/** An order of an auction. */
public record OrderRow(
        @Description("Side of the market.") @SchemaRule("enum: [bid, ask]")
        String side,

        @Description("Id of the trader.") String participant,

        @Description("Number of the trader's lot, from 1.") @SchemaRule("minimum: 1")
        int lot,

        @Description(value = "Limit price.", unit = "ticks") long limitTicks) {

    static OrderRow of(Order order) {
        return new OrderRow(
                order.side() == Side.BUYERS ? "bid" : "ask", order.participant(), order.lot(), order.limitTicks());
    }
}
