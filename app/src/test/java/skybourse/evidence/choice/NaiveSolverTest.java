package skybourse.evidence.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.EquilibriumSolverContract;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.BisectionFollowerResponse;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.PricingGame;

class NaiveSolverTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return new NaiveSolver();
    }

    @Override
    public int agents() {
        return 4; // the solver is slow by design
    }

    @Test
    void profitMatchesResponsesOfFollowers() {
        PricingGame game = new GameSampler(30, 5, 3, true).draw(new RandomStreams(2).stream("naive", 0));
        double[] prices = {2e-6, 3e-6, PricingGame.CLOSED, 2.5e-6, 2.2e-6};
        double[] profits =
                Allocation.at(game, prices, new BisectionFollowerResponse()).profits();
        for (int s : new int[] {0, 1, 3, 4}) {
            assertThat(NaiveSolver.profit(game, prices, s)).isCloseTo(profits[s], within(1e-8));
        }
    }
}
