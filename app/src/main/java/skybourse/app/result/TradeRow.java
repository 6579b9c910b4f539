package skybourse.app.result;

import skybourse.files.codec.RecordTable;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.Trade;

/** Traded lot. Limit prices are not repeated here, because they are fields of the orders. */
public record TradeRow(
        @FieldDescription("Id of the buyer.") String buyer,

        @FieldDescription("Number of the buyer's lot, from 1.") @SchemaRule("minimum: 1")
        int buyerLot,

        @FieldDescription("Id of the seller.") String seller,

        @FieldDescription("Number of the seller's lot, from 1.") @SchemaRule("minimum: 1")
        int sellerLot,

        @FieldDescription(value = "Price that the buyer pays.", unit = "half ticks")
        long buyerPriceHalfTicks,

        @FieldDescription(value = "Price that the seller receives.", unit = "half ticks")
        long sellerPriceHalfTicks) {

    /** Returns the row of a trade. */
    public static TradeRow of(Trade trade) {
        return new TradeRow(
                trade.bid().participant(),
                trade.bid().lot(),
                trade.ask().participant(),
                trade.ask().lot(),
                trade.buyerPriceHalfTicks(),
                trade.sellerPriceHalfTicks());
    }

    /** A row of {@code trades.csv}: a traded lot with the limit prices of its orders. */
    record WithLimits(
            @FieldDescription("Id of the buyer.") String buyer,

            @FieldDescription("Number of the buyer's lot, from 1.")
            int buyerLot,

            @FieldDescription("Id of the seller.") String seller,

            @FieldDescription("Number of the seller's lot, from 1.")
            int sellerLot,

            @FieldDescription(value = "Limit price of the buyer.", unit = "ticks")
            long bidTicks,

            @FieldDescription(value = "Limit price of the seller.", unit = "ticks")
            long askTicks,

            @FieldDescription(value = "Price that the buyer pays.", unit = "half ticks")
            long buyerPriceHalfTicks,

            @FieldDescription(value = "Price that the seller receives.", unit = "half ticks")
            long sellerPriceHalfTicks) {

        static final RecordTable<WithLimits> TABLE = RecordTable.of(WithLimits.class);

        static WithLimits of(Trade trade) {
            return new WithLimits(
                    trade.bid().participant(),
                    trade.bid().lot(),
                    trade.ask().participant(),
                    trade.ask().lot(),
                    trade.bid().limitTicks(),
                    trade.ask().limitTicks(),
                    trade.buyerPriceHalfTicks(),
                    trade.sellerPriceHalfTicks());
        }
    }
}
