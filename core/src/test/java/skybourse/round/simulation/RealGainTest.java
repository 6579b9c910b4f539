package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.round.dynamics.Setups;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CurvedGames;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** Gains in money at disequilibrium prices, compared with a price search. */
class RealGainTest {

    private static final int PRICES = 1_500;

    private static final PricingGame GAME = ScenarioGameFactory.of(
            Setups.REFERENCE.withRules(Setups.REFERENCE.rules().withExpectedResalePrice(OptionalDouble.empty())));

    private static double[] profits(double[] prices, boolean inMoney) {
        Allocation found = Allocation.at(GAME, prices, new ExactFollowerResponse());
        double[] profits = found.profits().clone();
        for (int s = 0; inMoney && s < profits.length; s++) {
            double over = Math.max(0, found.loads()[s] - GAME.leaderTable().capacity(s));
            profits[s] += GAME.leaderTable().overloadPrice(s) * over;
        }
        return profits;
    }

    /** Returns the largest unilateral gain in money over a price grid. The search includes the overload price. */
    private static double largestGainBySearch(double[] prices) {
        double largest = 0;
        for (int s = 0; s < prices.length; s++) {
            double[] moved = prices.clone();
            double best = profits(prices, false)[s];
            double bestPrice = prices[s];
            for (int k = 0; k <= PRICES; k++) {
                moved[s] = prices[s] * (0.5 + 1.5 * k / PRICES);
                double profit = profits(moved, false)[s];
                if (profit > best) {
                    best = profit;
                    bestPrice = moved[s];
                }
            }
            moved[s] = bestPrice;
            double now = profits(prices, true)[s];
            largest = Math.max(largest, (profits(moved, true)[s] - now) / Math.max(Math.abs(now), GAME.moneyScale()));
        }
        return largest;
    }

    /** Curves with two slopes have the same costs as a constant cost and an overload price. */
    @Test
    void gainIsThatOfSameCostsAsCurves() {
        PricingGame curves = GAME.with(CurvedGames.twoSlopes(GAME.leaderTable()));
        double[] prices = new double[GAME.leaders()];
        Arrays.setAll(prices, s -> 1.1 * GAME.breakEvenPrice(s));
        EquilibriumCertificate certificate = new Certifier(1, 20_000).certify(GAME, prices, 1e-6);
        double[] loads =
                Allocation.at(GAME, prices, new ExactFollowerResponse()).loads();
        assertThat(loads[0]).isGreaterThan(GAME.leaderTable().capacity(0));
        assertThat(EquilibriumDistance.realGain(curves, prices, certificate, TaskRunner.CALLER))
                .isCloseTo(EquilibriumDistance.realGain(GAME, prices, certificate, TaskRunner.CALLER), within(1e-6));
    }

    @Test
    void gainIsThatOfBestPrice() {
        double[] equilibrium =
                Setups.solver().solve(GAME, new double[GAME.leaders()]).prices();
        double[][] factors = {
            {0.867, 0.611, 1.081, 1.067, 1.336}, {0.93, 0.93, 0.93, 0.93, 0.93}, {1.04, 1.1, 1, 1.2, 1}
        };
        for (double[] factor : factors) {
            double[] prices = equilibrium.clone();
            Arrays.setAll(prices, s -> factor[s] * equilibrium[s]);
            EquilibriumCertificate certificate = new Certifier(1, 20_000).certify(GAME, prices, 1e-6);
            double gain = EquilibriumDistance.realGain(GAME, prices, certificate, TaskRunner.CALLER);
            assertThat(gain)
                    .as("prices times %s", Arrays.toString(factor))
                    .isGreaterThanOrEqualTo(0.995 * largestGainBySearch(prices));
        }
    }
}
