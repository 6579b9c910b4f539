package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.audit.GainsTable;
import skybourse.tier2.audit.MarketDistribution.Shape;

class TierOneGainsTest {

    private static final Scenario WORLD =
            ScenarioSampler.standard(new ScenarioSampler.Counts(30, 2, 3, 3)).sample("world", 1);

    @Test
    void limitsBecomePartsOfTheGapBetweenTheStartClocks() {
        OrderBook book = OrderBook.of(
                List.of(new Bid("b", 1, 300), new Bid("b", 2, 250), new Ask("s", 1, 100), new Ask("s", 2, 149)));
        assertThat(new AuctionMarket(book, 300, 100).inParts(100))
                .isEqualTo(OrderBook.of(
                        List.of(new Bid("b", 1, 100), new Bid("b", 2, 75), new Ask("s", 1, 0), new Ask("s", 2, 25))));
    }

    @Test
    void whatIsClearedCameAfterWhatPricesWereChosenOn() {
        List<GainsTable.Given> rows = TierOneGains.markets(WORLD, 6, 1);
        assertThat(rows).extracting(GainsTable.Given::law).containsExactly("tasks of world", "other scenarios");
        for (GainsTable.Given row : rows) {
            assertThat(row.seen()).isNotEmpty().doesNotContainAnyElementsOf(row.later());
            assertThat(row.later()).isNotEmpty();
            assertThat(row.othersSeen()).doesNotContainAnyElementsOf(row.seen());
        }
        assertThat(rows.getFirst().othersSeen()).isEqualTo(rows.getLast().seen());
        GainsTable.Given last = rows.getLast();
        Shape small = new Shape(1, 1, 1, 0, 100); // leaves out the rows of most laws
        var given = new GainsTable.Given(
                last.law(), small, last.seen(), last.later(), last.other(), last.othersSeen(), last.bayes());
        GainsTable.Row cleared = GainsTable.of(1, 1, 1, List.of(given)).rows().getLast();
        assertThat(cleared.law()).isEqualTo("other scenarios");
        assertThat(cleared.shares().get(GainsTable.WAYS.indexOf("bayes"))).isNaN();
        assertThat(cleared.shares().get(GainsTable.WAYS.indexOf("posted-best"))).isBetween(0.5, 1.0);
    }
}
