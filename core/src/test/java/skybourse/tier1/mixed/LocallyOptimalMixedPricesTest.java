package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import skybourse.tier1.equilibrium.ExpectedProfits;
import skybourse.tier1.equilibrium.TwoLeaderMarkets;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices.EqualProfitPair;

/** Converged prices are compared with expected profits from their definition, {@link ExpectedProfits}. */
class LocallyOptimalMixedPricesTest {

    private static final Offset<Double> ROUNDING = within(1e-15);
    private static final PricingGame GAME = TwoLeaderMarkets.draw(11);

    private static Mix two(double low, double weight, double high) {
        return new Mix(List.of(new Point(low, weight), new Point(high, 1 - weight)));
    }

    private static LocallyOptimalMixedPrices rest(PricingGame game, long rounds, Mix... mixes) {
        return LocallyOptimalMixedPrices.of(
                game, new MixedPrices(List.of(mixes)), new LocallyOptimalMixedPrices.ClimbBudget(rounds, () -> false));
    }

    /**
     * Each price has the defined expected profit, and no price within 1 % on its side of the others earns more. Few are not maxima: a
     * climb may skip one and reach a lower one; then the price stays at its start.
     */
    @Test
    void mostPricesConvergeToProfitMaximum() {
        int settled = 0;
        int apart = 0;
        int missed = 0;
        for (long seed = 1; seed <= 72; seed++) {
            PricingGame game = TwoLeaderMarkets.draw(seed);
            double[] at = {0.3 * game.highestPrice(0), 0.4 * game.highestPrice(1)};
            var mix =
                    new MixedPrices(List.of(two(0.5 * at[0], 0.25, 1.5 * at[0]), two(0.6 * at[1], 0.625, 1.4 * at[1])));
            var made = new AtomicInteger();
            var rounds = new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> made.incrementAndGet() < 0);
            LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(game, mix, rounds);
            if (stationary.moveToMaxima() && made.get() < 200) { // after 200 rounds it accepts the current prices
                settled++;
                for (int s = 0; s < 2; s++) {
                    missed += isAtMaximum(game, stationary, s) ? 0 : 1;
                    apart += stationary.prices[s][1] > 1.1 * stationary.prices[s][0] ? 1 : 0;
                }
            }
        }
        assertThat(settled).isGreaterThanOrEqualTo(20);
        assertThat(missed).isLessThanOrEqualTo(settled / 10);
        assertThat(apart).isEqualTo(2 * settled);
    }

    private static boolean isAtMaximum(PricingGame game, LocallyOptimalMixedPrices stationary, int s) {
        MixedPrices mix = stationary.mix();
        double[] sides = stationary.sides(s);
        boolean isAtMaximum = true;
        for (int i = 0; i < stationary.prices[s].length; i++) {
            double price = stationary.prices[s][i];
            double earned = ExpectedProfits.of(game, mix, s, price);
            double little = 1e-9 * Math.max(Math.abs(earned), game.moneyScale());
            assertThat(stationary.earned[s][i]).isCloseTo(earned, within(little));
            assertThat(price).isBetween(sides[i], sides[i + 1]);
            for (double by : new double[] {-1e-2, -1e-3, -1e-5, 1e-5, 1e-3, 1e-2}) {
                double other = Math.clamp(price * (1 + by), sides[i], sides[i + 1]);
                isAtMaximum &= ExpectedProfits.of(game, mix, s, other) <= earned + little;
            }
        }
        return isAtMaximum;
    }

    /** Geometric means; from break-even, or a price below it, up to the cap. */
    @Test
    void pricesAreSeparatedByGeometricMeans() {
        double cap = GAME.leaderTable().priceCap(0);
        double breakEven = GAME.breakEvenPrice(0);
        LocallyOptimalMixedPrices stationary = rest(GAME, 0, two(2e-6, 0.5, 8e-6), Mix.of(0.5 * GAME.breakEvenPrice(1)))
                .with(0, 0.5e-6);
        assertThat(breakEven).isBetween(0.0, 0.5e-6);
        assertThat(stationary.sides(0)).containsExactly(new double[] {breakEven, 1e-6, 4e-6, cap}, within(1e-18));
        assertThat(stationary.sides(1)[0]).isEqualTo(0.5 * GAME.breakEvenPrice(1));
        assertThat(stationary.sides(1)[1]).isEqualTo(GAME.leaderTable().priceCap(1));
    }

    /** The last leader has separate customers and is converged from the start. The others compete and move until both converge. */
    @Test
    void convergenceRequiresAllLeaders() {
        double[] three = {1e10, 1e10, 1e10};
        double[] caps = {20e-6, 20e-6, 20e-6};
        var table = new LeaderTable(new double[] {1e-9, 2e-9, 1e-9}, new double[3], three, caps);
        PricingGame game = new PricingGameBuilder(table)
                .agent(5e6, 5e9, 25)
                .link(0, -2, 0.8, 1)
                .link(1, -3, 0.7, 1)
                .agent(4e6, 4e9, 30)
                .link(2, -1, 0.9, 1)
                .build();
        double own = rest(game, 0, Mix.of(3e-6), Mix.of(3e-6), Mix.of(3e-6)).climb(2, 3e-6);
        var made = new AtomicInteger();
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game,
                MixedPrices.pure(new double[] {6e-6, 6e-6, own}),
                new LocallyOptimalMixedPrices.ClimbBudget(1_000, () -> made.incrementAndGet() < 0));
        assertThat(stationary.moveToMaxima()).isTrue();
        assertThat(made.get()).as("rounds").isBetween(4, 30);
        assertThat(stationary.prices[2][0]).isEqualTo(own);
        for (int s = 0; s < 3; s++) {
            double price = stationary.prices[s][0];
            double earned = ExpectedProfits.of(game, stationary.mix(), s, price);
            for (double factor : new double[] {0.99, 1.01}) {
                assertThat(ExpectedProfits.of(game, stationary.mix(), s, factor * price))
                        .isLessThan(earned);
            }
        }
    }

    /** Two prices near one maximum climb to it: one of them ends at the border between both. */
    @Test
    void twoPricesAtOneMaximumDoNotConverge() {
        int hills = 0;
        int merged = 0;
        for (long seed = 1; seed <= 10; seed++) {
            PricingGame game = TwoLeaderMarkets.draw(seed);
            LocallyOptimalMixedPrices one =
                    rest(game, 1_000, Mix.of(0.3 * game.highestPrice(0)), Mix.of(0.3 * game.highestPrice(1)));
            if (one.moveToMaxima() && one.earned[0][0] > 0) {
                hills++;
                for (double factor : new double[] {0.97, 1.03}) {
                    LocallyOptimalMixedPrices more = one.copy().with(0, factor * one.prices[0][0]);
                    boolean rests = more.moveToMaxima();
                    merged += rests ? 0 : 1;
                    assertThat(!rests || more.prices[0][1] > 1.1 * more.prices[0][0])
                            .as("seed %d: converged to another local maximum", seed)
                            .isTrue();
                }
            }
        }
        assertThat(merged).isGreaterThanOrEqualTo(2 * hills - 2).isGreaterThan(10);
    }

    @Test
    void closedAndPostedPricesDoNotChange() {
        var first = new BitSet();
        first.set(0);
        LocallyOptimalMixedPrices posted = rest(GAME.withPostedPrices(first), 1_000, Mix.of(3e-6), Mix.of(3e-6));
        assertThat(posted.moveToMaxima()).isTrue();
        assertThat(posted.prices[0]).containsExactly(3e-6);
        assertThat(posted.prices[1][0]).isNotEqualTo(3e-6);
        assertThat(isAtMaximum(GAME, posted, 1)).isTrue();
        LocallyOptimalMixedPrices closed = rest(GAME, 1_000, Mix.of(3e-6), Mix.of(PricingGame.CLOSED));
        assertThat(closed.moveToMaxima()).isTrue();
        assertThat(closed.prices[1]).containsExactly(PricingGame.CLOSED);
        assertThat(isAtMaximum(GAME, closed, 0)).isTrue();
    }

    /** A round of 2 x 2 profiles counts as four. Copies share the remaining rounds. */
    @Test
    void roundsAreSharedByCopiesAndCountProfiles() {
        var asked = new AtomicInteger();
        var rounds = new LocallyOptimalMixedPrices.ClimbBudget(9, () -> asked.incrementAndGet() < 0);
        assertThat(rounds.take(4)).isTrue();
        assertThat(rounds.take(5)).isTrue();
        assertThat(rounds.take(1)).isFalse();
        assertThat(asked).hasValue(2);
        var shared = new LocallyOptimalMixedPrices.ClimbBudget(6, () -> false);
        LocallyOptimalMixedPrices stationary =
                LocallyOptimalMixedPrices.of(GAME, MixedPrices.pure(new double[] {3e-6, 3e-6}), shared);
        LocallyOptimalMixedPrices copy = stationary.copy();
        assertThat(copy.hasRounds()).isTrue();
        stationary.with(0, 4e-6).moveToMaxima();
        while (stationary.hasRounds()) {
            stationary.moveToMaxima();
        }
        assertThat(copy.hasRounds()).isFalse();
        assertThat(new LocallyOptimalMixedPrices.ClimbBudget(1, () -> true).take(1))
                .as("stopped")
                .isFalse();
    }

    /** After convergence, one more round finds no gain, and the search ends. */
    @Test
    void convergenceIsSeenInOneRound() {
        LocallyOptimalMixedPrices stationary = rest(GAME, 10_000, Mix.of(3e-6), Mix.of(3e-6));
        assertThat(stationary.moveToMaxima()).isTrue();
        LocallyOptimalMixedPrices again = LocallyOptimalMixedPrices.of(
                GAME, stationary.mix(), new LocallyOptimalMixedPrices.ClimbBudget(1, () -> false));
        assertThat(again.moveToMaxima()).isTrue();
        assertThat(again.hasRounds()).isFalse();
        assertThat(again.prices[0][0]).isCloseTo(stationary.prices[0][0], within(1e-12 * stationary.prices[0][0]));
    }

    @Test
    void copyIsIndependent() {
        LocallyOptimalMixedPrices stationary =
                rest(GAME, 100, two(2e-6, 0.25, 4e-6), Mix.of(3e-6)).with(0, 3e-6);
        LocallyOptimalMixedPrices copy = stationary.copy();
        copy.setWeight(0.5);
        copy.prices[1][0] = 9e-6;
        assertThat(stationary.weight()).isZero();
        assertThat(stationary.weights[0]).containsExactly(0.25, 0, 0.75);
        assertThat(stationary.prices[1]).containsExactly(3e-6);
        assertThat(copy.weight()).isEqualTo(0.5);
    }

    /** The point keeps its price when prices below or above it are dropped, and each new price is the point. */
    @Test
    void pointIsLastAddedPrice() {
        LocallyOptimalMixedPrices stationary =
                rest(GAME, 0, two(2e-6, 0.25, 6e-6), two(3e-6, 0.5, 4e-6)).with(0, 4e-6);
        stationary.setWeight(0.5);
        stationary.drop(new EqualProfitPair(0, 0, 2));
        assertThat(stationary.prices[0]).containsExactly(4e-6, 6e-6);
        assertThat(stationary.weight()).isEqualTo(0.5);
        LocallyOptimalMixedPrices more = stationary.with(0, 8e-6);
        assertThat(more.weight()).isZero();
        assertThat(more.weights[0]).containsExactly(new double[] {0.5, 0.375, 0}, ROUNDING);
        more.setWeight(0.5);
        more.drop(new EqualProfitPair(0, 1, 0));
        assertThat(more.prices[0]).containsExactly(4e-6, 8e-6);
        assertThat(more.weight()).isEqualTo(0.5);
        assertThat(more.earned[0]).hasSize(2);
        assertThat(stationary.with(1, 1e-6).prices[1]).containsExactly(1e-6, 3e-6, 4e-6);
    }

    /** All prices except the likeliest are compared with it. The point is excluded, because its weight equalizes it. */
    @Test
    void levelsExcludeLikeliestPriceAndPoint() {
        var three = new Mix(List.of(new Point(2e-6, 0.25), new Point(3e-6, 0.125), new Point(5e-6, 0.625)));
        LocallyOptimalMixedPrices none = rest(GAME, 0, three, two(2e-6, 0.75, 3e-6));
        assertThat(none.levels())
                .containsExactly(
                        new EqualProfitPair(0, 0, 2), new EqualProfitPair(0, 1, 2), new EqualProfitPair(1, 1, 0));
        LocallyOptimalMixedPrices added = none.with(0, 4e-6);
        added.setWeight(0.9);
        assertThat(added.levels())
                .containsExactly(
                        new EqualProfitPair(0, 0, 3), new EqualProfitPair(0, 1, 3), new EqualProfitPair(1, 1, 0));
        assertThat(rest(GAME, 0, Mix.of(1e-6), Mix.of(1e-6)).levels()).isEmpty();
        assertThat(rest(GAME, 0, Mix.of(1e-6), Mix.of(1e-6)).with(1, 2e-6).levels())
                .isEmpty();
    }

    /** Small profits are compared with the money scale, losses by their size. */
    @Test
    void profitDifferenceIsRelativeToOtherPrice() {
        LocallyOptimalMixedPrices stationary = rest(GAME, 0, two(2e-6, 0.5, 4e-6), Mix.of(3e-6));
        double scale = GAME.moneyScale();
        double[][] cases = {{6, 4, 0.5}, {0.75, 0.25, 0.5}, {-1, -4, 0.75}, {3, 4, -0.25}};
        for (double[] example : cases) {
            stationary.earned[0][0] = example[0] * scale;
            stationary.earned[0][1] = example[1] * scale;
            assertThat(stationary.profitLead(new EqualProfitPair(0, 0, 1))).isCloseTo(example[2], ROUNDING);
        }
    }

    /** Rounded or changed weights still form a mix. Prices without weight are omitted. */
    @Test
    void weightsOfTheMixSumToOne() {
        LocallyOptimalMixedPrices stationary =
                rest(GAME, 0, two(2e-6, 0.25, 4e-6), Mix.of(3e-6)).with(0, 3e-6);
        assertThat(stationary.mix().mixes()).containsExactly(two(2e-6, 0.25, 4e-6), Mix.of(3e-6));
        System.arraycopy(new double[] {0.25, 0.5, 0.25 + 0x1p-30}, 0, stationary.weights[0], 0, 3);
        assertThat(stationary.mix().mixes().getFirst().points())
                .containsExactly(new Point(2e-6, 0.25), new Point(3e-6, 0.5), new Point(4e-6, 0.25));
        System.arraycopy(new double[] {0.25, 0.75 + 0x1p-30, 0x1p-40}, 0, stationary.weights[0], 0, 3);
        assertThat(stationary.mix().mixes().getFirst()).as("no rounds left").isEqualTo(two(2e-6, 0.25, 3e-6));
        System.arraycopy(new double[] {0.25, 0.5, 0.125}, 0, stationary.weights[0], 0, 3);
        assertThat(stationary.mix().mixes().getFirst().points().getLast()).isEqualTo(new Point(4e-6, 0.25));
        System.arraycopy(new double[] {0.25, 0.75, 0}, 0, stationary.weights[0], 0, 3);
        assertThat(stationary.mix().mixes().getFirst()).isEqualTo(two(2e-6, 0.25, 3e-6));
    }

    /** Climbs from prices in the complete range end at a maximum with at least the same expected profit. */
    @Test
    void climbEndsAtMaximumWithoutLoss() {
        var mix = new MixedPrices(List.of(two(2e-6, 0.25, 6e-6), two(3e-6, 0.5, 5e-6)));
        int moved = 0;
        for (int s = 0; s < 2; s++) {
            LocallyOptimalMixedPrices stationary =
                    LocallyOptimalMixedPrices.of(GAME, mix, new LocallyOptimalMixedPrices.ClimbBudget(0, () -> false));
            for (int i = 1; i <= 12; i++) {
                double from = GAME.highestPrice(s) * i / 13;
                double to = stationary.climb(s, from);
                double earned = ExpectedProfits.of(GAME, mix, s, to);
                double little = 1e-10 * earned;
                assertThat(earned).isGreaterThanOrEqualTo(ExpectedProfits.of(GAME, mix, s, from) - little);
                for (double factor : new double[] {0.999, 0.99999, 1.00001, 1.001}) {
                    double near = Math.min(to * factor, GAME.leaderTable().priceCap(s));
                    assertThat(ExpectedProfits.of(GAME, mix, s, near)).isLessThanOrEqualTo(earned + little);
                }
                moved += Math.abs(to - from) > 1e-3 * from ? 1 : 0;
            }
            assertThat(stationary.mix()).as("a climb does not change the mix").isEqualTo(mix);
        }
        assertThat(moved).isGreaterThan(12);
    }
}
