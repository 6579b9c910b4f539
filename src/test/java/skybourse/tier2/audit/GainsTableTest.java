package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.clock.dropout.MoreInMoves;

class GainsTableTest {

    private static double share(GainsTable.Row row, String way) {
        return row.shares().get(GainsTable.WAYS.indexOf(way));
    }

    /** One lot each: drawn shares are the exact ones, but for the draw. */
    @Test
    void drawnSharesAreTheExactOnes() {
        GainsTable table = GainsTable.of(1_000, 1, 5, List.of());
        GainsTable.Row row = table.rows().getFirst();
        assertThat(row.law()).isEqualTo("uniform");
        DropOutMarket exact = new DropOutMarket(UnitLaws.of("uniform", 1, 1, 50), 1, 50);
        double optimum = exact.traders().clairvoyantWelfareTicks();
        assertThat(share(row, "more-in"))
                .isCloseTo(exact.value(new MoreInMoves(1)).gainsTicks() / optimum, within(2 * row.halfWidth()));
        double posted = exact.value(exact.bestPosted(DropOutReward.GAINS)).gainsTicks() / optimum;
        assertThat(share(row, "posted-best")).isCloseTo(posted, within(2 * row.halfWidth()));
        assertThat(share(row, "sbba")).isZero();
        assertThat(share(row, "muda")).isZero();
        // several lots, 1 x 1: what is known of traders decides all
        GainsTable.Row lots = table.rows().getLast();
        assertThat(lots.law()).isEqualTo("tier1-lots");
        assertThat(share(lots, "bayes")).isGreaterThan(share(lots, "more-in") + .3);
        assertThat(share(lots, "bayes")).isGreaterThan(share(lots, "bayes-other"));
    }
}
