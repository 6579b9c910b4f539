package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;

class AuctionMarketTest {

    @Test
    void scalesLimitsToPartsOfTheGap() {
        OrderBook book = OrderBook.of(
                List.of(new Bid("b", 1, 300), new Bid("b", 2, 250), new Ask("s", 1, 100), new Ask("s", 2, 149)));
        assertThat(new AuctionMarket(book, 300, 100).inParts(100))
                .isEqualTo(OrderBook.of(
                        List.of(new Bid("b", 1, 100), new Bid("b", 2, 75), new Ask("s", 1, 0), new Ask("s", 2, 25))));
    }
}
