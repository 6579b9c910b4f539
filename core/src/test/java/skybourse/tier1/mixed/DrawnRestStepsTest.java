package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import skybourse.tier1.equilibrium.TwoLeaderMarkets;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices.EqualProfitPair;

/** Single steps of the search for mixed prices: changes of weights. */
class DrawnRestStepsTest {

    private static final Offset<Double> ROUNDING = within(1e-15);

    /** A market of two leaders that both randomize. */
    private static final PricingGame GAME = TwoLeaderMarkets.draw(11);

    /** The first leader has price 2 with weight 0.25, else 4; 3 is added with weight 0. */
    private static LocallyOptimalMixedPrices rest() {
        var start =
                new MixedPrices(List.of(new Mix(List.of(new Point(2e-6, 0.25), new Point(4e-6, 0.75))), Mix.of(3e-6)));
        return LocallyOptimalMixedPrices.of(GAME, start, new LocallyOptimalMixedPrices.ClimbBudget(1_000, () -> false))
                .with(0, 3e-6);
    }

    private static void assertWeights(LocallyOptimalMixedPrices stationary, double... weights) {
        assertThat(stationary.weights[0]).containsExactly(weights, ROUNDING);
    }

    @Test
    void otherPricesKeepTheirWeightsInProportion() {
        LocallyOptimalMixedPrices stationary = rest();
        assertThat(stationary.prices[0]).containsExactly(2e-6, 3e-6, 4e-6);
        assertWeights(stationary, 0.25, 0, 0.75);
        stationary.setWeight(0.2);
        assertWeights(stationary, 0.2, 0.2, 0.6);
        stationary.setWeight(0.6);
        assertWeights(stationary, 0.1, 0.6, 0.3);
        stationary.setWeight(0);
        assertWeights(stationary, 0.25, 0, 0.75);
    }

    @Test
    void priceTransfersAtMostItsWeight() {
        LocallyOptimalMixedPrices stationary = rest();
        var level = new EqualProfitPair(0, 1, 2);
        assertThat(stationary.shift(level, 0.5)).isCloseTo(0.5, ROUNDING);
        assertWeights(stationary, 0.25, 0.5, 0.25);
        assertThat(stationary.shift(level, 1)).isCloseTo(0.25, ROUNDING);
        assertWeights(stationary, 0.25, 0.75, 0);
        assertThat(stationary.shift(level, -2)).isCloseTo(-0.75, ROUNDING);
        assertWeights(stationary, 0.25, 0, 0.75);
        stationary.drop(level);
        assertThat(stationary.prices[0]).containsExactly(2e-6, 4e-6);
        assertWeights(stationary, 0.25, 0.75);
    }

    @Test
    void pointIsUnchangedIfAnotherLeaderDropsPrice() {
        var both = new Mix(List.of(new Point(2e-6, 0.5), new Point(4e-6, 0.5)));
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                        GAME,
                        new MixedPrices(List.of(both, both)),
                        new LocallyOptimalMixedPrices.ClimbBudget(0, () -> false))
                .with(0, 5e-6);
        stationary.drop(new EqualProfitPair(1, 0, 1));
        assertThat(stationary.prices[1]).containsExactly(4e-6);
        stationary.setWeight(0.2);
        assertWeights(stationary, 0.4, 0.4, 0.2);
    }

    /** Of prices 2, 3 and 4, 3 is the point. The others are compared with 4, the likeliest one. */
    @Test
    void pricesAreComparedWithTheLikeliestOne() {
        LocallyOptimalMixedPrices stationary = rest();
        double unit = 100 * GAME.moneyScale();
        System.arraycopy(new double[] {unit, 5 * unit, 4 * unit}, 0, stationary.earned[0], 0, 3);
        assertThat(stationary.profitLead()).isCloseTo(0.25, ROUNDING);
        assertThat(stationary.levels()).containsExactly(new EqualProfitPair(0, 0, 2));
        assertThat(stationary.profitLead(new EqualProfitPair(0, 0, 2))).isCloseTo(-0.75, ROUNDING);
    }
}
