package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** Certificates of mixes, compared with expected profits computed from their definition. */
class MixedCertificateTest {

    private static final double TOLERANCE = 1e-6;
    private static final Certifier CERTIFIER = new Certifier(1, 4_000);

    private static final Mix TWO = two(2e-6, 0.25, 5e-6);
    private static final Mix THREE =
            new Mix(List.of(new Point(6e-6, 0.25), new Point(3e-6, 0.625), new Point(4e-6, 0.125)));
    private static final MixedPrices MIX = new MixedPrices(List.of(TWO, Mix.of(3.5e-6), THREE));

    private static Mix two(double first, double weight, double second) {
        return new Mix(List.of(new Point(first, weight), new Point(second, 1 - weight)));
    }

    private static PricingGame game(int i) {
        return new RandomGames(7, 3, 3).draw(new RandomStreams(i).stream("mixed-certificate", 0));
    }

    /** Returns the expected profit of a leader at one price. */
    private static double expected(PricingGame game, MixedPrices mix, int leader, double price) {
        List<Mix> mixes = new ArrayList<>(mix.mixes());
        mixes.set(leader, Mix.of(price));
        return expectedOver(game, mixes, leader, new double[mixes.size()], 0);
    }

    private static double expectedOver(PricingGame game, List<Mix> mixes, int leader, double[] prices, int next) {
        if (next == prices.length) {
            return Allocation.of(game, prices, new ExactFollowerResponse(), leader)
                    .profit();
        }
        double sum = 0;
        for (Point point : mixes.get(next).points()) {
            prices[next] = point.price();
            sum += point.weight() * expectedOver(game, mixes, leader, prices, next + 1);
        }
        return sum;
    }

    private static double mean(PricingGame game, MixedPrices mix, int leader) {
        return mix.mixes().get(leader).points().stream()
                .mapToDouble(point -> point.weight() * expected(game, mix, leader, point.price()))
                .sum();
    }

    /** Profit, best price and bound of each leader, and the largest relative gap and gap in money. */
    @Test
    void gapsMatchExpectedProfits() {
        for (int i = 0; i < 12; i++) {
            PricingGame game = game(i);
            EquilibriumCertificate certificate = CERTIFIER.certify(game, MIX, TOLERANCE);
            double largest = certificate.largestFollowerGap();
            double money = 0;
            for (int s = 0; s < 3; s++) {
                LeaderGap gap = certificate.leaders().get(s);
                double mean = mean(game, MIX, s);
                double scale = Math.max(Math.abs(mean), game.moneyScale());
                double rounding = 1e-9 * scale;
                assertThat(gap.profit()).isCloseTo(mean, within(rounding));
                assertThat(gap.bestProfit()).isCloseTo(expected(game, MIX, s, gap.bestPrice()), within(rounding));
                assertThat(gap.upperBound()).isGreaterThanOrEqualTo(gap.bestProfit());
                for (int k = 0; k <= 300; k++) {
                    double price = game.highestPrice(s) * k / 300;
                    assertThat(expected(game, MIX, s, price)).isLessThanOrEqualTo(gap.upperBound() + rounding);
                }
                double refined = Math.max(0.9 * TOLERANCE * scale, 0.05 * (gap.bestProfit() - mean));
                assertThat(gap.upperBound() - gap.bestProfit()).isLessThanOrEqualTo(refined + rounding);
                assertThat(gap.relativeGap())
                        .isCloseTo((gap.upperBound() - mean) / scale, within(1e-8 * (1 + gap.relativeGap())));
                assertThat(gap.relativeGap() * scale * (1 + 1e-14)).isGreaterThanOrEqualTo(gap.upperBound() - mean);
                largest = Math.max(largest, gap.relativeGap());
                money = Math.max(money, gap.upperBound() - mean);
            }
            assertThat(certificate.epsilon()).isEqualTo(largest);
            assertThat(certificate.largestGapMoney()).isCloseTo(money, within(1e-9 * money));
        }
    }

    /** Rejects any price of any leader above its cap, and a mix without one entry per leader. */
    @Test
    void rejectsPricesAboveCap() {
        PricingGame game = game(2);
        for (int s = 0; s < 3; s++) {
            double tooMuch = Math.nextUp(game.leaderTable().priceCap(s));
            for (Mix own : List.of(two(tooMuch, 0.5, 4e-6), two(4e-6, 0.5, tooMuch), two(4e-6, 1, tooMuch))) {
                List<Mix> mixes = new ArrayList<>(MIX.mixes());
                mixes.set(s, own);
                assertThatThrownBy(() -> CERTIFIER.certify(game, new MixedPrices(mixes), TOLERANCE))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("price");
            }
        }
        var fewer = new MixedPrices(MIX.mixes().subList(0, 2));
        assertThatThrownBy(() -> CERTIFIER.certify(game, fewer, TOLERANCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prices must have one value per leader: 2");
    }

    /** A price without weight and points in another order are the same mix. */
    @Test
    void orderOfPricesDoesNotMatter() {
        PricingGame game = game(3);
        var reversed = new MixedPrices(List.of(
                new Mix(TWO.points().reversed()),
                Mix.of(3.5e-6),
                new Mix(THREE.points().reversed())));
        var padded = new MixedPrices(List.of(
                TWO,
                new Mix(List.of(new Point(9e-6, 0), new Point(3.5e-6, 1))),
                new Mix(List.of(
                        new Point(1e-6, 0), new Point(6e-6, 0.25), new Point(3e-6, 0.625), new Point(4e-6, 0.125)))));
        EquilibriumCertificate plain = CERTIFIER.certify(game, MIX, TOLERANCE);
        for (MixedPrices same : List.of(reversed, padded)) {
            EquilibriumCertificate certificate = CERTIFIER.certify(game, same, TOLERANCE);
            for (int s = 0; s < 3; s++) {
                double profit = plain.leaders().get(s).profit();
                double bound = plain.leaders().get(s).upperBound();
                assertThat(certificate.leaders().get(s).profit()).isCloseTo(profit, within(1e-10 * Math.abs(profit)));
                assertThat(certificate.leaders().get(s).upperBound()).isCloseTo(bound, within(0.06 * bound));
                assertThat(certificate.leaders().get(s).price())
                        .isEqualTo(same.mixes().get(s).likeliest());
            }
        }
    }

    /** A leader's gap is bounded for all its prices: below cost, at the cap, or closed. */
    @Test
    void gapsAreBoundedAtEndsOfPriceRange() {
        PricingGame game = game(5);
        double cap = game.leaderTable().priceCap(0);
        double breakEven = game.breakEvenPrice(0);
        for (Mix own : List.of(
                two(0.5 * breakEven, 0.5, 4e-6),
                two(4e-6, 0.5, 0.25 * breakEven),
                two(4e-6, 0.5, cap),
                two(0, 0.5, cap),
                Mix.of(PricingGame.CLOSED))) {
            var mix = new MixedPrices(List.of(own, Mix.of(3.5e-6), THREE));
            LeaderGap gap = CERTIFIER.certify(game, mix, TOLERANCE).leaders().getFirst();
            double mean = mean(game, mix, 0);
            double scale = Math.max(Math.abs(mean), game.moneyScale());
            assertThat(gap.profit()).isCloseTo(mean, within(1e-10 * scale));
            assertThat(gap.relativeGap())
                    .isCloseTo((gap.upperBound() - mean) / scale, within(1e-8 * (1 + gap.relativeGap())));
            double best = IntStream.rangeClosed(0, 1_000)
                    .mapToDouble(k -> expected(game, mix, 0, game.highestPrice(0) * k / 1_000))
                    .max()
                    .orElseThrow();
            assertThat(gap.upperBound()).isBetween(best, best + Math.max(0.01 * best, 0.06 * (best - mean)));
            assertThat(gap.bestProfit()).isGreaterThan(0.99 * best);
        }
    }

    /** A leader with posted prices has no gap, and one evaluation per price. */
    @Test
    void postingLeaderHasNoGap() {
        PricingGame free = game(6);
        var posting = new BitSet();
        posting.set(2);
        EquilibriumCertificate certificate = CERTIFIER.certify(free.withPostedPrices(posting), MIX, TOLERANCE);
        LeaderGap gap = certificate.leaders().get(2);
        double mean = mean(free, MIX, 2);
        assertThat(gap.price()).isEqualTo(3e-6);
        assertThat(gap.profit()).isCloseTo(mean, within(1e-10 * Math.abs(mean)));
        assertThat(gap.upperBound()).isEqualTo(gap.profit());
        assertThat(gap.bestProfit()).isEqualTo(gap.profit());
        assertThat(gap.bestPrice()).isEqualTo(3e-6);
        assertThat(gap.relativeGap()).isZero();
        assertThat(gap.evaluations()).isEqualTo(3);
        List<LeaderGap> others =
                CERTIFIER.certify(free, MIX, TOLERANCE).leaders().subList(0, 2);
        assertThat(certificate.leaders().subList(0, 2)).isEqualTo(others);
        double money = others.stream()
                .mapToDouble(o -> o.upperBound() - o.profit())
                .max()
                .orElseThrow();
        assertThat(certificate.largestGapMoney()).isCloseTo(money, within(1e-9 * money));
    }

    /** After a stop only the first mesh is evaluated, and the bound still holds. The evaluation limit is respected. */
    @Test
    void boundsHoldWithFewEvaluations() {
        PricingGame game = game(7);
        EquilibriumCertificate much = CERTIFIER.certify(game, MIX, TOLERANCE);
        EquilibriumCertificate little = CERTIFIER.withStop(() -> true).certify(game, MIX, TOLERANCE);
        EquilibriumCertificate limited = new Certifier(1, 200).certify(game, MIX, TOLERANCE);
        int[] meshes = {70, 40, 100}; // about 30 points around each price
        for (int s = 0; s < 3; s++) {
            assertThat(little.leaders().get(s).evaluations()).isLessThan(meshes[s]);
            assertThat(little.leaders().get(s).upperBound())
                    .isGreaterThanOrEqualTo(much.leaders().get(s).bestProfit());
            assertThat(limited.leaders().get(s).evaluations()).isLessThanOrEqualTo(200);
            assertThat(much.leaders().get(s).evaluations()).as("effort").isLessThan(400);
        }
    }

    /** The bound is above the expected profit in every cell. */
    @Test
    void upperBoundIsAboveExpectedProfit() {
        PricingGame game = game(8);
        double[] mesh =
                IntStream.rangeClosed(1, 40).mapToDouble(k -> k * 0.25e-6).toArray();
        ProfitUpperBound ceiling = CERTIFIER.profitBound(game, MIX, 1, mesh);
        int tight = 0;
        for (ProfitUpperBound.Cell cell : ceiling.cells()) {
            for (double share : new double[] {0, 0.3, 0.7, 1}) {
                double price = cell.lowestPrice() + share * (cell.highestPrice() - cell.lowestPrice());
                double profit = expected(game, MIX, 1, price);
                assertThat(profit).isLessThanOrEqualTo(cell.bound() + 1e-12);
                tight += profit > 0.8 * cell.bound() ? 1 : 0;
            }
        }
        assertThat(tight).isGreaterThan(20);
    }

    /** Each price vector of a leader's rivals occurs once. A market has the prices of its profile. */
    @Test
    void eachRivalProfileIsExaminedOnce() {
        MixedPriceGame markets = MixedPriceGame.of(game(1), MIX);
        assertThat(markets.markets()).hasSize(6);
        for (int k = 0; k < 6; k++) {
            assertThat(Arrays.copyOf(markets.markets()[k].prices(), 3)).isEqualTo(MIX.profile(k));
            assertThat(markets.markets()[k].prices()[3]).as("padding").isZero();
        }
        for (int s = 0; s < 3; s++) {
            int leader = s;
            double first = MIX.mixes().get(s).points().getFirst().price();
            int[] rivals = markets.rivals(s);
            assertThat(rivals).hasSize(new int[] {3, 6, 2}[s]).doesNotHaveDuplicates();
            assertThat(Arrays.stream(rivals).mapToDouble(k -> MIX.profile(k)[leader]))
                    .containsOnly(first);
            assertThat(Arrays.stream(rivals)
                            .mapToDouble(k -> MIX.rivalProbability(k, leader))
                            .sum())
                    .isCloseTo(1, within(1e-15));
        }
    }
}
