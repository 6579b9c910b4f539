package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices;

class MixedEquilibriumSearchTest {

    private static final Certifier CERTIFIER = new Certifier(1, 4_000);
    private static final CertifiedSolver PURE =
            new CertifiedSolver(PriceNewton.standard(1), CERTIFIER, 1e-6, CertifiedSolver.STANDARD_REPAIRS);

    private static PricingGame drawn(long seed, OverloadPricing kind) {
        var standard = ScenarioSampler.standard(new Counts(24, 2, 3, 3));
        var sampler = standard.with(standard.rules().withOverloadPricing(kind));
        return ScenarioGameFactory.of(sampler.sample("mixing", seed));
    }

    private static void assertMixed(PricingGame game, Consumer<CertifiedMixed> more) {
        SolveResult pure = PURE.solve(game, new double[game.leaders()]);
        SolveResult result = PURE.withMixedPrices().solve(game, new double[game.leaders()]);
        assertThat(pure.certificate().holds()).isFalse();
        assertThat(result).isInstanceOfSatisfying(CertifiedMixed.class, mixed -> {
            assertThat(mixed.certificate().holds()).isTrue();
            assertThat(mixed.prices()).isEqualTo(mixed.mix().likeliest());
            assertThat(CERTIFIER.certify(game, mixed.mix(), 1e-6)).isEqualTo(mixed.certificate());
            more.accept(mixed);
        });
    }

    @Test
    void oneLeaderRandomizesWithManyAgents() {
        int seen = 0;
        for (long seed = 1; seed <= 12; seed++) {
            PricingGame game = drawn(seed, OverloadPricing.IGNORE);
            SolveResult pure = PURE.solve(game, new double[game.leaders()]);
            if (pure.certificate().holds()) {
                SolveResult same = PURE.withMixedPrices().solve(game, new double[game.leaders()]);
                assertThat(same.prices()).as("certified prices do not change").isEqualTo(pure.prices());
            } else {
                seen++;
                assertMixed(
                        game,
                        mixed -> assertThat(mixed.mix().randomizingLeaders()).isEqualTo(1));
            }
        }
        assertThat(seen).isPositive();
    }

    @Test
    void bothLeadersRandomizeWithFewAgents() {
        assertMixed(
                TwoLeaderMarkets.draw(11),
                mixed -> assertThat(mixed.mix().randomizingLeaders()).isEqualTo(2));
    }

    /** Two or three of three leaders randomize at once. The expected profit at each of 31 other prices comes from the game itself. */
    @Tag("slow")
    @Test
    void severalOfThreeLeadersRandomize() {
        assertAllMix(new Counts(8, 1, 2, 1), 5040, 5047, 5114, 5120);
        assertAllMix(new Counts(12, 0, 3, 2), 5014);
    }

    private static void assertAllMix(Counts counts, long... seeds) {
        for (long seed : seeds) {
            PricingGame game =
                    ScenarioGameFactory.of(ScenarioSampler.standard(counts).sample("share", seed));
            assertMixed(game, mixed -> {
                assertThat(mixed.mix().randomizingLeaders()).isGreaterThan(1);
                assertThat(gain(game, mixed.mix(), mixed.mix())).as("%d", seed).isLessThan(1e-6);
                MixedPrices likeliest = MixedPrices.pure(mixed.prices());
                assertThat(gain(game, likeliest, mixed.mix())).as("control").isGreaterThan(1e-6);
            });
        }
    }

    /** A leader whose profit does not always cover its fixed cost is closed with some probability: one of its prices is one at which nobody buys. */
    @Test
    void leaderWithFixedCostRandomizesBetweenOpenAndClosed() {
        for (long seed : new long[] {10, 30, 36, 40}) {
            PricingGame free = drawn(seed, OverloadPricing.EXPECTED_COST);
            LeaderTable table = free.leaderTable();
            double[] fixedCosts = IntStream.range(0, free.leaders())
                    .mapToDouble(s -> 0.3 * table.costPerWork(s) * table.capacity(s))
                    .toArray();
            PricingGame game = free.with(table.withFixedCosts(fixedCosts));
            assertMixed(game, mixed -> {
                assertThat(IntStream.range(0, game.leaders())
                                .filter(s -> mixed.mix().mixes().get(s).points().size() > 1
                                        && mixed.mix()
                                                        .mixes()
                                                        .get(s)
                                                        .points()
                                                        .getLast()
                                                        .price()
                                                == game.highestPrice(s)))
                        .isNotEmpty();
                assertThat(gain(game, mixed.mix(), mixed.mix())).as("%d", seed).isLessThan(1e-6);
                MixedPrices likeliest = MixedPrices.pure(mixed.prices());
                assertThat(gain(game, likeliest, mixed.mix())).as("control").isGreaterThan(1e-6);
            });
        }
    }

    /** Returns the largest relative gain of a leader by one of 31 prices or the known prices. */
    private static double gain(PricingGame game, MixedPrices mix, MixedPrices known) {
        double gain = 0;
        for (int s = 0; s < game.leaders(); s++) {
            int leader = s;
            double[] own = known.mixes().get(s).points().stream()
                    .mapToDouble(MixedPrices.Point::price)
                    .toArray();
            double mean = mix.mixes().get(s).points().stream()
                    .mapToDouble(point -> point.weight() * expected(game, mix, leader, point.price()))
                    .sum();
            double best = DoubleStream.concat(
                            Arrays.stream(own),
                            IntStream.rangeClosed(0, 30).mapToDouble(i -> game.highestPrice(leader) * i / 30))
                    .map(price -> expected(game, mix, leader, price))
                    .max()
                    .orElseThrow();
            gain = Math.max(gain, (best - mean) / Math.max(mean, game.moneyScale()));
        }
        return gain;
    }

    private static double expected(PricingGame game, MixedPrices mix, int leader, double price) {
        double expected = 0;
        for (int k = 0; k < mix.profiles(); k++) {
            double[] prices = mix.profile(k);
            prices[leader] = price;
            expected += mix.rivalProbability(k, -1)
                    * Allocation.at(game, prices, new ExactFollowerResponse()).profits()[leader];
        }
        return expected;
    }

    /** Moves weight between the first two prices of the first leader that randomizes. */
    private static MixedPrices weighed(MixedPrices mix, double by) {
        List<MixedPrices.Mix> mixes = new ArrayList<>(mix.mixes());
        int s = IntStream.range(0, mixes.size())
                .filter(i -> mixes.get(i).points().size() > 1)
                .findFirst()
                .orElseThrow();
        List<MixedPrices.Point> points = new ArrayList<>(mixes.get(s).points());
        double moved = points.get(0).weight() > 0.5 ? -by : by;
        points.replaceAll(point -> new MixedPrices.Point(
                point.price(),
                point.weight() + (point == points.get(0) ? moved : point == points.get(1) ? -moved : 0)));
        mixes.set(s, new MixedPrices.Mix(points));
        return new MixedPrices(mixes);
    }

    /** A certified mix is returned, also if it was changed slightly. A mix with other weights is found again without a walk. */
    @Test
    void lastMixIsTriedFirst() {
        PricingGame game = ScenarioGameFactory.of(
                ScenarioSampler.standard(new Counts(8, 1, 2, 2)).sample("torn", 11));
        var cold = (CertifiedMixed) PURE.withMixedPrices().solve(game, new double[game.leaders()]);
        for (double by : new double[] {0, 1e-9, 0.05}) {
            MixedPrices last = weighed(cold.mix(), by);
            SolveResult result = PURE.withMixedPrices().solve(game, last, () -> false);
            assertThat(result).isInstanceOfSatisfying(CertifiedMixed.class, mixed -> {
                assertThat(mixed.certificate().holds()).isTrue();
                assertThat(mixed.effort().iterations()).isZero();
                assertThat(mixed.mix().equals(last)).isEqualTo(by < 0.01);
            });
        }
        SolveResult fixed = PURE.solve(game, cold.mix(), () -> false);
        assertThat(fixed.certificate().holds()).as("without mixed prices").isFalse();
    }

    @Test
    void mixOfAnotherMarketIsUsableStart() {
        PricingGame other = ScenarioGameFactory.of(
                ScenarioSampler.standard(new Counts(8, 1, 2, 2)).sample("torn", 11));
        MixedPrices mix = ((CertifiedMixed) PURE.withMixedPrices().solve(other, new double[other.leaders()])).mix();
        for (long seed = 12; seed < 16; seed++) {
            PricingGame game = ScenarioGameFactory.of(
                    ScenarioSampler.standard(new Counts(8, 1, 2, 2)).sample("torn", seed));
            SolveResult result = PURE.withMixedPrices().solve(game, mix, () -> false);
            assertThat(result.certificate().holds()).isTrue();
            assertThat(result).isInstanceOf(SolveResult.Certified.class);
        }
    }

    @Test
    void mixOfSinglePricesIsPureResult() {
        PricingGame game = TwoLeaderMarkets.draw(1);
        var prices = MixedPrices.pure(new double[game.leaders()]);
        var certificate = new Certifier(1, 100).certify(game, prices, 1e-6);
        var statistics = new SolveResult.SolveStatistics(0, 0, SolverRun.Ending.RESTED, 0);
        assertThat(new MixedEquilibriumSearch.CertifiedMix(prices, certificate).result(statistics))
                .isInstanceOf(SolveResult.Certified.class);
    }

    /** A round over two prices of one leader has two climbs for each of the others. */
    @Test
    void roundCountsOncePerPriceProfile() {
        PricingGame game = drawn(2, OverloadPricing.IGNORE);
        var mix = ((CertifiedMixed) PURE.withMixedPrices().solve(game, new double[game.leaders()])).mix();
        LocallyOptimalMixedPrices stationary = restOf(game, mix, 10_000);
        assertThat(stationary.moveToMaxima()).isTrue();
        var settled = new MixedPrices(stationary.mix().mixes());
        assertThat(restOf(game, settled, 2).moveToMaxima()).isTrue();
        assertThat(restOf(game, settled, 1).moveToMaxima()).isFalse();
    }

    private static LocallyOptimalMixedPrices restOf(PricingGame game, MixedPrices mix, long rounds) {
        double[] first = mix.profile(0);
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game, MixedPrices.pure(first), new LocallyOptimalMixedPrices.ClimbBudget(rounds, () -> false));
        for (int s = 0; s < first.length; s++) {
            var points = mix.mixes().get(s).points();
            if (points.size() > 1) {
                stationary = stationary.with(s, points.get(1).price());
                stationary.setWeight(points.get(1).weight());
            }
        }
        return stationary;
    }
}
