package skybourse.tier1.bestresponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.PricingGame;

/** One leader's demand compared with plain followers, and its derivatives compared with finite differences. */
class LeaderDemandCurveTest {

    private final RandomGenerator random = new RandomStreams(7).stream("column-test", 0);

    private double[] randomPrices(PricingGame game) {
        double[] prices = new double[game.leaders()];
        for (int s = 0; s < prices.length; s++) {
            prices[s] = random.nextInt(6) == 0 ? PricingGame.CLOSED : random.nextDouble(0, 6e-6);
        }
        return prices;
    }

    @Test
    void profitAndLoadMatchPlainFollowers() {
        for (int market = 0; market < 100; market++) {
            PricingGame game =
                    new GameSampler(random.nextInt(1, 30), 5, random.nextInt(1, 6), market % 2 == 0).draw(random);
            double[] prices = randomPrices(game);
            Allocation plain = Allocation.at(game, prices, new ExactFollowerResponse());
            for (int s = 0; s < game.leaders(); s++) {
                if (prices[s] != PricingGame.CLOSED) {
                    var demand = new PriceDemand(game.leaderTable(), s);
                    new LeaderDemandCurve(game, prices, s).evaluate(prices[s], demand);
                    assertThat(demand.profit()).isCloseTo(plain.profits()[s], within(1e-7));
                    assertThat(demand.load() / 1e9).isCloseTo(plain.loads()[s] / 1e9, within(1e-7));
                }
            }
        }
    }

    /** Kinks make some differences wrong, so nine tenths must agree. */
    @Test
    void derivativesMatchFiniteDifferences() {
        int compared = 0;
        int agreed = 0;
        for (int market = 0; market < 120; market++) {
            PricingGame linear = new GameSampler(20, 5, 5, market % 2 == 0).draw(random);
            PricingGame game = market < 60 ? linear : CurvedGames.curved(linear, random);
            double[] prices = new double[game.leaders()];
            for (int s = 0; s < prices.length; s++) {
                prices[s] = random.nextDouble(1.5e-6, 4e-6);
            }
            for (int s = 0; s < prices.length; s++) {
                var column = new LeaderDemandCurve(game, prices, s);
                double step = 1e-5 * prices[s];
                PriceDemand[] at = new PriceDemand[3];
                for (int i = 0; i < 3; i++) {
                    at[i] = new PriceDemand(game.leaderTable(), s);
                    column.evaluate(prices[s] + (i - 1) * step, at[i]);
                }
                double slope = (at[2].profit() - at[0].profit()) / (2 * step);
                double curvature = (at[2].slope() - at[0].slope()) / (2 * step);
                compared++;
                if (Math.abs(slope - at[1].slope()) < 1e-4 * (1e6 + Math.abs(slope))
                        && Math.abs(curvature - at[1].curvature()) < 1e-3 * (1e12 + Math.abs(curvature))) {
                    agreed++;
                }
            }
        }
        assertThat(agreed).isGreaterThan(compared * 9 / 10);
    }

    @Test
    void salesEndAtLowestPriceWithoutSales() {
        for (int market = 0; market < 50; market++) {
            PricingGame game = new GameSampler(20, 5, 4, false).draw(random);
            double[] prices = randomPrices(game);
            var column = new LeaderDemandCurve(game, prices, 0);
            double limit = column.lowestPriceWithoutSales();
            var demand = new PriceDemand(game.leaderTable(), 0);
            column.evaluate(limit * (1 + 1e-9), demand);
            assertThat(demand.load()).isZero();
            if (limit == 0) {
                continue; // rivals below cost leave nothing to sell at any price
            }
            column.evaluate(limit * (1 - 1e-6), demand);
            assertThat(demand.load()).isPositive();
        }
    }
}
