package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** The best responses are given by the test or by the certificate. Expected results follow from the definition of profits. */
class DoubleOracleTest {

    private static final double TOLERANCE = 1e-6;
    private static final double LEAST_GAIN = 1e-3;
    private static final double CLOSED = PricingGame.CLOSED;
    private static final PricingGame GAME = TwoLeaderMarkets.draw(11);
    private static final MixedPrices START = MixedPrices.pure(new double[] {3e-6, 3e-6});

    /** Returns a certificate that does not hold, with one best price and relative gain by leader. */
    private static MixedEquilibriumSearch.CertifiedMix told(MixedPrices mix, double[] best, double... gains) {
        double scale = GAME.moneyScale();
        List<LeaderGap> gaps = IntStream.range(0, best.length)
                .mapToObj(s -> new LeaderGap(0, 10 * scale, 99 * scale, best[s], 10 * scale * (1 + gains[s]), 1, 1))
                .toList();
        return new MixedEquilibriumSearch.CertifiedMix(mix, new EquilibriumCertificate(1, TOLERANCE, gaps, 0, 1));
    }

    @Test
    void gainingLeadersRespondWithNearbyMaximum() {
        var mix =
                new MixedPrices(List.of(new Mix(List.of(new Point(2e-6, 0.25), new Point(5e-6, 0.75))), Mix.of(3e-6)));
        double[] responses =
                DoubleOracle.responses(GAME, told(mix, new double[] {4e-6, 4.5e-6}, 0.5, 0.01), LEAST_GAIN);
        for (int s = 0; s < 2; s++) {
            double earned = ExpectedProfits.of(GAME, mix, s, responses[s]);
            assertThat(earned).isGreaterThan(ExpectedProfits.of(GAME, mix, s, s == 0 ? 4e-6 : 4.5e-6));
            for (double factor : new double[] {0.999, 1.001}) {
                assertThat(ExpectedProfits.of(GAME, mix, s, factor * responses[s]))
                        .isLessThan(earned);
            }
        }
    }

    @Test
    void closedLeadersAndTinyGainsHaveNoResponse() {
        double[] best = {4e-6, 4e-6};
        assertThat(DoubleOracle.responses(GAME, told(START, best, LEAST_GAIN, 0), LEAST_GAIN))
                .containsExactly(CLOSED, CLOSED);
        double[] second = DoubleOracle.responses(GAME, told(START, best, -0.5, 1.01 * LEAST_GAIN), LEAST_GAIN);
        assertThat(second[0]).isEqualTo(CLOSED);
        assertThat(second[1]).isFinite();
        assertThat(DoubleOracle.responses(GAME, told(START, new double[] {CLOSED, CLOSED}, 1, 1), LEAST_GAIN))
                .containsExactly(CLOSED, CLOSED);
        MixedPrices closed = MixedPrices.pure(new double[] {3e-6, CLOSED});
        double[] first = DoubleOracle.responses(GAME, told(closed, best, 1, 1), LEAST_GAIN);
        assertThat(first[0]).isFinite();
        assertThat(first[1]).as("a closed leader stays closed").isEqualTo(CLOSED);
    }

    /** A leader with a fixed cost closes at the price at which nobody buys. A leader without one has no such response. */
    @Test
    void leaderWithFixedCostRespondsByClosing() {
        PricingGame game = GAME.with(GAME.leaderTable().withFixedCosts(new double[] {1, 0}));
        double[] closing = DoubleOracle.responses(game, told(START, new double[] {CLOSED, CLOSED}, 1, 1), LEAST_GAIN);
        assertThat(closing).containsExactly(game.highestPrice(0), CLOSED);
        assertThat(ExpectedProfits.of(game, START, 0, closing[0])).isZero();
    }

    private static Optional<MixedEquilibriumSearch.CertifiedMix> search(
            Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified,
            long passes,
            MixedPrices start,
            int rounds) {
        return new DoubleOracle(GAME, LEAST_GAIN, passes, certified, () -> false).search(start, rounds);
    }

    /** Each mix that is certified is an equilibrium of the game of all prices so far, by payoffs from the definition. */
    @Test
    void everyMixIsEquilibriumOfKnownPrices() {
        var certifier = new Certifier(1, 4_000);
        List<MixedPrices> asked = new ArrayList<>();
        List<List<Double>> prices = List.of(new ArrayList<>(List.of(3e-6)), new ArrayList<>(List.of(3e-6)));
        Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified = mix -> {
            assertThat(largestGain(mix, prices)).as("round %d", asked.size()).isLessThan(1e-9);
            asked.add(mix);
            var found = new MixedEquilibriumSearch.CertifiedMix(mix, certifier.certify(GAME, mix, TOLERANCE));
            double[] responses = DoubleOracle.responses(GAME, found, 0.02 * TOLERANCE);
            for (int s = 0; s < 2; s++) {
                if (responses[s] != CLOSED) {
                    prices.get(s).add(responses[s]);
                }
            }
            return found;
        };
        var oracle = new DoubleOracle(GAME, 0.02 * TOLERANCE, 10_000, certified, () -> false);
        assertThat(oracle.search(START, 5)).as("few rounds").isEmpty();
        assertThat(asked).hasSize(5);
        assertThat(asked.getFirst()).isEqualTo(START);
        assertThat(prices.get(0)).hasSizeGreaterThan(2);
        assertThat(prices.get(1)).hasSizeGreaterThan(2);
    }

    /** Returns the largest gain of a leader at a mix by one of the given prices, relative to the money scale. */
    private static double largestGain(MixedPrices mix, List<List<Double>> prices) {
        double most = 0;
        for (int s = 0; s < prices.size(); s++) {
            double mean = 0;
            for (Point point : mix.mixes().get(s).points()) {
                mean += point.weight() * ExpectedProfits.of(GAME, mix, s, point.price());
            }
            for (double price : prices.get(s)) {
                most = Math.max(most, (ExpectedProfits.of(GAME, mix, s, price) - mean) / GAME.moneyScale());
            }
        }
        return most;
    }

    /** From fixed prices it solves the market in which both leaders randomize, and returns that certificate. */
    @Test
    void marketWithTwoMixesTakesFewCertificates() {
        var certifier = new Certifier(1, 4_000);
        List<MixedPrices> asked = new ArrayList<>();
        Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified = mix -> {
            asked.add(mix);
            return new MixedEquilibriumSearch.CertifiedMix(mix, certifier.certify(GAME, mix, TOLERANCE));
        };
        var oracle = new DoubleOracle(GAME, 0.02 * TOLERANCE, 10_000, certified, () -> false);
        Optional<MixedEquilibriumSearch.CertifiedMix> found = oracle.search(START, 40);
        assertThat(found.orElseThrow().mix()).isEqualTo(asked.getLast());
        assertThat(found.get().certificate().holds()).isTrue();
        assertThat(found.get().mix().randomizingLeaders()).isEqualTo(2);
        assertThat(asked).hasSizeLessThanOrEqualTo(10);
        for (int s = 0; s < 2; s++) {
            assertThat(ExpectedProfits.gain(GAME, found.get().mix(), s, 60)).isLessThan(TOLERANCE);
        }
    }

    /** Each leader gets a price in every round; as prices without weight are dropped, 36 and 42 combinations are enough. */
    @Test
    void pricesWithoutWeightAreDropped() {
        var certifier = new Certifier(1, 4_000);
        long[] seeds = {11, 52, 99};
        int[] passes = {36, 42, 42};
        for (int i = 0; i < seeds.length; i++) {
            PricingGame game = TwoLeaderMarkets.draw(seeds[i]);
            var certificates = new AtomicInteger();
            Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified = mix -> {
                certificates.incrementAndGet();
                return new MixedEquilibriumSearch.CertifiedMix(mix, certifier.certify(game, mix, TOLERANCE));
            };
            var oracle = new DoubleOracle(game, 0.02 * TOLERANCE, passes[i], certified, () -> false);
            assertThat(oracle.search(START, 40)).as("seed %d", seeds[i]).isPresent();
            assertThat(certificates.get()).isLessThanOrEqualTo(12);
        }
    }

    /** If the best response is already known, the restricted game cannot improve. */
    @Test
    void searchEndsWithoutNewPrice() {
        List<MixedPrices> asked = new ArrayList<>();
        double top = DoubleOracle.responses(GAME, told(START, new double[] {4e-6, CLOSED}, 1, 1), LEAST_GAIN)[0];
        MixedPrices start = MixedPrices.pure(new double[] {top, 3e-6});
        Optional<MixedEquilibriumSearch.CertifiedMix> found = search(
                mix -> {
                    asked.add(mix);
                    return told(mix, new double[] {top, CLOSED}, 1, 1);
                },
                10_000,
                start,
                40);
        assertThat(found).isEmpty();
        assertThat(asked).containsExactly(start);
    }

    /** One new price of either leader is enough to continue; four price combinations need four passes. */
    @Test
    void gamesBeyondPassLimitAreNotSolved() {
        for (int leader = 0; leader < 2; leader++) {
            double[] best = {CLOSED, CLOSED};
            best[leader] = 4e-6;
            assertThat(certificates(best, 2))
                    .as("one new price of leader %d", leader)
                    .isEqualTo(2);
            assertThat(certificates(best, 1)).isEqualTo(1);
        }
        assertThat(certificates(new double[] {4e-6, 4e-6}, 4)).isEqualTo(2);
        assertThat(certificates(new double[] {4e-6, 4e-6}, 3)).isEqualTo(1);
    }

    private static int certificates(double[] best, long passes) {
        List<MixedPrices> asked = new ArrayList<>();
        search(
                mix -> {
                    asked.add(mix);
                    return told(mix, best, 1, 1);
                },
                passes,
                START,
                2);
        return asked.size();
    }

    /** The start mix is certified first, because it may already hold. */
    @Test
    void certifiedMixIsReturned() {
        var certificate = new EquilibriumCertificate(TOLERANCE, TOLERANCE, List.of(), 0, 0);
        Optional<MixedEquilibriumSearch.CertifiedMix> found =
                search(mix -> new MixedEquilibriumSearch.CertifiedMix(mix, certificate), 1, START, 1);
        assertThat(found.orElseThrow().mix()).isEqualTo(START);
        assertThat(found.orElseThrow().certificate().epsilon()).isCloseTo(1e-6, within(0.0));
    }
}
