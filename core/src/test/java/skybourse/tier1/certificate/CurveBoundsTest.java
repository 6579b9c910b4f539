package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** Certificates and planner's bounds with curves and fixed costs of leaders; {@link EnergySoundnessTest} has random checks by energy model. */
class CurveBoundsTest {

    private static double profit(PricingGame game, double[] posted, int leader, double price) {
        double[] prices = Arrays.copyOf(posted, game.leaders());
        prices[leader] = price;
        return Allocation.of(game, prices, new ExactFollowerResponse(), leader).profit();
    }

    /** At prices that earn less than the fixed cost a leader should close. A certificate that forgets the cost holds there. */
    @Test
    void fixedCostMakesLeaderClose() {
        for (int i = 0; i < 20; i++) {
            RandomGenerator random = new RandomStreams(43).stream("fixed-costs", i);
            PricingGame free = new RandomGames(6, 1, 1, 0.4, 1).draw(random);
            var certifier = new Certifier(1, 2_000);
            double price = 5e-6;
            for (int round = 0; round < 12; round++) {
                price = certifier
                        .certify(free, new double[] {price}, 1e-9)
                        .leaders()
                        .getFirst()
                        .bestPrice();
            }
            double earned = profit(free, new double[1], 0, price);
            for (double share : new double[] {0, 0.5, 1.5}) {
                PricingGame game = free.with(free.leaderTable().withFixedCosts(new double[] {share * earned}));
                double[] prices = {price};
                EquilibriumCertificate.LeaderGap gap =
                        certifier.certify(game, prices, 1e-6).leaders().getFirst();
                double best = Math.max(0, (1 - share) * earned);
                assertThat(gap.profit()).isCloseTo((1 - share) * earned, within(1e-9 * earned));
                assertThat(gap.upperBound()).isBetween(best * (1 - 1e-9), best + 1e-3 * earned);
                assertThat(gap.bestPrice() == PricingGame.CLOSED).isEqualTo(share > 1);
                double closed = certifier
                        .certify(game, new double[] {PricingGame.CLOSED}, 1e-6)
                        .epsilon();
                assertThat(closed < 1e-3).isEqualTo(share > 1);
            }
        }
    }

    /** Bounds that contain the fixed cost, with and without curves, and rivals that randomize. */
    @Test
    void noPriceEarnsMoreThanBoundWithFixedCost() {
        int tight = 0;
        for (int i = 0; i < 100; i++) {
            RandomGenerator random = new RandomStreams(46).stream("fixed-bounds", i);
            var games = new RandomGames(1 + i % 20, 3, 2, 0.4, 1);
            PricingGame linear = games.draw(random);
            PricingGame any = i % 2 == 0 ? linear : CurvedGames.curved(linear, random);
            PricingGame game = any.with(
                    any.leaderTable().withFixedCosts(random.doubles(3, 0, 40).toArray()));
            double[] prices = games.prices(random);
            double other = random.nextDouble(1e-6, 8e-6);
            double weight = i % 3 == 0 ? 1 : random.nextDouble(0.1, 0.9);
            var mix = new MixedPrices(List.of(
                    Mix.of(prices[0]),
                    weight == 1
                            ? Mix.of(prices[1])
                            : new Mix(List.of(new Point(prices[1], weight), new Point(other, 1 - weight))),
                    Mix.of(prices[2])));
            double[] mesh = random.doubles(60, 0, 20e-6).toArray();
            ProfitUpperBound bound = new Certifier(1, 1).profitBound(game, mix, 0, mesh);
            double[] moved = {prices[0], other, prices[2]};
            for (int k = 0; k < 60; k++) {
                double price = k % 2 == 0 ? mesh[k] : random.nextDouble(0, 20e-6);
                double profit = weight * profit(game, prices, 0, price)
                        + (weight == 1 ? 0 : (1 - weight) * profit(game, moved, 0, price));
                double size = 1e-10 * (1 + Math.abs(profit));
                assertThat(profit).isLessThanOrEqualTo(bound.at(price) + size);
                tight += profit > 0.1 && profit > bound.at(price) - 0.1 ? 1 : 0;
            }
        }
        assertThat(tight).isGreaterThan(50);
    }

    /** The error of an expected profit grows with the fixed cost that it contains, however small the difference is. */
    @Test
    void errorOfExpectedProfitCoversFixedCost() {
        RandomGenerator random = new RandomStreams(48).stream("fixed-rounding", 0);
        PricingGame free = new RandomGames(12, 3, 3, 0, 1).draw(random);
        double[] prices = {3e-6, 3e-6, 3e-6};
        double fixedCost = 1e9;
        PricingGame game = free.with(free.leaderTable().withFixedCosts(new double[] {fixedCost, 0, 0}));
        List<Point> points = random.doubles(4, 3e-6, 4e-6)
                .mapToObj(price -> new Point(price, 0.25))
                .toList();
        var mix = new MixedPrices(List.of(Mix.of(prices[0]), new Mix(points), new Mix(points)));
        LeaderGap gap = new Certifier(1, 1).certify(game, mix, 1e-6).leaders().getFirst();
        LeaderGap without =
                new Certifier(1, 1).certify(free, mix, 1e-6).leaders().getFirst();
        assertThat(gap.profit()).isCloseTo(without.profit() - fixedCost, within(1e-6));
        // The upper bound is 0, so that the gap is the loss and its error, relative to the loss less its error.
        double error = 0.5 * (gap.relativeGap() - 1);
        assertThat(error).isBetween(8 * 0x1p-53 * (16 + 8), 1e4 * 0x1p-53);
    }

    /** A curve of two slopes has the bounds of cost and overload price, or smaller ones. */
    @Test
    void curveOfTwoSlopesGivesSameVerdicts() {
        int same = 0;
        int holds = 0;
        for (int i = 0; i < 100; i++) {
            RandomGenerator random = new RandomStreams(44).stream("two-slopes", i);
            var games = new RandomGames(10 + i % 20, 3, 2, 0.4, 1);
            PricingGame game = games.draw(random);
            PricingGame curved = game.with(CurvedGames.twoSlopes(game.leaderTable()));
            double[] prices = games.prices(random);
            for (int round = 0; round < 6; round++) {
                for (int s = 0; s < prices.length; s++) {
                    prices[s] = new Certifier(1, 4_000)
                            .certify(game, prices, 1e-6)
                            .leaders()
                            .get(s)
                            .bestPrice();
                }
            }
            EquilibriumCertificate one = new Certifier(1, 4_000).certify(game, prices, 1e-2);
            EquilibriumCertificate other = new Certifier(1, 4_000).certify(curved, prices, 1e-2);
            assertThat(other.holds()).isEqualTo(one.holds());
            assertThat(other.epsilon()).isLessThanOrEqualTo(one.epsilon() * (1 + 1e-9) + 1e-9);
            for (int s = 0; s < 3; s++) {
                int evaluations = one.leaders().get(s).evaluations();
                assertThat(other.leaders().get(s).evaluations()).isLessThanOrEqualTo(evaluations);
                same += other.leaders().get(s).evaluations() == evaluations ? 1 : 0;
            }
            holds += one.holds() ? 1 : 0;
        }
        assertThat(same).isGreaterThan(290);
        assertThat(holds).isBetween(10, 95);
    }

    /** The planner's bound is above the welfare of any prices, and close to that of the best. */
    @Test
    void plannerBoundKnowsCurves() {
        double closest = 0;
        for (int i = 0; i < 40; i++) {
            RandomGenerator random = new RandomStreams(45).stream("planner", i);
            var games = new RandomGames(10, 3, 2, 0.4, 1);
            PricingGame game = CurvedGames.curved(games.draw(random), random);
            for (int k = 0; k < 10; k++) {
                PlannerBound bound =
                        PlannerBound.of(game, random.doubles(3, 1e-6, 4e-6).toArray(), TaskRunner.CALLER);
                assertThat(bound.welfare()).isLessThanOrEqualTo(bound.optimum());
                closest = Math.max(closest, bound.share());
            }
        }
        assertThat(closest).isBetween(0.97, 1.0);
    }
}
