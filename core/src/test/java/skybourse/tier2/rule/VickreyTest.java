package skybourse.tier2.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Markets;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

class VickreyTest {

    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);

    private static long best(OrderBook book) {
        return new EfficientTrade().clear(book, TIES).welfareTicks(book);
    }

    /** By definition each trader's utility is its marginal contribution to welfare. */
    @Test
    void everyTraderGainsItsMarginalContribution() {
        Cases.forAll(Markets::severalLots, book -> {
            AuctionOutcome outcome = new Vickrey().clear(book, TIES);
            for (String id : book.participants()) {
                assertThat(outcome.utilityHalfTicks(id, book)).isEqualTo(2 * (best(book) - best(book.without(id))));
            }
        });
    }

    @Test
    void theHousePaysTheDeficit() {
        OrderBook book = OrderBook.unitDemand(new long[] {9}, new long[] {4});
        assertThat(new Vickrey().clear(book, TIES).houseHalfTicks()).isEqualTo(-10);
    }
}
