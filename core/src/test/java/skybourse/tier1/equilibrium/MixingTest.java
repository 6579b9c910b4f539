package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Rules.OverloadPricing;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;

class MixingTest {

    private static final Certifier CERTIFIER = new Certifier(1, 4_000);
    private static final CertifiedSolver PURE =
            new CertifiedSolver(PriceNewton.standard(1), CERTIFIER, 1e-6, CertifiedSolver.STANDARD_REPAIRS);

    private static PricingGame drawn(long seed, OverloadPricing kind) {
        var standard = ScenarioSampler.standard(new Counts(24, 2, 3, 3));
        var sampler = standard.with(standard.rules().withOverloadPricing(kind));
        return ScenarioGame.of(sampler.sample("mixing", seed));
    }

    private static void assertMixed(PricingGame game, Consumer<CertifiedMixed> more) {
        SolveResult pure = PURE.solve(game, new double[game.leaders()]);
        SolveResult result = PURE.mixing().solve(game, new double[game.leaders()]);
        assertThat(pure.certificate().holds()).isFalse();
        assertThat(result).isInstanceOfSatisfying(CertifiedMixed.class, mixed -> {
            assertThat(mixed.certificate().holds()).isTrue();
            assertThat(mixed.prices()).isEqualTo(mixed.mix().likeliest());
            assertThat(CERTIFIER.certify(game, mixed.mix(), 1e-6)).isEqualTo(mixed.certificate());
            more.accept(mixed);
        });
    }

    @Test
    void ofManyAgentsOneLeaderIsTornBetweenTwoPricesNearEachOther() {
        int seen = 0;
        for (long seed = 1; seed <= 12; seed++) {
            PricingGame game = drawn(seed, OverloadPricing.IGNORE);
            SolveResult pure = PURE.solve(game, new double[game.leaders()]);
            if (pure.certificate().holds()) {
                SolveResult same = PURE.mixing().solve(game, new double[game.leaders()]);
                assertThat(same.prices()).as("certified prices stay").isEqualTo(pure.prices());
            } else {
                seen++;
                assertMixed(game, mixed -> assertThat(mixed.mix().mixers()).isEqualTo(1));
            }
        }
        assertThat(seen).isPositive();
    }

    @Test
    void ofAFewAgentsBothLeadersMixAtOnce() {
        assertMixed(
                TwoLeaderMarkets.draw(11),
                mixed -> assertThat(mixed.mix().mixers()).isEqualTo(2));
    }

    @Test
    void pricesThatNobodyDrawsAreFixedOnes() {
        PricingGame game = TwoLeaderMarkets.draw(1);
        var prices = MixedPrices.pure(new double[game.leaders()]);
        var certificate = new Certifier(1, 100).certify(game, prices, 1e-6);
        var effort = new SolveResult.Effort(0, 0, PriceWalk.Ending.RESTED, 0);
        assertThat(new Mixing.Found(prices, certificate).result(effort)).isInstanceOf(SolveResult.Certified.class);
    }

    /** A round over the two prices of one leader is two climbs for each of the others. */
    @Test
    void roundsCountAsOftenAsPricesHaveDraws() {
        PricingGame game = drawn(2, OverloadPricing.IGNORE);
        var mix = ((CertifiedMixed) PURE.mixing().solve(game, new double[game.leaders()])).mix();
        DrawnRest rest = restOf(game, mix, 10_000);
        assertThat(rest.settle()).isTrue();
        var settled = new MixedPrices(rest.mix().mixes());
        assertThat(restOf(game, settled, 2).settle()).isTrue();
        assertThat(restOf(game, settled, 1).settle()).isFalse();
    }

    private static DrawnRest restOf(PricingGame game, MixedPrices mix, long rounds) {
        double[] first = mix.profile(0);
        DrawnRest rest = DrawnRest.at(game, first, new DrawnRest.Rounds(rounds, () -> false));
        for (int s = 0; s < first.length; s++) {
            var points = mix.mixes().get(s).points();
            if (points.size() > 1) {
                rest = rest.with(s, points.get(1).price());
                rest.weigh(points.get(1).weight());
            }
        }
        return rest;
    }
}
