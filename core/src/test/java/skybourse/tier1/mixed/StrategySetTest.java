package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.mixed.StrategySet.Choice;

/** The prices of one leader in a restricted game. All weights are sums of powers of two, so that no sum is rounded. */
class StrategySetTest {

    private static StrategySet set(double... priceAndWeight) {
        return new StrategySet(Stream.iterate(0, i -> i < priceAndWeight.length, i -> i + 2)
                .map(i -> new Choice(priceAndWeight[i], priceAndWeight[i + 1], 0))
                .toList());
    }

    private static List<Double> prices(List<Choice> choices) {
        return choices.stream().map(Choice::price).toList();
    }

    @Test
    void setFromMixReturnsTheMix() {
        Mix mix = new Mix(List.of(new Point(1, 0.25), new Point(4, 0.75)));
        assertThat(StrategySet.of(mix)).isEqualTo(set(1, 0.25, 4, 0.75));
        assertThat(StrategySet.of(mix).mix()).isEqualTo(mix);
    }

    @Test
    void newPriceIsLastWithoutWeight() {
        StrategySet set = set(4, 0.25, 2, 0.75);
        assertThat(set.with(3)).isEqualTo(set(4, 0.25, 2, 0.75, 3, 0));
        assertThat(set.with(2)).as("known price").isSameAs(set);
        assertThat(set.size()).isEqualTo(2);
    }

    /** A price stays for four consecutive rounds without weight. Any weight restarts the count, and no weight is lost. */
    @Test
    void priceIsDroppedInFifthRoundWithoutWeight() {
        StrategySet set = set(1, 1, 2, 0);
        for (int round = 1; round <= 4; round++) {
            set = set.withoutIdle();
            assertThat(prices(set.choices())).as("round %d", round).containsExactly(1.0, 2.0);
        }
        assertThat(set.withoutIdle()).isEqualTo(set(1, 1));
        StrategySet used = set.weighed(new double[] {0.5, 0.5}, 0).withoutIdle();
        assertThat(used).isEqualTo(set(1, 0.5, 2, 0.5));
        StrategySet again = used.weighed(new double[] {1, 0}, 0);
        for (int round = 1; round <= 4; round++) {
            again = again.withoutIdle();
        }
        assertThat(prices(again.choices())).as("counted from zero").containsExactly(1.0, 2.0);
        assertThat(again.withoutIdle().size()).isEqualTo(1);
    }

    @Test
    void rareWeightKeepsAPrice() {
        StrategySet set = set(1, 1, 2, 0x1p-40);
        for (int round = 0; round < 20; round++) {
            set = set.withoutIdle();
        }
        assertThat(set).isEqualTo(set(1, 1, 2, 0x1p-40));
    }

    @Test
    void weightsAreReadFromGivenIndex() {
        double[] weights = {9, 0.25, 0.75, 7};
        assertThat(set(5, 1, 6, 0).weighed(weights, 1)).isEqualTo(set(5, 0.25, 6, 0.75));
    }

    @Test
    void supportHasLikeliestPricesUpToLimit() {
        StrategySet set = set(1, 0.0625, 2, 0, 3, 0.25, 4, 0.125, 5, 0.5, 6, 0.03125, 7, 0.03125);
        assertThat(prices(set.support())).containsExactly(5.0, 3.0, 4.0, 1.0);
        assertThat(prices(set(1, 0.25, 2, 0, 3, 0.75).support())).containsExactly(3.0, 1.0);
        assertThat(prices(set(8, 0.5, 2, 0.5).support()))
                .as("first added of equally likely prices")
                .containsExactly(8.0, 2.0);
    }

    /** The weight of dropped prices goes to the likeliest one. Prices are sorted. */
    @Test
    void weightsOfTheMixSumToOne() {
        StrategySet set = set(6, 0.0625, 2, 0, 3, 0.25, 4, 0.125, 5, 0.5, 1, 0.03125, 7, 0.03125);
        assertThat(set.mix().points())
                .containsExactly(new Point(3, 0.25), new Point(4, 0.125), new Point(5, 0.5625), new Point(6, 0.0625));
        assertThat(set(2, 0, 9, 1).mix()).isEqualTo(Mix.of(9));
        assertThat(set(2, 0.25, 1, 0.75 + 0x1p-45).mix().points())
                .as("rounded weights sum to one")
                .containsExactly(new Point(1, 0.75), new Point(2, 0.25));
    }
}
