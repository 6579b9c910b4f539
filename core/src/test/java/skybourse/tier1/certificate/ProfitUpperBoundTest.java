package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.certificate.ProfitUpperBound.Cell;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Upper bounds and gaps, compared with manual calculations: cells cover all prices, and gaps include rounding. */
class ProfitUpperBoundTest {

    private static final double EIGHT_UNITS = 8 * 0x1p-53;
    private static final double BITS = 5e6;

    /** One follower. Serving it costs 5, at 1e-6 per bit. */
    private static PricingGame game(double cap) {
        var leaders = new LeaderTable(new double[] {1e-9}, new double[1], new double[] {1e10}, new double[] {cap});
        return new PricingGameBuilder(leaders)
                .agent(BITS, 5e9, 25)
                .link(0, -1, 0.8, 1)
                .build();
    }

    @Test
    void smallerBoundHoldsWhereCellsTouch() {
        var ceiling = new ProfitUpperBound(0, List.of(new Cell(0, 1, 5), new Cell(1, 2, 3), new Cell(2, 4, 4)));
        assertThat(ceiling.at(0)).isEqualTo(5);
        assertThat(ceiling.at(1)).isEqualTo(3);
        assertThat(ceiling.at(2)).isEqualTo(3);
        assertThat(ceiling.at(4)).isEqualTo(4);
        assertThatThrownBy(() -> ceiling.at(4.5)).hasMessage("price must be in [0, cap]: 4.5");
        assertThat(ceiling.highest()).isEqualTo(5);
        assertThat(new ProfitUpperBound(0, List.of(new Cell(0, 1, -2))).highest())
                .isZero();
    }

    @Test
    void cellsCoverAllPricesUpToCap() {
        PricingGame game = game(8e-6);
        double[] mesh = {3e-6, 9e-6, 0.5e-6, 3e-6, 6e-6};
        ProfitUpperBound ceiling = new Certifier(1, 1).profitBound(game, new double[] {2e-6}, 0, mesh);
        assertThat(ceiling.leader()).isZero();
        double breakEven = game.breakEvenPrice(0);
        assertThat(ceiling.cells()).extracting(Cell::lowestPrice).containsExactly(0.0, breakEven, 3e-6, 6e-6);
        assertThat(ceiling.cells()).extracting(Cell::highestPrice).containsExactly(breakEven, 3e-6, 6e-6, 8e-6);
        assertThat(ceiling.at(0)).as("rounding of all bits at break-even").isEqualTo(EIGHT_UNITS * breakEven * BITS);
    }

    @Test
    void certificateHoldsUpToTolerance() {
        assertThat(new EquilibriumCertificate(1e-6, 1e-6, List.of(), 0, 0).holds())
                .isTrue();
        assertThat(new EquilibriumCertificate(1.1e-6, 1e-6, List.of(), 0, 0)).satisfies(over -> {
            assertThat(over.holds()).isFalse();
            assertThat(over).hasToString("eps 1.10e-06 (asked 1.00e-06) over 0 leaders");
        });
    }

    @Test
    void nanBoundIsInfinite() {
        assertThat(ProfitBoundSearch.proven(Double.NaN)).isInfinite();
        assertThat(ProfitBoundSearch.proven(2)).isEqualTo(2);
    }

    private static LeaderGap gap(PricingGame game, double price) {
        return new Certifier(1, 1)
                .certify(game, new double[] {price}, 1e-6)
                .leaders()
                .getFirst();
    }

    /** Distances start at 1e-3 and grow by 2.3, on both sides over the price range, with the price and both ends. */
    private static int around(double price, double low, double top) {
        int points = 1;
        for (double step = 1e-3 * price; step < Math.max(price - low, top - price); step *= 2.3) {
            points += (price - step > low ? 1 : 0) + (price + step < top ? 1 : 0);
        }
        return points + (price > low ? 1 : 0) + (price < top ? 1 : 0);
    }

    @Test
    void firstMeshHasExpectedPoints() {
        PricingGame game = game(8e-6);
        double breakEven = game.breakEvenPrice(0);
        for (double price : new double[] {1.5e-6, 3e-6, 7.9e-6, 8e-6}) {
            assertThat(gap(game, price).evaluations()).isEqualTo(around(price, breakEven, 8e-6));
        }
        // 24 from break-even to the cap; a price below break-even adds one
        assertThat(gap(game, PricingGame.CLOSED).evaluations()).isEqualTo(25);
        assertThat(gap(game, 0.5e-6).evaluations()).isEqualTo(26);
        assertThat(gap(game, breakEven).evaluations()).isEqualTo(25);
    }

    @Test
    void evaluationsStayWithinLimit() {
        LeaderGap gap = new Certifier(1, 30)
                .certify(game(8e-6), new double[] {2e-6}, 1e-6)
                .leaders()
                .getFirst();
        assertThat(gap.evaluations()).isBetween(22, 30);
        assertThat(gap(game(3e-6), PricingGame.CLOSED).bestPrice()).isLessThanOrEqualTo(3e-6);
    }

    /** The gap includes the profit's error in numerator and denominator. */
    @Test
    void gapIsUpperBoundMinusLowerProfitBound() {
        PricingGame game = game(8e-6);
        var market = new FixedPriceGame(game, new double[] {3e-6, 0});
        market.examine(0, new FollowerGaps(game, market.prices()));
        var profile = new LeaderProfitBounds(market);
        profile.open(0, game.breakEvenPrice(0));
        profile.evaluate(new double[] {3e-6}, new boolean[1]);
        LeaderGap gap = gap(game, 3e-6);
        assertThat(gap.profit()).isEqualTo(profile.profit[0]).isPositive();
        double surely = gap.profit() - profile.profitError[0];
        assertThat(gap.relativeGap()).isEqualTo((gap.upperBound() - surely) / surely);
        assertThat(new Certifier(1, 1).certify(game, new double[] {3e-6}, 1e-6).largestGapMoney())
                .isEqualTo(gap.upperBound() - surely);
    }
}
