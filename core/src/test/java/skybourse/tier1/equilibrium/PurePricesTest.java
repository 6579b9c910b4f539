package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * The default solver misses no pure equilibrium: if best responses, or moves of one leader at a time to the best price of the
 * certificate, find certified prices, it does too. {@code -Dpure.markets=2000} uses seeds 1 to 2,000 of two leaders, and 0.6 times as many
 * small sampled scenarios.
 */
class PurePricesTest {

    private static final int MARKETS = Integer.getInteger("pure.markets", 0);
    private static final Certifier CERTIFIER = new Certifier(1, 20_000);
    private static final CertifiedSolver DEFAULT = solver(PriceNewton.standard(1));
    private static final CertifiedSolver RESPONSES = solver(BestResponseIteration.gaussSeidel());

    private static CertifiedSolver solver(EquilibriumSolver method) {
        return new CertifiedSolver(method, CERTIFIER, 1e-6, CertifiedSolver.STANDARD_REPAIRS);
    }

    /** Result of one market, counted for runs over many markets. */
    private static int check(PricingGame game, String name) {
        SolveResult result = DEFAULT.solve(game, new double[game.leaders()]);
        SolveResult other = RESPONSES.solve(game, new double[game.leaders()]);
        if (other.certificate().holds()) {
            assertThat(result.certificate().holds()).as(name).isTrue();
            SolveResult again = DEFAULT.solve(game, other.prices());
            assertThat(again.prices()).as(name).isEqualTo(other.prices());
            assertThat(again.effort().iterations()).as(name).isZero();
        }
        if (!result.certificate().holds()) {
            assertThat(chain(game, result)).as(name).isGreaterThan(1e-6);
        }
        return result.certificate().holds() ? 0 : 1;
    }

    private static boolean isMixed(PricingGame game) {
        SolveResult result = DEFAULT.withMixedPrices().solve(game, new double[game.leaders()]);
        assertThat(result.certificate().holds()).isEqualTo(result instanceof SolveResult.CertifiedMixed);
        return result.certificate().holds();
    }

    private static void tell(String kind, int count, long uncertified, long mixed) {
        if (MARKETS > 0) {
            System.out.println(kind + ": " + count + " markets, " + uncertified + " without certified fixed prices, "
                    + mixed + " of them with certified mixed prices");
        }
    }

    /** Returns the smallest eps of a walk from the end of a solve, with one leader per step. */
    private static double chain(PricingGame game, SolveResult result) {
        double[] prices = result.prices().clone();
        EquilibriumCertificate certificate = result.certificate();
        double least = certificate.epsilon();
        for (int move = 0; move < 10; move++) {
            int most = 0;
            for (int s = 1; s < prices.length; s++) {
                var gaps = certificate.leaders();
                most = gaps.get(s).relativeGap() > gaps.get(most).relativeGap() ? s : most;
            }
            prices[most] = certificate.leaders().get(most).bestPrice();
            certificate = CERTIFIER.certify(game, prices, 1e-6);
            least = Math.min(least, certificate.epsilon());
        }
        return least;
    }

    /** Without the moves of the certificate, or the walks after them, one of these seeds would be uncertified. */
    @Test
    void certifiesMarketsOfTwoLeaders() {
        long[] hard = {3, 7, 186, 189, 238, 257, 300, 316, 370, 403, 417, 427, 438, 465};
        LongStream seeds = MARKETS > 0
                ? LongStream.rangeClosed(1, MARKETS)
                : LongStream.concat(LongStream.rangeClosed(8, 20), LongStream.of(hard));
        long[] uncertified = seeds.filter(seed -> check(TwoLeaderMarkets.draw(seed), "seed " + seed) > 0)
                .toArray();
        assertThat(uncertified).as("uncertified markets").hasSizeBetween(MARKETS / 10, 1 + MARKETS / 6);
        long mixed = LongStream.of(uncertified)
                .filter(seed -> isMixed(TwoLeaderMarkets.draw(seed)))
                .count();
        tell("two leaders", MARKETS, uncertified.length, mixed);
        assertThat(mixed).isGreaterThanOrEqualTo((long) Math.ceil(0.95 * uncertified.length));
    }

    @Test
    void certifiesSmallScenarios() {
        int each = MARKETS > 0 ? MARKETS / 5 : 8;
        for (Counts counts : new Counts[] {new Counts(5, 1, 1, 1), new Counts(6, 0, 2, 1), new Counts(6, 2, 0, 0)}) {
            int uncertified = 0;
            int mixed = 0;
            for (long seed = 1; seed <= each; seed++) {
                PricingGame game =
                        ScenarioGameFactory.of(ScenarioSampler.standard(counts).sample("pure", seed));
                int unanswered = check(game, counts + ", seed " + seed);
                uncertified += unanswered;
                mixed += unanswered > 0 && isMixed(game) ? 1 : 0;
            }
            tell(counts + "", each, uncertified, mixed);
        }
    }
}
