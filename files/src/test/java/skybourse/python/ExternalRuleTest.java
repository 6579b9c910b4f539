package skybourse.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.TieOrder;

class ExternalRuleTest {

    private static final OrderBook BOOK = OrderBook.unitDemand(new long[] {6, 14}, new long[] {11, 4});
    private static final RuleTraits TRAITS = RuleTraits.of(RuleTraits.Budget.WEAK, "all");

    private static String clear(long... trades) {
        var rule = new ExternalRule("listed", TRAITS, (bids, buyers, asks, sellers) -> {
            assertThat(bids).containsExactly(14, 6);
            assertThat(buyers).containsExactly("b2", "b1");
            assertThat(asks).containsExactly(4, 11);
            assertThat(sellers).containsExactly("s2", "s1");
            return trades;
        });
        return rule.clear(BOOK, new TieOrder.ById()).text();
    }

    @Test
    void executesTradesOfTheFunction() {
        assertThat(clear(0, 0, 19, 18)).startsWith("b2 buys from s2: pays 9.5, s2 receives 9\nthe house keeps 0.5;");
        assertThat(clear()).startsWith("no trade");
    }

    @Test
    void refusesInvalidTrades() {
        for (var wrong : Map.of(
                        new long[] {2, 0, 19, 18}, "trades[0].bid must be in [0, 1]: 2",
                        new long[] {0, -1, 19, 18}, "trades[0].ask must be in [0, 1]: -1",
                        new long[] {0, 0, 29, 18}, "trades[0].buyerPrice must be at most the bid, 14: 14.5",
                        new long[] {0, 0, 19, 7}, "trades[0].sellerPrice must be at least the ask, 4: 3.5",
                        new long[] {0, 0, 19, 18, 0, 1, 22, 22}, "trades[1].bid must trade once: b2",
                        new long[] {0, 0, 19, 18, 1, 0, 12, 8}, "trades[1].ask must trade once: s2",
                        new long[] {0, 0, 19}, "trades must have four numbers each: 3 in all")
                .entrySet()) {
            assertThatThrownBy(() -> clear(wrong.getKey())).hasMessage(wrong.getValue());
        }
    }

    @Test
    void columnsAreComponentsAndMethodsOfRecords() {
        record Row(double number, long[] left, boolean truth, RuleTraits.Budget kind) {
            public long twice() {
                return (long) (2 * number);
            }
        }
        var columns = RecordColumns.of(Row.class, List.of(new Row(1.5, new long[0], true, RuleTraits.Budget.WEAK)));
        assertThat(columns).containsOnlyKeys("number", "truth", "kind", "twice");
        assertThat(columns.get("twice")).isEqualTo(new long[] {3});
        assertThat(columns.get("kind")).isEqualTo(new String[] {"WEAK"});
        assertThat((double[]) RecordColumns.of(Row.class, List.of()).get("number"))
                .isEmpty();
    }
}
