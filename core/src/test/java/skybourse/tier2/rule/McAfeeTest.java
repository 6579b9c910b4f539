package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

class McAfeeTest {

    private static long[] prices(long[] bids, long[] asks) {
        var outcome = new McAfee().clear(OrderBook.unitDemand(bids, asks), new TieOrder.ById());
        return outcome.trades().stream()
                .flatMapToLong(trade ->
                        java.util.stream.LongStream.of(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()))
                .toArray();
    }

    @Test
    void middlePriceWithinLastPairIsUsedForAllTrades() {
        assertThat(prices(new long[] {9, 3}, new long[] {4, 5})).containsExactly(8, 8);
        assertThat(prices(new long[] {9, 8}, new long[] {2, 10})).containsExactly(18, 18);
    }

    @Test
    void middlePriceOutsideLastPairOmitsItsTrade() {
        assertThat(prices(new long[] {9, 8, 1}, new long[] {4, 3, 6})).containsExactly(16, 8);
    }

    @Test
    void onlyAReductionReportsAnOmittedTrade() {
        OrderBook book = OrderBook.unitDemand(new long[] {9}, new long[] {2});
        assertThat(reason(new McAfee(), book)).isEqualTo(new NoTradeReason.MatchGivenUp(1));
        assertThat(reason(new PostedPrice(1), book)).isEqualTo(new NoTradeReason.NobodyMatched());
        assertThat(reason(new MultiUnitDoubleAuction(), book)).isEqualTo(new NoTradeReason.NobodyMatched());
    }

    private static NoTradeReason reason(AuctionRule rule, OrderBook book) {
        return ((AuctionOutcome.NoTrade) rule.clear(book, new TieOrder.ById())).reason();
    }
}
