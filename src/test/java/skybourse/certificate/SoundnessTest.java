package skybourse.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.game.PricingGame;
import skybourse.random.RandomStreams;

class SoundnessTest {

    @Test
    void noPriceEarnsMoreThanTheCeilingOfItsCell() {
        long checks = 0;
        for (int i = 0; i < 300; i++) {
            RandomGenerator random = new RandomStreams(7).stream("soundness", i);
            int leaders = 1 + random.nextInt(8);
            var games = new RandomGames(
                    1 + random.nextInt(40), leaders, 1 + random.nextInt(leaders), random.nextDouble(), 1);
            PricingGame game = games.draw(random);
            double[] prices = games.prices(random);
            int leader = random.nextInt(leaders);
            double[] mesh = random.doubles(1 + random.nextInt(30), 0, 20e-6).toArray();
            ProfitCeiling ceiling = new Certifier(1, 100).ceiling(game, prices, leader, mesh);
            for (int check = 0; check < 100; check++, checks++) {
                double price = random.nextDouble() * random.nextDouble() * 20e-6;
                double profit = SlowProfit.at(game, prices, leader, price);
                assertThat(profit)
                        .as("case %d price %s", i, price)
                        .isLessThanOrEqualTo(ceiling.at(price) + 1e-11 * Math.max(1, Math.abs(profit)));
            }
        }
        assertThat(checks).isEqualTo(30_000);
    }

    @Test
    void certificateClosesItsGapAndCoversRandomPrices() {
        int within = 0;
        for (int i = 0; i < 30; i++) {
            RandomGenerator random = new RandomStreams(8).stream("soundness", i);
            var games = new RandomGames(20, 5, 5);
            PricingGame game = games.draw(random);
            double[] prices = games.prices(random);
            EquilibriumCertificate certificate = new Certifier(1, 2_000).certify(game, prices, 1e-6);
            for (int s = 0; s < 5; s++) {
                var gap = certificate.leaders().get(s);
                assertThat(gap.profit())
                        .isCloseTo(
                                SlowProfit.at(game, prices, s, prices[s]), org.assertj.core.data.Offset.offset(1e-7));
                double best = Math.max(gap.bestProfit(), gap.profit());
                assertThat(gap.upperBound()).isGreaterThanOrEqualTo(best - 1e-7);
                double miss = gap.upperBound() - best;
                within += miss
                                <= Math.max(
                                        1.01e-6 * Math.max(Math.abs(gap.profit()), game.moneyScale()),
                                        0.06 * (best - gap.profit()))
                        ? 1
                        : 0;
            }
        }
        assertThat(within).isEqualTo(150);
    }
}
