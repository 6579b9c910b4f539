package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import skybourse.tier1.mixed.StrategySet.Choice;

/** Textbook games, with choices as prices. */
class RestrictedGameTest {

    private static StrategySet pure(double... prices) {
        return new StrategySet(Arrays.stream(prices)
                .mapToObj(price -> new Choice(price, price == prices[0] ? 1 : 0, 0))
                .toList());
    }

    private static double[] weights(StrategySet set) {
        return set.choices().stream().mapToDouble(Choice::weight).toArray();
    }

    private static List<StrategySet> weighed(UnaryOperator<double[]> profits, StrategySet... sets) {
        return new RestrictedGame(profits, () -> false).solve(List.of(sets));
    }

    /**
     * The first leader inspects (11) or not (10), the third cheats (31) or not (30); the second has one price and decides nothing. Each
     * makes the other indifferent: cheating pays 3 and costs 5 if inspected, so the first inspects with 3/5; inspection costs 1 and
     * yields 4 against a cheat, so the third cheats with 1/4.
     */
    @Test
    void leadersGetWeightsOfTheirGame() {
        UnaryOperator<double[]> inspection = prices -> {
            assertThat(prices[1]).isEqualTo(20);
            boolean inspects = prices[0] == 11;
            boolean cheats = prices[2] == 31;
            return new double[] {inspects ? (cheats ? 3 : -1) : 0, 1_000 * prices[0], cheats ? (inspects ? -2 : 3) : 0};
        };
        List<StrategySet> sets = weighed(inspection, pure(10, 11), pure(20), pure(30, 31));
        assertThat(weights(sets.get(0))).containsExactly(new double[] {0.4, 0.6}, within(1e-12));
        assertThat(sets.get(1)).isEqualTo(pure(20));
        assertThat(weights(sets.get(2))).containsExactly(new double[] {0.75, 0.25}, within(1e-12));
        assertThat(sets.get(2).choices()).extracting(Choice::price).containsExactly(30.0, 31.0);
    }

    /** Three choices against two: the third choice of the first leader is dominated by both others. */
    @Test
    void dominatedPriceGetsNoWeight() {
        UnaryOperator<double[]> pennies = prices -> {
            double wins = prices[0] == prices[1] ? 1 : -1;
            return new double[] {prices[0] == 3 ? -2 : wins, -wins};
        };
        List<StrategySet> sets = weighed(pennies, pure(3, 1, 2), pure(1, 2));
        assertThat(weights(sets.get(0))).containsExactly(new double[] {0, 0.5, 0.5}, within(1e-12));
        assertThat(weights(sets.get(1))).containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    }

    /** Profits are cached: nine combinations first, seven more after each leader got one more price. */
    @Test
    void profitsAreEvaluatedOncePerCombination() {
        List<List<Double>> asked = new ArrayList<>();
        UnaryOperator<double[]> cyclic = prices -> {
            asked.add(DoubleStream.of(prices).boxed().toList());
            double wins = Math.floorMod((int) (prices[0] - prices[1]), 3) == 1 ? 1 : prices[0] == prices[1] ? 0 : -1;
            return new double[] {wins, -wins};
        };
        var game = new RestrictedGame(cyclic, () -> false);
        List<StrategySet> sets = game.solve(List.of(pure(0, 1, 2), pure(0, 1, 2)));
        for (StrategySet set : sets) {
            assertThat(weights(set)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
        }
        assertThat(asked).hasSize(9);
        game.solve(List.of(pure(2, 1, 0), pure(1, 2, 0)));
        assertThat(asked).as("in another order").hasSize(9);
        game.solve(List.of(sets.get(0).with(3), sets.get(1).with(4)));
        assertThat(asked).hasSize(16);
        assertThat(new HashSet<>(asked)).hasSize(16);
    }

    /** The price of a leader with one choice matters too: at 21 the first leader earns more with 11, at 20 with 10. */
    @Test
    void profitsDependOnFixedPrices() {
        var game = new RestrictedGame(prices -> new double[] {prices[0] == prices[1] - 10 ? 1 : 0, 0}, () -> false);
        assertThat(weights(game.solve(List.of(pure(10, 11), pure(20))).getFirst()))
                .containsExactly(1, 0);
        assertThat(weights(game.solve(List.of(pure(10, 11), pure(21))).getFirst()))
                .containsExactly(0, 1);
    }

    /** The search starts at the current equilibrium and keeps it, although others exist. */
    @Test
    void searchStartsAtCurrentWeights() {
        UnaryOperator<double[]> sameSide =
                prices -> prices[0] == prices[1] ? new double[] {1 + prices[0], 4 - prices[1]} : new double[] {0, 0};
        StrategySet second = pure(1, 2).weighed(new double[] {0, 1}, 0);
        assertThat(weighed(sameSide, pure(1, 2), pure(1, 2))).containsExactly(pure(1, 2), pure(1, 2));
        assertThat(weighed(sameSide, second, second)).containsExactly(second, second);
    }

    @Test
    void stoppedSearchDoesNotChangeSets() {
        AtomicInteger asked = new AtomicInteger();
        UnaryOperator<double[]> counted = prices -> {
            asked.incrementAndGet();
            return new double[] {prices[0] == prices[1] ? 1 : 0, prices[0] == prices[1] ? 0 : 1};
        };
        List<StrategySet> sets = List.of(pure(1, 2), pure(1, 2));
        assertThat(new RestrictedGame(counted, () -> asked.get() >= 2).solve(sets))
                .isEqualTo(sets);
        assertThat(asked).hasValue(2);
    }
}
