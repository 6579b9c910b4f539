package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Contract of certificates for any number of threads. */
abstract class CertifierContract {

    /** Returns a certifier that evaluates at most the given number of prices per leader. */
    abstract Certifier certifier(int evaluationLimit);

    private final Certifier certifier = certifier(3_000);

    /** One agent and one leader, with amounts for the complete task. The closed form is derived in {@code OneLeaderTest}. */
    private record Pair(
            double bits,
            double work,
            double weight,
            double sending,
            double quality,
            double ratioCap,
            double cost,
            double overload,
            double capacity,
            double priceCap) {

        static Pair draw(RandomGenerator random, int size) {
            double bits = 4e6 + 2e6 * random.nextDouble();
            return new Pair(
                    bits,
                    1000 * bits,
                    20 + 10 * random.nextDouble(),
                    -3 + 5 * random.nextDouble(),
                    0.2 + 0.8 * random.nextDouble(),
                    0.05 + 0.95 * random.nextDouble(),
                    4e-9 * random.nextDouble(),
                    random.nextBoolean() ? 0 : 1e-8 * random.nextDouble(),
                    1000 * bits * (0.02 + random.nextDouble()),
                    2e-6 + 18e-6 * random.nextDouble());
        }

        PricingGame game() {
            var leaders = new LeaderTable(
                    new double[] {cost}, new double[] {overload}, new double[] {capacity}, new double[] {priceCap});
            return new PricingGameBuilder(leaders)
                    .agent(bits, work, weight)
                    .link(0, sending, quality, ratioCap)
                    .build();
        }

        /** Returns {@code x* / D}: the closed form of the best price. */
        double bestPrice() {
            double full = weight * quality / (1 + ratioCap * quality) - sending;
            double plain = Math.sqrt(weight * quality * Math.max(0, sending + cost * work)) - sending;
            double loaded = Math.sqrt(weight * quality * Math.max(0, sending + (cost + overload) * work)) - sending;
            double atCapacity = weight * quality / (1 + capacity / work * quality) - sending;
            double inner = Math.max(full, Math.max(plain, Math.min(atCapacity, loaded)));
            return Math.min(priceCap, Math.max(0, inner) / bits);
        }

        double profit(double price) {
            double charge = price * bits + sending;
            double ratio = charge <= 0 ? ratioCap : Math.min(Math.max(weight / charge - 1 / quality, 0), ratioCap);
            return (price * bits - cost * work) * ratio - overload * Math.max(0, work * ratio - capacity);
        }
    }

    /** Every second leader has 10 % more capacity, so its part is recertified and the others are reused. The result equals a new certificate. */
    @Test
    void recertificationEqualsNewCertificate() {
        Cases.forAll((random, size) -> new RandomGames(6 + size % 20, 4, 3).draw(random), game -> {
            LeaderTable table = game.leaderTable();
            double[] prices = {2e-6, 3e-6, 4e-6, 5e-6};
            double[] capacities = table.capacities().clone();
            capacities[1] *= 1.1;
            capacities[3] *= 1.1;
            PricingGame roomier = game.with(
                    new LeaderTable(table.costsPerWork(), table.overloadPrices(), capacities, table.priceCaps()));
            EquilibriumCertificate certificate = certifier.certify(game, prices, 1e-6);
            EquilibriumCertificate newCertificate = certifier.certify(roomier, prices, 1e-6);
            EquilibriumCertificate again = certifier.recertify(certificate, game, roomier, prices);
            assertThat(again.leaders()).isEqualTo(newCertificate.leaders());
            assertThat(again.epsilon()).isEqualTo(newCertificate.epsilon());
            assertThat(again.largestFollowerGap()).isEqualTo(newCertificate.largestFollowerGap());
            assertThat(again.largestGapMoney())
                    .isBetween(newCertificate.largestGapMoney(), newCertificate.largestGapMoney() * (1 + 1e-6));
        });
    }

    @Test
    void partsOfUnchangedLeadersAreReused() {
        PricingGame game = new RandomGames(20, 4, 3).draw(new RandomStreams(3).stream("kept", 0));
        double[] prices = {2e-6, 3e-6, 4e-6, 5e-6};
        EquilibriumCertificate certificate = certifier.certify(game, prices, 1e-6);
        assertThat(certifier
                        .recertify(certificate, game, game, prices)
                        .leaders()
                        .get(2))
                .isSameAs(certificate.leaders().get(2));
    }

    @Test
    void upperBoundMeetsClosedFormOfOneLeader() {
        Cases.forAll(Pair::draw, pair -> {
            double best = Math.max(0, pair.profit(pair.bestPrice()));
            double price = Math.min(pair.priceCap(), 0.7 * pair.bestPrice());
            LeaderGap gap = certifier
                    .certify(pair.game(), new double[] {price}, 1e-7)
                    .leaders()
                    .getFirst();
            assertThat(gap.upperBound()).isGreaterThanOrEqualTo(best - 1e-12);
            double profit = pair.profit(price);
            assertThat(gap.profit()).isCloseTo(profit, within(1e-10));
            double allowed = Math.max(1e-7 * Math.max(Math.abs(profit), 0.01 * pair.weight()), 0.06 * (best - profit));
            assertThat(gap.upperBound()).isLessThanOrEqualTo(best + allowed + 1e-9);
            assertThat(gap.bestProfit()).isLessThanOrEqualTo(best + 1e-10);
            LeaderGap atBest = certifier
                    .certify(pair.game(), new double[] {pair.bestPrice()}, 1e-7)
                    .leaders()
                    .getFirst();
            if (best > 0) {
                assertThat(atBest.relativeGap()).isLessThanOrEqualTo(1e-7);
            }
        });
    }

    @Test
    void epsilonCoversLossOfOnePercentLowerPrice() {
        RandomGenerator random = new RandomStreams(4).stream("pairs", 0);
        int tested = 0;
        for (int i = 0; i < 50; i++) {
            Pair pair = Pair.draw(random, 12);
            double best = pair.profit(pair.bestPrice());
            double moved = 0.99 * pair.bestPrice();
            double loss = (best - pair.profit(moved)) / Math.max(pair.profit(moved), 0.01 * pair.weight());
            if (best > 0.1 && loss > 1e-5) {
                tested++;
                double epsilon = certifier
                        .certify(pair.game(), new double[] {moved}, 1e-6)
                        .epsilon();
                assertThat(epsilon).isGreaterThanOrEqualTo(loss).isLessThan(1.1 * loss + 1e-6);
            }
        }
        assertThat(tested).isGreaterThan(20);
    }

    @Test
    void distantBetterMaximumIsFound() {
        var leaders = new LeaderTable(new double[] {0}, new double[] {0}, new double[] {1e12}, new double[] {200e-6});
        var builder = new PricingGameBuilder(leaders);
        for (int n = 0; n < 50; n++) {
            builder.agent(5e6, 5e9, 20).link(0, 1, 0.9, 1);
        }
        for (int n = 0; n < 3; n++) {
            builder.agent(5e6, 5e9, 8_000).link(0, 1, 0.9, 0.2);
        }
        PricingGame game = builder.build();
        LeaderGap first =
                certifier.certify(game, new double[] {1.69e-6}, 1e-6).leaders().getFirst();
        assertThat(first.bestPrice()).isGreaterThan(150e-6);
        assertThat(first.bestProfit()).isGreaterThan(1.2 * first.profit());
        assertThat(certifier
                        .certify(game, new double[] {first.bestPrice()}, 1e-6)
                        .holds())
                .isTrue();
    }

    @Test
    void closedLeaderHasGapOnlyIfItCanEarn() {
        Pair earning = new Pair(5e6, 5e9, 25, -1, 0.8, 1, 1e-9, 0, 1e10, 20e-6);
        Pair losing = new Pair(5e6, 5e9, 25, -1, 0.8, 1, 1e-9, 0, 1e10, 0.5e-6);
        Pair tooDear = new Pair(5e6, 5e9, 25, 30, 0.8, 1, 1e-9, 0, 1e10, 20e-6);
        double[] closed = {PricingGame.CLOSED};
        LeaderGap open =
                certifier.certify(earning.game(), closed, 1e-6).leaders().getFirst();
        assertThat(open.bestPrice()).isCloseTo(earning.bestPrice(), within(0.1 * earning.bestPrice()));
        assertThat(open.relativeGap()).isGreaterThan(1);
        assertThat(certifier.certify(earning.game(), closed, 1e-6).holds()).isFalse();
        assertThat(certifier.certify(losing.game(), closed, 1e-6).holds()).isTrue();
        assertThat(certifier.certify(tooDear.game(), closed, 1e-6).holds()).isTrue();
        assertThat(certifier.certify(losing.game(), new double[] {0.5e-6}, 1e-6).epsilon())
                .isGreaterThan(1);
    }

    /**
     * A task worth 30 whose weight is 1e-9, so that the last bits of its price are a part of {@code Pi_0}; break-even is
     * rounded to just above the cap though the cap earns.
     */
    @Test
    void closedLeaderWithRoundedBreakEvenIsBounded() {
        RandomGenerator random = new RandomStreams(8).stream("rounded-break-even", 0);
        double worst = 0;
        int tested = 0;
        for (int i = 0; i < 2_000; i++) {
            double spent = random.nextDouble(32, 33); // this range has a coarse rounding, the price a fine one
            double bits = spent / random.nextDouble(0.95 * 0x1p-18, 0x1p-18);
            double work = random.nextDouble(4e9, 6e9);
            double cost = spent / work;
            double cap = Math.nextDown(cost * work / bits);
            Pair pair = new Pair(bits, work, 1e-9, -70, 0.9, 1, cost, 0, 1e10, cap);
            double earned = exactProfitOfAll(pair, cap);
            if (earned > 0) { // no lower price earns more, because all is sold at the cap
                tested++;
                var certificate = certifier.certify(pair.game(), new double[] {PricingGame.CLOSED}, 1e-6);
                double gain = earned / (0.01 * pair.weight());
                worst = Math.max(worst, gain);
                assertThat(certificate.epsilon()).isGreaterThanOrEqualTo(gain);
                assertThat(certificate.largestGapMoney()).isGreaterThanOrEqualTo(earned);
            }
        }
        assertThat(tested).isGreaterThan(20);
        assertThat(worst).isGreaterThan(5e-5);
    }

    /** Just above break-even the computed profit has few right digits, and may be above the true one. */
    @Test
    void gapsAreRelativeToLowerProfitBound() {
        RandomGenerator random = new RandomStreams(8).stream("cancelled-profit", 0);
        for (int i = 0; i < 200; i++) {
            double bits = random.nextDouble(4e6, 6e6);
            double work = random.nextDouble(4e9, 6e9);
            double breakEven = 30 / bits;
            Pair pair = new Pair(bits, work, 1e-8, -65, 0.9, 0.5, 30 / work, 0, 1e10, 2 * breakEven);
            double price = breakEven * (1 + random.nextDouble(1e-11, 1e-10));
            double earned = exactProfitOfAll(pair, price);
            double missed = exactProfitOfAll(pair, pair.priceCap()) - earned;
            var certificate = certifier.certify(pair.game(), new double[] {price}, 1e-6);
            assertThat(certificate.epsilon())
                    .isGreaterThanOrEqualTo(missed / Math.max(Math.abs(earned), 0.01 * pair.weight()));
            assertThat(certificate.largestGapMoney()).isGreaterThanOrEqualTo(missed);
        }
    }

    /** Returns the exact profit if the agent sends its largest ratio. */
    private static double exactProfitOfAll(Pair pair, double price) {
        return new BigDecimal(price)
                .multiply(new BigDecimal(pair.bits()))
                .subtract(new BigDecimal(pair.cost()).multiply(new BigDecimal(pair.work())))
                .multiply(new BigDecimal(pair.ratioCap()))
                .doubleValue();
    }

    @Test
    void epsilonDoesNotDependOnUnitOfMoney() {
        for (int i = 0; i < 5; i++) {
            double[] epsilons = new double[3];
            for (int unit = 0; unit < 3; unit++) {
                double money = Math.pow(1e6, unit - 1);
                RandomGenerator random = new RandomStreams(5).stream("money", i);
                var games = new RandomGames(30, 5, 4, 0.5, money);
                PricingGame game = games.draw(random);
                epsilons[unit] =
                        certifier.certify(game, games.prices(random), 1e-6).epsilon();
            }
            assertThat(epsilons[0]).isCloseTo(epsilons[1], within(1e-9 * epsilons[1]));
            assertThat(epsilons[2]).isCloseTo(epsilons[1], within(1e-9 * epsilons[1]));
        }
    }

    @Test
    void threadsDoNotChangeTheCertificate() {
        RandomGenerator random = new RandomStreams(6).stream("threads", 0);
        var games = new RandomGames(5_000, 12, 6);
        PricingGame game = games.draw(random);
        double[] prices = games.prices(random);
        EquilibriumCertificate one = new Certifier(1, 200).certify(game, prices, 1e-6);
        assertThat(certifier(200).certify(game, prices, 1e-6)).isEqualTo(one);
        assertThat(new Certifier(2, 200).certify(game, prices, 1e-6)).isEqualTo(one);
    }

    @Test
    void followerGapsAreBelowOneBillionth() {
        for (int i = 0; i < 50; i++) {
            RandomGenerator random = new RandomStreams(7).stream("followers", i);
            var games = new RandomGames(40, 6, 6, 0.5, 1);
            PricingGame game = games.draw(random);
            assertThat(certifier.certify(game, games.prices(random), 1e-6).largestFollowerGap())
                    .isLessThan(1e-9);
        }
    }

    @Test
    void evaluationLimitKeepsUpperBoundValid() {
        RandomGenerator random = new RandomStreams(9).stream("limit", 0);
        var games = new RandomGames(40, 6, 6, 0.5, 1);
        PricingGame game = games.draw(random);
        double[] prices = games.prices(random);
        var little = certifier(1).certify(game, prices, 1e-6).leaders();
        var much = certifier.certify(game, prices, 1e-6).leaders();
        for (int s = 0; s < 6; s++) {
            assertThat(little.get(s).upperBound())
                    .isGreaterThanOrEqualTo(much.get(s).bestProfit() - 1e-9);
            assertThat(little.get(s).evaluations()).isLessThan(40);
        }
    }

    @Test
    void rejectsInvalidPrices() {
        PricingGame game = new RandomGames(3, 2, 2).draw(new RandomStreams(1).stream("bad", 0));
        for (double[] prices : new double[][] {{1e-6}, {1e-6, -1}, {1e-6, Double.NaN}, {1e-6, 1}}) {
            assertThatThrownBy(() -> certifier.certify(game, prices, 1e-6))
                    .as(Arrays.toString(prices))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rejectsMixWithPriceAboveCap() {
        PricingGame game = new RandomGames(3, 2, 2).draw(new RandomStreams(1).stream("bad", 0));
        double cap = game.leaderTable().priceCap(1);
        for (double price : new double[] {0.5 * cap, cap, Math.nextUp(cap)}) {
            Mix mix = new Mix(List.of(new Point(0.25 * cap, 0.5), new Point(price, 0.5)));
            var prices = new MixedPrices(List.of(Mix.of(1e-6), mix));
            assertThat(catchThrowable(() -> certifier.certify(game, prices, 1e-6)) == null)
                    .as("%s of %s", price, cap)
                    .isEqualTo(price <= cap);
        }
    }

    /** The gap of a leader that randomizes shows its likeliest price, the first one if several are equally likely. */
    @Test
    void gapShowsLikeliestPriceOfMix() {
        PricingGame game = new RandomGames(6, 3, 2).draw(new RandomStreams(1).stream("shown", 0));
        var mix = new MixedPrices(List.of(
                new Mix(List.of(new Point(3e-6, 0.5), new Point(6e-6, 0.5))),
                new Mix(List.of(new Point(2e-6, 0.25), new Point(5e-6, 0.75))),
                new Mix(List.of(new Point(7e-6, 0.75), new Point(4e-6, 0.25)))));
        assertThat(certifier.certify(game, mix, 1e-6).leaders())
                .extracting(LeaderGap::price)
                .containsExactly(3e-6, 5e-6, 7e-6);
    }

    /** The largest gap of a follower is the maximum over all price profiles. A leader's profit is the mean over all profiles. */
    @Test
    void followersAreExaminedAtEveryProfile() {
        int later = 0;
        for (int i = 0; i < 12; i++) {
            PricingGame game = new RandomGames(6, 3, 2).draw(new RandomStreams(i).stream("draws", 0));
            var mix = new MixedPrices(List.of(
                    new Mix(List.of(new Point(3e-6, 0.5), new Point(6e-6, 0.5))),
                    Mix.of(4e-6),
                    new Mix(List.of(new Point(2e-6, 0.25), new Point(5e-6, 0.75)))));
            double[] gaps = IntStream.range(0, mix.profiles())
                    .mapToDouble(draw ->
                            certifier.certify(game, mix.profile(draw), 1e-6).largestFollowerGap())
                    .toArray();
            double largest = Arrays.stream(gaps).max().orElseThrow();
            later += largest > gaps[0] ? 1 : 0;
            EquilibriumCertificate certificate = certifier.certify(game, mix, 1e-6);
            assertThat(certificate.largestFollowerGap()).isEqualTo(largest);
            for (int s = 0; s < game.leaders(); s++) {
                int leader = s;
                double expected = IntStream.range(0, mix.profiles())
                        .mapToDouble(draw -> mix.rivalProbability(draw, -1)
                                * certifier
                                        .certify(game, mix.profile(draw), 1e-6)
                                        .leaders()
                                        .get(leader)
                                        .profit())
                        .sum();
                assertThat(certificate.leaders().get(s).profit())
                        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
            }
        }
        assertThat(later).isPositive();
    }
}
