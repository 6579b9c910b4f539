package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.PriceDemand;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.BisectionFollowerResponse;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.PricingGame;

class GlobalPriceSearchTest {

    private final RandomGenerator random = new RandomStreams(11).stream("global-search", 0);

    @Test
    void boundIsTightUpperBound() {
        for (int market = 0; market < 60; market++) {
            PricingGame game =
                    new GameSampler(random.nextInt(3, 30), 5, random.nextInt(2, 6), market % 2 == 0).draw(random);
            double[] prices = randomPrices(game);
            int leader = random.nextInt(5);
            GlobalPriceSearch.SearchResult found = GlobalPriceSearch.standard().search(game, prices, leader);
            var column = new LeaderDemandCurve(game, prices, leader);
            var demand = new PriceDemand(game.leaderTable(), leader);
            double best = 0;
            for (int k = 0; k <= 2000; k++) {
                column.evaluate(k * 10e-6 / 2000, demand);
                best = Math.max(best, demand.profit());
            }
            assertThat(best).isLessThanOrEqualTo(found.upperBound() + 1e-9);
            assertThat(found.profit()).isGreaterThanOrEqualTo(best - 1e-8 * (1 + best));
            assertThat(found.upperBound() - found.profit())
                    .isLessThanOrEqualTo(1e-8 * Math.max(game.moneyScale(), found.profit()) + 1e-12);
            assertThat(found.evaluations()).isLessThan(1000);
        }
    }

    /** The bound compared with profits that share no code with the search: plain followers, by bisection. */
    @Test
    void bothBoundsHoldForPlainFollowers() {
        var certifier = new Certifier(1, 20_000);
        for (int market = 0; market < 20; market++) {
            PricingGame game = new GameSampler(15, 5, 5, market % 2 == 0).draw(random);
            double[] prices = randomPrices(game);
            double bound = GlobalPriceSearch.standard().search(game, prices, 0).upperBound();
            double[] tried = prices.clone();
            for (int k = 0; k < 100; k++) {
                tried[0] = random.nextDouble(8e-6);
                double plain = Allocation.at(game, tried, new BisectionFollowerResponse())
                        .profits()[0];
                assertThat(plain).isLessThanOrEqualTo(bound + 1e-7);
            }
            tried[0] = GlobalPriceSearch.standard().search(game, prices, 0).price();
            double proven =
                    certifier.certify(game, tried, 1e-7).leaders().getFirst().upperBound();
            assertThat(proven).isCloseTo(bound, within(1e-6 * Math.max(game.moneyScale(), bound)));
        }
    }

    @Test
    void slopeSearchNearlyAlwaysFindsSameProfit() {
        int same = 0;
        for (int market = 0; market < 60; market++) {
            PricingGame game = new GameSampler(30, 5, 5, market % 2 == 0).draw(random);
            double[] prices = randomPrices(game);
            double bound = GlobalPriceSearch.standard().search(game, prices, 0).upperBound();
            double fast = new SlopePriceSearch(true).choose(game, prices, 0).profit();
            assertThat(fast).isLessThanOrEqualTo(bound + 1e-9);
            if (bound - fast <= 1e-6 * Math.max(game.moneyScale(), bound)) {
                same++;
            }
        }
        assertThat(same).isGreaterThanOrEqualTo(54);
    }

    private double[] randomPrices(PricingGame game) {
        double[] prices = new double[game.leaders()];
        for (int s = 0; s < prices.length; s++) {
            prices[s] = random.nextDouble(1.5e-6, 5e-6);
        }
        return prices;
    }
}
