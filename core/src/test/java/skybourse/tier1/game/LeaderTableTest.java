package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier1.game.CostCurve.Piece;

class LeaderTableTest {

    private static final LeaderTable TABLE =
            new LeaderTable(new double[] {2, 3}, new double[] {5, 0}, new double[] {4, 6}, new double[] {10, 11});

    private static BitSet first() {
        var first = new BitSet();
        first.set(0);
        return first;
    }

    /** A load of 7 costs 2 a unit and, above 4, 5 more. */
    @Test
    void costsAreThoseOfWorkAndOverload() {
        assertThat(TABLE.ownCost(0, 7)).isEqualTo(14);
        assertThat(TABLE.overloadCost(0, 7)).isEqualTo(15);
        assertThat(TABLE.overloadCost(0, 3)).isZero();
        assertThat(TABLE.profit(0, 3, 20, 7)).isEqualTo(60 - 14 - 15);
    }

    @Test
    void curveOfTwoSlopesHasSameCosts() {
        LeaderTable curves = CurvedGames.twoSlopes(TABLE);
        for (double load : new double[] {0, 3, 4, 7}) {
            for (int s = 0; s < 2; s++) {
                assertThat(curves.ownCost(s, load)).isEqualTo(TABLE.ownCost(s, load));
                assertThat(curves.overloadCost(s, load)).isEqualTo(TABLE.overloadCost(s, load));
                assertThat(curves.profit(s, 3, 20, load)).isEqualTo(TABLE.profit(s, 3, 20, load));
            }
        }
        assertThat(curves.costPerWork(0)).isEqualTo(2);
        assertThat(curves.overloadPrice(0)).isEqualTo(5);
    }

    /** Slopes 1, 4 and 9: beyond the last kink a unit costs 5 more than the last one before it. */
    @Test
    void overloadBeginsAtLastKink() {
        var curve = new CostCurve(List.of(new Piece(0, 1), new Piece(2, 4), new Piece(3, 9)));
        LeaderTable table = TABLE.withCurves(new CostCurve[] {curve, null});
        assertThat(table.overloadCost(0, 5)).isEqualTo(10);
        assertThat(table.ownCost(0, 5)).isEqualTo(2 + 4 + 8);
        assertThat(table.overloadPrice(0)).isEqualTo(8);
        assertThat(table.capacity(0)).isEqualTo(4);
        assertThat(table.curve(1)).isNull();
        assertThat(table.overloadCost(1, 9)).isZero();
    }

    @Test
    void fixedCostIsPaidForAnyLoad() {
        LeaderTable table = TABLE.withFixedCosts(new double[] {0, 8});
        assertThat(table.profit(1, 3, 20, 1)).isEqualTo(60 - 3 - 8);
        assertThat(table.profit(1, 3, 20, 0)).isEqualTo(60);
        assertThat(table.profit(0, 3, 20, 1)).isEqualTo(60 - 2);
        assertThatThrownBy(() -> TABLE.withFixedCosts(new double[] {0, -1})).hasMessageContaining("fixedCost");
    }

    /** A market of a tenth of the size costs a tenth. */
    @Test
    void smallerMarketHasSamePrices() {
        var curve = new CostCurve(List.of(new Piece(0, 1), new Piece(2, 0, 0.5, 2), new Piece(6, 60)));
        LeaderTable table = TABLE.withCurves(new CostCurve[] {null, curve}).withFixedCosts(new double[] {8, 0});
        LeaderTable small = table.scaled(0.1);
        for (int s = 0; s < 2; s++) {
            for (double load : new double[] {1, 3, 5, 9}) {
                double whole = table.profit(s, 3, 10 * load, load);
                assertThat(small.profit(s, 3, load, 0.1 * load)).isCloseTo(0.1 * whole, within(1e-12));
            }
        }
        assertThat(TABLE.scaled(0.1).profit(0, 3, 2, 0.7)).isCloseTo(0.1 * (60 - 14 - 15), within(1e-12));
    }

    @Test
    void postedPricesAndTermsAreCompared() {
        LeaderTable posted = TABLE.withPosting(first());
        assertThat(posted.posts(0)).isTrue();
        assertThat(posted.posts(1)).isFalse();
        assertThat(posted.sameTerms(TABLE, 0)).isFalse();
        assertThat(posted.sameTerms(TABLE, 1)).isTrue();
        assertThat(TABLE.withFixedCosts(new double[] {0, 1}).sameTerms(TABLE, 1))
                .isFalse();
        assertThat(CurvedGames.twoSlopes(TABLE).sameTerms(TABLE, 1)).isFalse();
        assertThat(CurvedGames.twoSlopes(TABLE).sameTerms(CurvedGames.twoSlopes(TABLE), 1))
                .isTrue();
    }
}
