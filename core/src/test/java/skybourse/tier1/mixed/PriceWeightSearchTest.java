package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.ExpectedProfits;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.equilibrium.TwoLeaderMarkets;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices.EqualProfitPair;

class PriceWeightSearchTest {

    private static final double EVEN = 2e-8;

    /** Both leaders of this market randomize between two prices. */
    private static final PricingGame GAME = TwoLeaderMarkets.draw(53);

    private static MixedPrices certified() {
        var solver = new CertifiedSolver(
                PriceNewton.standard(1), new Certifier(1, 4_000), 1e-6, CertifiedSolver.STANDARD_REPAIRS);
        return ((CertifiedMixed) solver.withMixedPrices().solve(GAME, new double[GAME.leaders()])).mix();
    }

    /** Moves weight between the two prices of each leader. */
    private static MixedPrices moved(MixedPrices mix, double... by) {
        List<Mix> mixes = new ArrayList<>();
        for (int s = 0; s < by.length; s++) {
            Point first = mix.mixes().get(s).points().get(0);
            Point second = mix.mixes().get(s).points().get(1);
            double weight = first.weight() + by[s];
            mixes.add(new Mix(List.of(new Point(first.price(), weight), new Point(second.price(), 1 - weight))));
        }
        return new MixedPrices(mixes);
    }

    /** The solution of {@code 2 x + y = 0.15} and {@code x + 3 y = -0.05} is 0.1 and -0.05. */
    @Test
    void newtonSolvesLinearSystem() {
        double[][] slopes = {{2, 1}, {1, 3}};
        double[] ahead = {-0.15, 0.05};
        assertThat(PriceWeightSearch.newton(slopes, ahead)).containsExactly(new double[] {0.1, -0.05}, within(1e-15));
        assertThat(slopes).isDeepEqualTo(new double[][] {{2, 1}, {1, 3}});
        assertThat(ahead).containsExactly(-0.15, 0.05);
        assertThat(PriceWeightSearch.newton(new double[][] {{0, 4}, {-5, 0}}, new double[] {0.4, 0.5}))
                .containsExactly(new double[] {0.1, -0.1}, within(1e-15));
        assertThat(PriceWeightSearch.newton(slopes, new double[] {-1.5, 0.5})).containsExactly(0.2, -0.2);
        assertThat(PriceWeightSearch.newton(new double[][] {{1, 2}, {2, 4}}, ahead))
                .as("singular")
                .isEmpty();
        assertThat(PriceWeightSearch.newton(new double[0][], ahead))
                .as("unknown")
                .isEmpty();
    }

    /** The new slopes explain the last shift and are unchanged in orthogonal directions. */
    @Test
    void learnedSlopesExplainTheLastShift() {
        double[][] slopes = {{2, 1}, {-1, 3}};
        PriceWeightSearch.learn(slopes, new double[] {3, 4}, new double[] {0.5, -2}, new double[] {30.5, -1});
        assertThat(3 * slopes[0][0] + 4 * slopes[0][1]).isCloseTo(30, within(1e-13));
        assertThat(3 * slopes[1][0] + 4 * slopes[1][1]).isCloseTo(1, within(1e-13));
        assertThat(4 * slopes[0][0] - 3 * slopes[0][1]).isCloseTo(5, within(1e-13));
        assertThat(4 * slopes[1][0] - 3 * slopes[1][1]).isCloseTo(-13, within(1e-13));
    }

    /** The price without weight is dropped, and only if it earns less than the other. */
    @Test
    void dropsOnlyWorsePriceWithoutWeight() {
        List<EqualProfitPair> levels =
                List.of(new EqualProfitPair(0, 1, 0), new EqualProfitPair(1, 0, 1), new EqualProfitPair(1, 2, 1));
        double[][] weights = {{0.5, 0.5}, {0, 1, 0}};
        assertThat(PriceWeightSearch.droppedPrice(weights, levels, new double[] {-1, 1, 1}))
                .isNull();
        assertThat(PriceWeightSearch.droppedPrice(weights, levels, new double[] {-1, 1, -1}))
                .isEqualTo(new EqualProfitPair(1, 2, 1));
        assertThat(PriceWeightSearch.droppedPrice(weights, levels, new double[] {-1, -1, -1}))
                .isEqualTo(new EqualProfitPair(1, 0, 1));
        assertThat(PriceWeightSearch.droppedPrice(weights, levels, new double[] {0, 0, 0}))
                .isNull();
        double[][] otherWay = {{0, 1}, {1, 0, 0}};
        assertThat(PriceWeightSearch.droppedPrice(otherWay, levels, new double[] {1, -1, 1}))
                .isEqualTo(new EqualProfitPair(0, 0, 1));
        assertThat(PriceWeightSearch.droppedPrice(otherWay, levels, new double[] {-1, 1, 1}))
                .isEqualTo(new EqualProfitPair(1, 1, 0));
        assertThat(PriceWeightSearch.droppedPrice(otherWay, levels, new double[] {-1, -1, 0}))
                .isNull();
    }

    /** A column of slopes is the change of the levels after convergence with other weights, divided by the change of the weight. */
    @Test
    void slopesAreDifferencesAfterWeightShift() {
        MixedPrices mix = certified();
        LocallyOptimalMixedPrices stationary = settled(mix);
        List<EqualProfitPair> levels = stationary.levels();
        double[] ahead = levels.stream().mapToDouble(stationary::profitLead).toArray();
        double[][] slopes = PriceWeightSearch.slopes(stationary, levels, ahead);
        assertThat(stationary.mix().mixes())
                .as("weights are unchanged")
                .isEqualTo(settled(mix).mix().mixes());
        assertThat(levels).extracting(EqualProfitPair::leader).containsExactly(0, 1);
        for (int c = 0; c < 2; c++) {
            double toFirst = levels.get(c).point() == 0 ? 2e-3 : -2e-3; // not the step size of the code
            double[] by = {0, 0};
            by[c] = toFirst;
            LocallyOptimalMixedPrices other = settled(moved(mix, by));
            for (int r = 0; r < 2; r++) {
                double slope = (other.profitLead(levels.get(r)) - ahead[r]) / 2e-3;
                assertThat(slopes[r][c]).as("%d by %d", r, c).isCloseTo(slope, within(0.02 * Math.abs(slope) + 1e-4));
            }
        }
    }

    /** A price with half of the probe's weight shifts only that weight, and the slope is divided by it. */
    @Tag("slow")
    @Test
    void slopesAreDividedByShiftedWeight() {
        MixedPrices mix = certified();
        double toOne = 0.9995 - mix.mixes().get(0).points().get(0).weight();
        List<EqualProfitPair> levels = List.of(new EqualProfitPair(0, 0, 1));
        MixedPrices nearlyAll = moved(mix, toOne, 0);
        LocallyOptimalMixedPrices stationary = settled(nearlyAll);
        double[] ahead = {stationary.profitLead(levels.getFirst())};
        double less = settled(moved(mix, toOne - 2e-3, 0)).profitLead(levels.getFirst());
        double slope = (ahead[0] - less) / 2e-3;
        assertThat(PriceWeightSearch.slopes(stationary, levels, ahead)[0][0])
                .isCloseTo(slope, within(0.05 * Math.abs(slope)));
    }

    private static LocallyOptimalMixedPrices settled(MixedPrices mix) {
        LocallyOptimalMixedPrices stationary =
                LocallyOptimalMixedPrices.of(GAME, mix, new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> false));
        assertThat(stationary.moveToMaxima()).isTrue();
        return stationary;
    }

    /** From nearby weights the certified ones are found in a few rounds. At the certified weights nothing is shifted. */
    @Tag("slow")
    @Test
    void weightsNearAnEquilibriumAreMovedToIt() {
        MixedPrices mix = certified();
        var rounds = new AtomicInteger();
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                GAME, moved(mix, 0.02, -0.03), new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> {
                    rounds.incrementAndGet();
                    return false;
                }));
        assertThat(stationary.moveToMaxima()).isTrue();
        int before = rounds.get();
        assertThat(PriceWeightSearch.equalize(stationary, EVEN)).isTrue();
        assertThat(rounds.get() - before).as("rounds").isLessThanOrEqualTo(14);
        for (int s = 0; s < 2; s++) {
            for (int i = 0; i < 2; i++) {
                Point point = mix.mixes().get(s).points().get(i);
                assertThat(stationary.weights[s][i]).isCloseTo(point.weight(), within(5e-3));
                assertThat(stationary.prices[s][i]).isCloseTo(point.price(), within(1e-3 * point.price()));
            }
            assertThat(ExpectedProfits.gain(GAME, stationary.mix(), s, 60)).isLessThan(1e-6);
        }
        int level = rounds.get();
        assertThat(PriceWeightSearch.equalize(stationary, EVEN)).isTrue();
        assertThat(rounds).as("nothing to do").hasValue(level);
    }

    /** Two maxima of the second leader, the higher price earning half as much: it loses all weight, and prices converge without it. */
    @Test
    void lessProfitablePriceIsDropped() {
        PricingGame game = TwoLeaderMarkets.draw(78);
        double highest = game.highestPrice(1);
        var start = new MixedPrices(List.of(
                Mix.of(0.3 * game.highestPrice(0)),
                new Mix(List.of(new Point(0.15 * highest, 0.3), new Point(0.4 * highest, 0.7)))));
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game, start, new LocallyOptimalMixedPrices.ClimbBudget(1_000, () -> false));
        assertThat(stationary.moveToMaxima()).isTrue();
        assertThat(stationary.earned[1][1]).isLessThan(0.6 * stationary.earned[1][0]);
        assertThat(PriceWeightSearch.equalize(stationary, EVEN)).isTrue();
        assertThat(stationary.prices[1]).hasSize(1);
        assertThat(stationary.prices[1][0]).isLessThan(0.15 * highest);
        assertThat(stationary.mix().randomizingLeaders()).isZero();
        for (int s = 0; s < 2; s++) {
            double earned = ExpectedProfits.of(game, stationary.mix(), s, stationary.prices[s][0]);
            assertThat(stationary.earned[s][0]).isCloseTo(earned, within(1e-9 * earned));
        }
    }

    /** Weights that are not attainable with the remaining rounds. */
    @Test
    void levelingFailsWithoutRounds() {
        var rounds = new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> false);
        LocallyOptimalMixedPrices stationary =
                LocallyOptimalMixedPrices.of(GAME, moved(certified(), 0.02, -0.03), rounds);
        assertThat(stationary.moveToMaxima()).isTrue();
        while (rounds.take(1)) {
            // uses all rounds
        }
        assertThat(PriceWeightSearch.equalize(stationary, EVEN)).isFalse();
    }
}
