package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.files.text.InvalidInputException;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;

class OrdersTextTest {

    private static final OrderBook BOOK =
            OrderBook.of(List.of(new Bid("fa1", 1, 9), new Bid("fa1", 2, 7), new Ask("aa1", 1, 0)));

    @Test
    void writtenOrdersAreReadBack() {
        assertThat(OrdersText.parse("orders.csv", OrdersText.write(BOOK))).isEqualTo(BOOK);
    }

    @Test
    void lotColumnIsOptional() {
        String text = "# a note\r\nside,participant,limitTicks\r\n\r\nask,aa1,3\r\nbid,fa1,9\r\n";
        assertThat(OrdersText.parse("orders.csv", text))
                .isEqualTo(OrderBook.of(List.of(new Bid("fa1", 1, 9), new Ask("aa1", 1, 3))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bid,b,-1          | line 2 limitTicks must be in [0, 1099511627776]: -1
            bid,b,4.5         | line 2 limitTicks must be a whole number: "4.5"
            bid,b,1e-3        | line 2 limitTicks must be a whole number: "1e-3"
            bid,b,            | line 2 limitTicks must be a whole number: ""
            bid,b,1099511627777 | line 2 limitTicks must be in [0, 1099511627776]: 1099511627777
            bid,b,99999999999999999999 | line 2 limitTicks must be in [0, 1099511627776]: 99999999999999999999
            bid,b,1;bid,b,2   | line 3 participant must be unique: "b"
            bid,b,1;ask,b,2   | line 3 participant must be on one side only: "b"
            buy,b,1           | line 2 side must be bid or ask: "buy"
            bid,,1            | line 2 participant must not be blank: ""
            'bid, b,1'        | line 2 participant must not begin or end with a blank: " b"
            'bid,"b,1'        | line 2 must close its quotes: "bid,"b,1"
            bid,b,١٢ | line 2 limitTicks must be a whole number: "١٢"
            bid,b,0x10        | line 2 limitTicks must be a whole number: "0x10"
            bid,b             | line 2 must have 3 fields: 2
            bid,b,1           | must have at least one ask: 0
            ask,a,1           | must have at least one bid: 0
            """)
    void refusesInvalidOrders(String lines, String complaint) {
        String text = "side,participant,limitTicks\n" + lines.replace(';', '\n') + "\n";
        assertThatThrownBy(() -> OrdersText.parse("orders.csv", text))
                .isInstanceOf(InvalidInputException.class)
                .extracting(e -> e.getMessage().lines().findFirst().orElseThrow())
                .isEqualTo("orders.csv: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            side,participant,price  | line 1 header must be "side,participant,limitTicks" or "side,participant,lot,limitTicks": "side,participant,price"
            # only a note           | must start with a header: the file is empty
            """)
    void refusesInvalidHeaders(String text, String complaint) {
        assertThatThrownBy(() -> OrdersText.parse("orders.csv", text))
                .hasMessageStartingWith("orders.csv: " + complaint);
    }

    @Test
    void refusesIdsThatAreNoLabels() {
        for (String id : new String[] {"a\u0007b", "a\0b", "x".repeat(101)}) {
            String text = "side,participant,limitTicks\nbid," + id + ",1\nask,s,1\n";
            assertThatThrownBy(() -> OrdersText.parse("orders.csv", text))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("orders.csv: line 2 participant must "
                            + (id.length() > 100 ? "have at most 100 characters" : "not contain control characters"))
                    .hasMessageContaining("Hint: ");
        }
    }

    @Test
    void refusesLimitsThatImproveWithLots() {
        String text = "side,participant,lot,limitTicks\nbid,fa1,1,5\nbid,fa1,2,6\nask,aa1,1,1\n";
        assertThatThrownBy(() -> OrdersText.parse("orders.csv", text))
                .hasMessageContaining("limitTicks of fa1 must not improve from lot to lot: 6 at lot 2");
    }

    /** Ids as {@code audit --counterexample} writes them and {@code auction} reads them. */
    @Test
    void idsWithCommasAndQuotesAreReadBack() {
        var book = OrderBook.of(List.of(new Bid("fa, the \"first\"", 1, 9), new Ask("uav,1", 1, 4)));
        assertThat(OrdersText.parse("orders.csv", OrdersText.write(book))
                        .orders()
                        .toList())
                .isEqualTo(book.orders().toList());
    }
}
