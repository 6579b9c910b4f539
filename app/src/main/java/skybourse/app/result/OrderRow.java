package skybourse.app.result;

import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/** An order of an auction. */
public record OrderRow(
        @FieldDescription("Side of the market.") @SchemaRule("enum: [bid, ask]")
        String side,

        @FieldDescription("Id of the trader.") String participant,

        @FieldDescription("Number of the trader's lot, from 1.") @SchemaRule("minimum: 1")
        int lot,

        @FieldDescription(value = "Limit price.", unit = "ticks")
        long limitTicks) {

    static OrderRow of(Order order) {
        return new OrderRow(
                order.side() == Side.BUYERS ? "bid" : "ask", order.participant(), order.lot(), order.limitTicks());
    }
}
