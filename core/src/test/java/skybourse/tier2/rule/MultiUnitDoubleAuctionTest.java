package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Markets;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/** MUDA beyond the contract of all rules: the price of each half comes from the other. Ties by id put b1, b3, s1, s3 in the first half. */
class MultiUnitDoubleAuctionTest {

    private static final TieOrder TIES = new TieOrder.ById();

    /**
     * Halves {b1 20, b3 12; s1 1, s3 6} and {b2 15, b4 4; s2 3, s4 11}. In the second half one pair is efficient and any
     * price from max(3, 4) to min(15, 11) balances it: middle 7.5, at which the first half trades b1, b3 with s1, s3. In the
     * first half both pairs are, at 6 to 12: middle 9, at which b2 trades with s2.
     */
    @Test
    void eachHalfTradesAtMiddlePriceOfOther() {
        OrderBook book = OrderBook.unitDemand(new long[] {20, 15, 12, 4}, new long[] {1, 3, 6, 11});
        List<Trade> trades = new MultiUnitDoubleAuction().clear(book, TIES).trades();
        assertThat(trades).hasSize(3);
        for (Trade trade : trades) {
            boolean first = Set.of("b1", "b3").contains(trade.bid().participant());
            assertThat(Set.of("s1", "s3").contains(trade.ask().participant())).isEqualTo(first);
            assertThat(trade.buyerPriceHalfTicks()).isEqualTo(first ? 15 : 18);
            assertThat(trade.sellerPriceHalfTicks()).isEqualTo(first ? 15 : 18);
        }
    }

    @Test
    void oneBuyerAndOneSellerHaveNoPrice() {
        OrderBook book = OrderBook.unitDemand(new long[] {100}, new long[] {1});
        assertThat(new MultiUnitDoubleAuction().clear(book, TIES).trades()).isEmpty();
    }

    /** A trader with several lots is in one half, with one price for all its lots. No trade crosses halves. */
    @Test
    void lotsOfOneTraderShareOnePrice() {
        Cases.forAll(Markets::severalLots, book -> {
            List<Trade> trades = new MultiUnitDoubleAuction()
                    .clear(book, new TieOrder.Lottery(3, 1))
                    .trades();
            Set<Long> prices = new HashSet<>();
            for (String trader : book.participants()) {
                List<Long> own = new ArrayList<>();
                for (Trade trade : trades) {
                    if (trade.bid().participant().equals(trader)
                            || trade.ask().participant().equals(trader)) {
                        own.add(trade.buyerPriceHalfTicks());
                    }
                }
                assertThat(new HashSet<>(own)).hasSizeLessThanOrEqualTo(1);
                prices.addAll(own);
            }
            assertThat(prices).hasSizeLessThanOrEqualTo(2);
        });
    }
}
