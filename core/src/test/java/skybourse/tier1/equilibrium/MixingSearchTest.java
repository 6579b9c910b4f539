package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.MixedEquilibriumSearch.Ending;
import skybourse.tier1.equilibrium.MixedEquilibriumSearch.Step;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices;
import skybourse.tier1.mixed.PriceWeightSearch;

/** The search for mixed prices: which leader gets a price, how its step ends, and the number of climb rounds. */
class MixingSearchTest {

    private static final double TOLERANCE = 1e-6;

    /** Share of the tolerance within which prices have equal profit. */
    private static final double EVEN = 0.02;

    private static final Certifier CERTIFIER = new Certifier(1, 4_000);
    private static final CertifiedSolver PURE =
            new CertifiedSolver(PriceNewton.standard(1), CERTIFIER, TOLERANCE, CertifiedSolver.STANDARD_REPAIRS);

    private static MixedEquilibriumSearch mixing(PricingGame game, long rounds) {
        return new MixedEquilibriumSearch(game, CERTIFIER, TOLERANCE, rounds, () -> false);
    }

    private static double[] fixed(PricingGame game) {
        return PURE.solve(game, new double[game.leaders()]).prices();
    }

    private static double earned(PricingGame game, MixedPrices mix, int leader, int point) {
        double price = mix.mixes().get(leader).points().get(point).price();
        return ExpectedProfits.of(game, mix, leader, price);
    }

    /** One leader gets a second price with a weight at which both prices earn the same. No leader has a profitable deviation. */
    @Test
    void findsWeightWithEqualProfits() {
        for (long seed : new long[] {41, 83}) {
            PricingGame game = TwoLeaderMarkets.draw(seed);
            int torn = seed == 41 ? 0 : 1;
            var asked = new AtomicInteger();
            var mixing =
                    new MixedEquilibriumSearch(game, CERTIFIER, TOLERANCE, 100_000, () -> asked.incrementAndGet() < 0);
            MixedPrices mix = mixing.search(List.of(fixed(game))).orElseThrow().mix();
            assertThat(mixing.way).containsExactly(new Step(torn, Ending.LEVEL));
            assertThat(mix.mixes().get(torn).points()).hasSize(2);
            assertThat(mix.randomizingLeaders()).isEqualTo(1);
            double one = earned(game, mix, torn, 0);
            assertThat(earned(game, mix, torn, 1)).isCloseTo(one, within(EVEN * TOLERANCE * one + 1e-12));
            for (int s = 0; s < 2; s++) {
                assertThat(ExpectedProfits.gain(game, mix, s, 200)).isLessThan(TOLERANCE);
            }
            assertThat(asked.get()).as("rounds of climbs").isLessThan(seed == 41 ? 60 : 650);
        }
    }

    /** At the weight of equal profits the rival's converged price jumps. The end with the smaller difference is chosen. */
    @Test
    void betterEndIsChosenAtJump() {
        PricingGame game = TwoLeaderMarkets.draw(31);
        var mixing = mixing(game, 100_000);
        MixedPrices mix = mixing.search(List.of(fixed(game))).orElseThrow().mix();
        assertThat(mixing.way).containsExactly(new Step(1, Ending.JUMP));
        double there = difference(game, mix, 1, 0);
        assertThat(difference(game, mix, 1, 1e-7)).isCloseTo(there, within(0.1 * there));
        assertThat(difference(game, mix, 1, -1e-7)).as("beyond the jump").isGreaterThan(4 * there);
    }

    /** Returns the difference in profit of two prices of one leader, by definition, after convergence with another weight of the lower price. */
    private static double difference(PricingGame game, MixedPrices mix, int torn, double by) {
        List<Mix> mixes = new ArrayList<>(mix.mixes());
        Point low = mixes.get(torn).points().get(0);
        Point high = mixes.get(torn).points().get(1);
        double weight = low.weight() + by;
        mixes.set(torn, new Mix(List.of(new Point(low.price(), weight), new Point(high.price(), 1 - weight))));
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game, new MixedPrices(mixes), new LocallyOptimalMixedPrices.ClimbBudget(100_000, () -> false));
        assertThat(stationary.moveToMaxima()).isTrue();
        return Math.abs(earned(game, stationary.mix(), torn, 0) - earned(game, stationary.mix(), torn, 1));
    }

    /** The leader with the largest gain at fixed prices gets the first price, by a search over 400 prices. */
    @Test
    void leaderWithLargestGainGetsFirstPrice() {
        int[] first = {0, 0};
        for (long seed : new long[] {11, 31, 41, 83}) {
            PricingGame game = TwoLeaderMarkets.draw(seed);
            double[] fixed = fixed(game);
            var stationary = LocallyOptimalMixedPrices.of(
                    game, MixedPrices.pure(fixed), new LocallyOptimalMixedPrices.ClimbBudget(100_000, () -> false));
            stationary.moveToMaxima();
            var mixing = mixing(game, 100_000);
            mixing.search(List.of(fixed));
            double[] gains = new double[2];
            Arrays.setAll(gains, s -> ExpectedProfits.gain(game, stationary.mix(), s, 400));
            int most = gains[1] > gains[0] ? 1 : 0;
            assertThat(mixing.way.getFirst().leader()).as("seed %d", seed).isEqualTo(most);
            first[most]++;
        }
        assertThat(first).doesNotContain(0);
    }

    /** If no leader gains at the first of two starts, it is returned without a search. */
    @Test
    void startsAreTriedInOrder() {
        PricingGame game = TwoLeaderMarkets.draw(1);
        double[] equilibrium = fixed(game);
        var mixing = mixing(game, 10_000);
        MixedEquilibriumSearch.CertifiedMix found =
                mixing.search(List.of(equilibrium, new double[2])).orElseThrow();
        assertThat(found.mix().likeliest()).containsExactly(equilibrium, within(1e-9 * equilibrium[0]));
        assertThat(found.certificate().holds()).isTrue();
        assertThat(mixing.way).isEmpty();
        assertThat(mixing.smallest).isInfinite();
        double[] closed = {PricingGame.CLOSED, PricingGame.CLOSED};
        var second = mixing(game, 10_000);
        assertThat(second.search(List.of(closed, equilibrium)).orElseThrow().mix())
                .isEqualTo(found.mix());
        assertThat(second.way).hasSize(1);
    }

    /** A closed leader that would earn by opening cannot mix, and nothing else is tried with it. */
    @Test
    void closedLeadersDoNotMix() {
        PricingGame game = TwoLeaderMarkets.draw(1);
        var mixing = mixing(game, 10_000);
        double[] closed = {PricingGame.CLOSED, PricingGame.CLOSED};
        assertThat(mixing.search(List.of(closed))).isEmpty();
        assertThat(mixing.way).hasSize(1);
        assertThat(mixing.way.getFirst().ending()).isEqualTo(Ending.CANNOT_MIX);
    }

    @Test
    void betterPriceWithFullWeightEndsSearch() {
        PricingGame game = TwoLeaderMarkets.draw(53);
        var mixing = mixing(game, 100_000);
        mixing.search(List.of(fixed(game)));
        assertThat(mixing.way).containsExactly(new Step(0, Ending.WEIGHT_IS_ONE));
    }

    /** A second price of the first leader is level before a third one is tried, which climbs to one of the two. */
    @Test
    void nextPriceIsTriedAfterFoundWeight() {
        PricingGame game = TwoLeaderMarkets.draw(78);
        var mixing = mixing(game, 100_000);
        assertThat(mixing.search(List.of(fixed(game)))).isPresent();
        assertThat(mixing.way).containsExactly(new Step(0, Ending.LEVEL), new Step(0, Ending.PRICES_MERGE));
    }

    /** Older prices keep equal profits while a new one gets weight. Then the third leader does not converge; without leveling it finds a weight. */
    @Test
    void olderPricesKeepEqualProfits() {
        PricingGame game = ScenarioGameFactory.of(
                ScenarioSampler.standard(new Counts(8, 1, 2, 1)).sample("share", 5005));
        var mixing = mixing(game, 100_000);
        mixing.search(List.of(fixed(game)));
        assertThat(mixing.way)
                .startsWith(new Step(1, Ending.LEVEL), new Step(0, Ending.JUMP), new Step(2, Ending.NO_REST));
    }

    /** With more rounds the search gets further: no convergence, then an interrupted search, then a mix. */
    @Test
    void roundsLimitMixSearch() {
        PricingGame game = TwoLeaderMarkets.draw(41);
        double[] start = fixed(game);
        List<Ending> endings = new ArrayList<>();
        while (!endings.contains(Ending.LEVEL) && endings.size() < 160) {
            endings.add(firstEnding(game, start, endings.size() + 1));
        }
        assertThat(endings).startsWith(Ending.PRICES_MERGE).endsWith(Ending.LEVEL);
        assertThat(endings.indexOf(Ending.ROUNDS)).isBetween(1, 10);
        assertThat(firstEnding(game, start, 1_000)).isEqualTo(Ending.LEVEL);
    }

    private static Ending firstEnding(PricingGame game, double[] start, long rounds) {
        var mixing = mixing(game, rounds);
        mixing.search(List.of(start));
        return mixing.way.getFirst().ending();
    }

    /** Small changes of the weights are reversed with converged prices; no other prices are tried. */
    @Test
    void weightsAreShiftedNearMix() {
        PricingGame game = TwoLeaderMarkets.draw(53);
        MixedPrices mix = ((CertifiedMixed) PURE.withMixedPrices().solve(game, new double[2])).mix();
        List<Mix> mixes = new ArrayList<>();
        for (Mix own : mix.mixes()) {
            Point low = own.points().get(0);
            double weight = low.weight() - 0.03;
            mixes.add(new Mix(List.of(
                    new Point(low.price(), weight),
                    new Point(own.points().get(1).price(), 1 - weight))));
        }
        var last = new MixedPrices(mixes);
        assertThat(CERTIFIER.certify(game, last, TOLERANCE).holds()).isFalse();
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game, last, new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> false));
        assertThat(stationary.moveToMaxima() && PriceWeightSearch.equalize(stationary, EVEN * TOLERANCE))
                .isTrue();
        MixedEquilibriumSearch.CertifiedMix near =
                mixing(game, 10_000).searchNear(last).orElseThrow();
        assertThat(near.mix()).isEqualTo(stationary.mix());
        assertThat(near.certificate()).isEqualTo(CERTIFIER.certify(game, stationary.mix(), TOLERANCE));
        Optional<MixedEquilibriumSearch.CertifiedMix> same =
                mixing(game, 10_000).searchNear(mix);
        assertThat(same.orElseThrow().mix()).as("certified").isSameAs(mix);
        double smallest =
                Math.min(near.certificate().epsilon(), same.get().certificate().epsilon());
        for (List<MixedPrices> order : List.of(List.of(mix, last), List.of(last, mix))) {
            var both = mixing(game, 10_000);
            order.forEach(both::searchNear);
            assertThat(both.smallest).as("smallest of all certified mixes").isEqualTo(smallest);
        }
    }

    /** Near prices that do not converge there is a mix, which the double oracle finds. */
    @Test
    void doubleOracleFindsMixNearNonConvergentPrices() {
        PricingGame game = TwoLeaderMarkets.draw(11);
        MixedPrices mix = ((CertifiedMixed) PURE.withMixedPrices().solve(game, new double[2])).mix();
        var last = new MixedPrices(List.of(mix.mixes().get(0), Mix.of(mix.likeliest()[1])));
        MixedEquilibriumSearch.CertifiedMix near =
                mixing(game, 10_000).searchNear(last).orElseThrow();
        assertThat(near.certificate().holds()).isTrue();
        assertThat(near.mix().randomizingLeaders()).isEqualTo(2);
    }

    /** If fixed prices converge without a certificate, the double oracle begins at the converged prices, not at the start. */
    @Test
    void doubleOracleStartsAtConvergedPrices() {
        PricingGame game = TwoLeaderMarkets.draw(11);
        double[] fixed = fixed(game);
        MixedPrices last = MixedPrices.pure(new double[] {1.02 * fixed[0], 0.99 * fixed[1]});
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game, last, new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> false));
        assertThat(stationary.moveToMaxima()).isTrue();
        MixedEquilibriumSearch.CertifiedMix near =
                mixing(game, 10_000).searchNear(last).orElseThrow();
        assertThat(near.mix()).isEqualTo(byOracle(game, stationary.mix()));
        assertThat(near.mix()).as("control").isNotEqualTo(byOracle(game, last));
    }

    private static MixedPrices byOracle(PricingGame game, MixedPrices start) {
        Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified =
                mix -> new MixedEquilibriumSearch.CertifiedMix(mix, CERTIFIER.certify(game, mix, TOLERANCE));
        var oracle = new DoubleOracle(game, EVEN * TOLERANCE, 10_000, certified, () -> false);
        return oracle.search(start, 12).orElseThrow().mix();
    }

    /** The search for mixes has its own rounds, even if best responses have used all of theirs. */
    @Test
    void mixSearchHasItsOwnRounds() {
        var loop = new RepairLoop(PURE.withMixedPrices(), TwoLeaderMarkets.draw(83), null, () -> false);
        loop.roundsLeft = 400;
        assertThat(loop.run(MixedPrices.pure(new double[2]))).isInstanceOf(CertifiedMixed.class);
        assertThat(loop.roundsLeft).isNotPositive();
        assertThat(loop.mixing.way).contains(new Step(1, Ending.LEVEL));
    }

    /** Mixes are tried only if no fixed prices are certified and the solver was not stopped. */
    @Test
    void mixesAreTriedOnlyWithoutCertifiedPurePrices() {
        PricingGame easy = TwoLeaderMarkets.draw(1);
        PricingGame torn = TwoLeaderMarkets.draw(41);
        assertThat(loop(easy, PURE.withMixedPrices(), false).mixing).isNull();
        assertThat(loop(torn, PURE, false).mixing).isNull();
        assertThat(loop(torn, PURE.withMixedPrices(), true).mixing).isNull();
        RepairLoop mixed = loop(torn, PURE.withMixedPrices(), false);
        assertThat(mixed.mixing).isNotNull();
        assertThat(mixed.mixing.way).as("from the best prices").containsExactly(new Step(0, Ending.LEVEL));
    }

    private static RepairLoop loop(PricingGame game, CertifiedSolver solver, boolean isStopped) {
        var loop = new RepairLoop(solver, game, null, () -> isStopped);
        loop.run(MixedPrices.pure(new double[2]));
        return loop;
    }
}
