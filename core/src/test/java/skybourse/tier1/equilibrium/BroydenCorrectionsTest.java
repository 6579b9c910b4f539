package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.tier1.game.PricingGame;

/** Rows of a sampled Jacobian, corrected by the results of steps. */
class BroydenCorrectionsTest {

    private static final double[] TRUTH = {-8, 2, 1};
    private static final double[] SAMPLED = {-7, 2.5, 0.5};

    private final BroydenCorrections learnt = new BroydenCorrections(2, 3);

    private static double value(double[] prices) {
        double value = 0;
        for (int t = 0; t < prices.length; t++) {
            value += TRUTH[t] * prices[t];
        }
        return value;
    }

    private double[] row() {
        double[] row = SAMPLED.clone();
        learnt.correct(1, 0, row);
        return row;
    }

    private void step(double[] from, double[] to) {
        System.arraycopy(row(), 0, learnt.row(1, 0), 0, 3);
        learnt.keep(1, 0, value(from));
        learnt.step(from, to);
        learnt.learn(1, 0, value(to));
    }

    @Test
    void correctedRowExplainsLastStep() {
        double[] from = {1, 2, 4};
        double[] to = {1.5, 2, 3};
        step(from, to);
        double explained = row()[0] * 0.5 - row()[2];
        assertThat(explained).isCloseTo(value(to) - value(from), within(1e-12));
        assertThat(row()[1]).as("an unchanged price changes no entry").isEqualTo(2.5);
    }

    /** Errors of 1 and .5 in the row and moves of .5 and -.25 of prices: -1 is unexplained, of .3125 squared, over prices 1 and 4. */
    @Test
    void smallestCorrectionIsRelativeToPrices() {
        step(new double[] {1, 2, 4}, new double[] {1.5, 2, 3});
        assertThat(row()[0]).isCloseTo(-7 - 0.5 / 0.3125, within(1e-12));
        assertThat(row()[2]).isCloseTo(0.5 + 0.25 / 4 / 0.3125, within(1e-12));
    }

    @Test
    void stepsOfAllPricesDetermineTheRow() {
        double[] from = {1, 1, 1};
        step(from, new double[] {1.1, 1, 1});
        step(from, new double[] {1, 1.1, 1});
        step(from, new double[] {1, 1, 1.1});
        for (int t = 0; t < 3; t++) {
            assertThat(row()[t]).isCloseTo(TRUTH[t], within(1e-9));
        }
    }

    @Test
    void correctionAppliesToOneEquationAndLeader() {
        step(new double[] {1, 1, 1}, new double[] {1.1, 1, 1});
        for (int[] other : new int[][] {{0, 0}, {1, 1}}) {
            double[] row = {-7, -7, 0.5};
            learnt.correct(other[0], other[1], row);
            assertThat(row).containsExactly(-7, -7, 0.5);
        }
    }

    @Test
    void ownEntryIsAtMostFourTimesAsSteep() {
        System.arraycopy(SAMPLED, 0, learnt.row(1, 0), 0, 3);
        learnt.keep(1, 0, 0);
        learnt.step(new double[] {1, 1, 1}, new double[] {2, 1, 1});
        learnt.learn(1, 0, -50);
        assertThat(row()).containsExactly(-4 * 7, 2.5, 0.5);
    }

    @Test
    void zeroPriceGivesNoCorrection() {
        learnt.step(new double[] {0, 1, 1}, new double[] {1, 1, 1});
        learnt.learn(1, 0, 9);
        assertThat(row()).containsExactly(SAMPLED);
    }

    @Test
    void ownEntryIsAtLeastOneQuarterAsSteep() {
        System.arraycopy(SAMPLED, 0, learnt.row(1, 0), 0, 3);
        learnt.keep(1, 0, 0);
        learnt.step(new double[] {1, 1, 1}, new double[] {2, 1, 1});
        learnt.learn(1, 0, 5);
        assertThat(row()).containsExactly(-0.25 * 7, 2.5, 0.5);
    }

    @Test
    void closedAndUnchangedPricesGiveNoCorrection() {
        double[] closed = {PricingGame.CLOSED, 1, 1};
        learnt.step(closed, closed);
        learnt.learn(1, 0, 9);
        assertThat(row()).containsExactly(SAMPLED);
        learnt.step(closed, new double[] {PricingGame.CLOSED, 1.1, 1});
        learnt.learn(1, 0, 0.1 * 2.5 + 0.1);
        assertThat(row()[1]).isCloseTo(2.5 + 3.5, within(1e-9));
    }
}
