package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/** Endings of the search for mixed prices. */
class MixingStepsTest {

    private static final double TOLERANCE = 1e-6;

    /** A market of two leaders that both randomize. */
    private static final PricingGame GAME = TwoLeaderMarkets.draw(11);

    private static final Certifier CERTIFIER = new Certifier(1, 4_000);
    private static final CertifiedSolver PURE =
            new CertifiedSolver(PriceNewton.standard(1), CERTIFIER, TOLERANCE, CertifiedSolver.STANDARD_REPAIRS);

    /** A certificate of fixed prices does not count as a certificate of a mix, even if its bound is small. */
    @Test
    void onlyMixCertificatesCountForSmallestBound() {
        CertifiedMixed solved = (CertifiedMixed) PURE.withMixedPrices().solve(GAME, new double[GAME.leaders()]);
        var mixing = new MixedEquilibriumSearch(GAME, CERTIFIER, TOLERANCE, 1_000, () -> true);
        assertThat(mixing.searchNear(MixedPrices.pure(solved.prices()))).isEmpty();
        assertThat(mixing.smallest).isInfinite();
        assertThat(mixing.searchNear(solved.mix())).isPresent();
        assertThat(mixing.smallest).isEqualTo(solved.certificate().epsilon());
    }

    /** Near fixed prices that are best on each leader's side of the other, the first leader still has a profitable deviation. */
    @Test
    void onlyCertifiedMixesAreFoundNearPrices() {
        double[] fixed = PURE.solve(GAME, new double[GAME.leaders()]).prices();
        assertThat(CERTIFIER.certify(GAME, fixed, TOLERANCE).holds()).isFalse();
        for (int rounds : new int[] {1, 100, 100_000}) {
            var mixing = new MixedEquilibriumSearch(GAME, CERTIFIER, TOLERANCE, rounds, () -> false);
            Optional<Boolean> holds = mixing.searchNear(MixedPrices.pure(fixed))
                    .map(found -> found.certificate().holds());
            assertThat(holds).isNotEqualTo(Optional.of(false));
        }
    }

    @Test
    void stoppedSearchFindsNothing() {
        MixedPrices mix = ((CertifiedMixed) PURE.withMixedPrices().solve(GAME, new double[GAME.leaders()])).mix();
        Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified =
                any -> new MixedEquilibriumSearch.CertifiedMix(any, CERTIFIER.certify(GAME, any, TOLERANCE));
        for (boolean isStopped : new boolean[] {true, false}) {
            var oracle = new DoubleOracle(GAME, 0.02 * TOLERANCE, 10_000, certified, () -> isStopped);
            assertThat(oracle.search(mix, 40).isEmpty()).isEqualTo(isStopped);
        }
        assertThat(new DoubleOracle(GAME, 0.02 * TOLERANCE, 10_000, certified, () -> false).search(mix, 0))
                .as("no rounds")
                .isEmpty();
    }
}
