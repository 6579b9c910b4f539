package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.testing.Cases;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/**
 * Mixed prices, checked by an independent search: bisection for followers, 400 prices per leader and golden section find no profit above
 * the certificate's bounds. Twelve markets without pure prices; {@code -Dmixed.markets=200} uses those among seeds 1 to 200 of both kinds.
 */
class MixedMarketsTest {

    private static final int OF_EACH_KIND = Math.max(2, Cases.share(6));
    private static final int MARKETS = Integer.getInteger("mixed.markets", 0);
    private static final Certifier CERTIFIER = new Certifier(1, 4_000);
    private static final int PRICES = 400;
    private static final double GOLDEN = 0.6180339887498949;

    private record Market(PricingGame game, MixedPrices mix, List<LeaderGap> gaps) {}

    private static List<Market> markets() {
        List<Market> markets = new ArrayList<>();
        int[][] seeds = {{8, 10, 12, 32, 47, 93}, {2, 6, 12, 23, 31, 32}};
        for (OverloadPricing kind : OverloadPricing.values()) {
            for (int i = 1; i <= (MARKETS > 0 ? MARKETS : OF_EACH_KIND); i++) {
                int seed = MARKETS > 0 ? i : seeds[kind.ordinal()][i - 1];
                market(kind, seed).ifPresent(markets::add);
            }
        }
        return markets;
    }

    private static Optional<Market> market(OverloadPricing kind, long seed) {
        PricingGame game =
                new CertifiedScenarioShare(kind, 1, 1).game(ScenarioSource.wireless(seed, 20, 40), 2, 3, seed);
        var solver = new CertifiedSolver(PriceNewton.standard(1), CERTIFIER, 1e-6, CertifiedSolver.STANDARD_REPAIRS);
        return solver.withMixedPrices().solve(game, new double[game.leaders()])
                        instanceof SolveResult.CertifiedMixed mixed
                ? Optional.of(new Market(game, mixed.mix(), mixed.certificate().leaders()))
                : Optional.empty();
    }

    @Tag("slow")
    @Test
    void gridSearchFindsNoPriceAboveBounds() {
        List<Market> markets = markets();
        assertThat(markets).hasSizeGreaterThanOrEqualTo(MARKETS > 0 ? MARKETS / 5 : 2 * OF_EACH_KIND);
        int uneven = 0;
        for (Market market : markets) {
            for (int s = 0; s < market.game().leaders(); s++) {
                var expected = MixedPricesSoundness.Expected.of(market.game(), market.mix(), s);
                LeaderGap gap = market.gaps().get(s);
                double least = Double.POSITIVE_INFINITY;
                double most = 0;
                for (Point point : market.mix().mixes().get(s).points()) {
                    double earned = expected.at(point.price());
                    least = Math.min(least, earned);
                    most = Math.max(most, earned);
                }
                uneven += most - least > 1e-6 * Math.max(market.game().moneyScale(), most) ? 1 : 0;
                assertThat(best(market, s, expected)).isLessThanOrEqualTo(gap.upperBound());
                assertThat(best(market, s, expected) - gap.profit())
                        .isLessThanOrEqualTo(1e-6 * Math.max(market.game().moneyScale(), gap.profit()));
            }
        }
        // a price of little weight may earn less: the certificate weights the loss
        assertThat(uneven).isLessThanOrEqualTo(markets.size() / 20);
        if (MARKETS > 0) {
            System.out.println(
                    markets.size() + " mixes, of which " + uneven + " leaders' prices differ by more than 1e-6");
        }
    }

    private static double best(Market market, int leader, MixedPricesSoundness.Expected expected) {
        double low = market.game().breakEvenPrice(leader);
        double step = (1.5 * market.mix().mixes().get(leader).likeliest() - low) / PRICES;
        double best = 0;
        double at = low;
        for (int k = 0; k <= PRICES; k++) {
            double profit = expected.at(low + k * step);
            at = profit > best ? low + k * step : at;
            best = Math.max(best, profit);
        }
        double left = at - step;
        double right = at + step;
        for (int k = 0; k < 60; k++) {
            double one = right - GOLDEN * (right - left);
            double other = left + GOLDEN * (right - left);
            double atOne = expected.at(one);
            double atOther = expected.at(other);
            best = Math.max(best, Math.max(atOne, atOther));
            left = atOne < atOther ? one : left;
            right = atOne < atOther ? right : other;
        }
        return best;
    }

    /** The certificate then reports a gain, which equals that of the independent search. */
    @Tag("slow")
    @Test
    void certificateReportsGainOfShiftedWeight() {
        int reported = 0;
        List<Market> all = markets();
        List<Market> some = all.subList(0, Math.min(6, all.size()));
        for (Market market : some) {
            List<Mix> mixes = new ArrayList<>(market.mix().mixes());
            for (int s = 0; s < mixes.size(); s++) {
                List<Point> points = mixes.get(s).points();
                if (points.size() > 1) {
                    double to = points.get(0).weight() + (points.get(0).weight() < 0.5 ? 0.05 : -0.05);
                    double rest =
                            points.stream().skip(2).mapToDouble(Point::weight).sum();
                    List<Point> moved = new ArrayList<>(points);
                    moved.set(0, new Point(points.get(0).price(), to));
                    moved.set(1, new Point(points.get(1).price(), Math.max(0, 1 - to - rest)));
                    mixes.set(s, new Mix(moved));
                }
            }
            var moved = new MixedPrices(mixes);
            var certificate = CERTIFIER.certify(market.game(), moved, 1e-6);
            double gain = 0;
            for (int s = 0; s < mixes.size(); s++) {
                var changed = new Market(market.game(), moved, certificate.leaders());
                double profit = certificate.leaders().get(s).profit();
                double best = best(changed, s, MixedPricesSoundness.Expected.of(market.game(), moved, s));
                gain = Math.max(gain, (best - profit) / Math.max(market.game().moneyScale(), profit));
            }
            reported += gain > 1e-6 && !certificate.holds() ? 1 : 0;
            assertThat(certificate.epsilon()).isCloseTo(gain, within(0.06 * gain + 1e-6));
        }
        assertThat(reported).isGreaterThanOrEqualTo(some.size() * 2 / 3);
    }
}
