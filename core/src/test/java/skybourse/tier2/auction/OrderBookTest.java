package skybourse.tier2.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier2.rule.KDoubleAuction;

class OrderBookTest {

    @Test
    void rejectsInvalidOrders() {
        assertThatThrownBy(() -> OrderBook.of(List.of(new Bid("a", 1, 3), new Ask("a", 2, 3))))
                .hasMessage("participant must be on one side only: a");
        assertThatThrownBy(() -> OrderBook.of(List.of(new Bid("a", 2, 3))))
                .hasMessage("lots of a must be numbered 1, 2, ... without gap or repetition: 2");
        assertThatThrownBy(() -> OrderBook.of(List.of(new Ask("a", 1, 3), new Ask("a", 2, 2))))
                .hasMessage("limitTicks of a must not improve from lot to lot: 2 at lot 2");
        assertThatThrownBy(() -> new Bid("a", 1, Order.MAX_TICKS + 1)).hasMessageContaining("limitTicks must be in");
    }

    @Test
    void valueOfSeveralLotsIsThatOfFirstLots() {
        OrderBook book = OrderBook.of(List.of(new Ask("a", 2, 5), new Ask("a", 1, 3), new Bid("b", 1, 9)));
        assertThat(book.signedValueTicks("a", 1)).isEqualTo(-3);
        assertThat(book.signedValueTicks("a", 2)).isEqualTo(-8);
        assertThat(book.signedValueTicks("b", 1)).isEqualTo(9);
        assertThat(book.without("a").participants()).containsExactly("b");
        assertThatThrownBy(() -> book.signedValueTicks("b", 2)).hasMessage("lots of b must be at most 1: 2");
    }

    @Test
    void welfareUsesTrueValuesForAllReports() {
        OrderBook truth = OrderBook.unitDemand(new long[] {9}, new long[] {4});
        OrderBook lie = truth.with("b1", List.of(new Bid("b1", 1, 6)));
        AuctionOutcome outcome = new KDoubleAuction(2).clear(lie, new TieOrder.ById());
        assertThat(outcome.welfareTicks(truth)).isEqualTo(5);
        assertThat(outcome.utilityHalfTicks("b1", truth)).isEqualTo(6);
        assertThat(outcome.utilityHalfTicks("s1", truth)).isEqualTo(4);
        assertThat(AuctionOutcome.ticks(-3)).isEqualTo("-1.5");
    }
}
