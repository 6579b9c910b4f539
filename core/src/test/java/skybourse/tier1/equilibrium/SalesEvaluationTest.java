package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.PriceDemand;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.PricingGame;

/** Vector kernels compared with plain followers, and with each other. */
class SalesEvaluationTest {

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
            var pass = new SalesEvaluation(game, 1);
            pass.evaluate(prices);
            for (int s = 0; s < game.leaders(); s++) {
                assertThat(pass.profit(s)).isCloseTo(plain.profits()[s], within(1e-7));
                assertThat(pass.load(s) / 1e9).isCloseTo(plain.loads()[s] / 1e9, within(1e-7));
                if (prices[s] != PricingGame.CLOSED) {
                    var demand = new PriceDemand(game.leaderTable(), s);
                    new LeaderDemandCurve(game, prices, s).evaluate(prices[s], demand);
                    assertThat(demand.profit()).isCloseTo(plain.profits()[s], within(1e-7));
                    assertThat(demand.slope())
                            .isCloseTo(slope(pass, demand, s), within(0.1 + 1e-7 * Math.abs(demand.slope())));
                }
            }
        }
    }

    private static double slope(SalesEvaluation pass, PriceDemand demand, int s) {
        return demand.overloaded() ? pass.slopeBelowKink(s) : pass.slopeAboveKink(s);
    }
}
