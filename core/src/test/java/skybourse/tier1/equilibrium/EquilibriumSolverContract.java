package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.PricingGame;

/** Contract of all solvers. */
public interface EquilibriumSolverContract {

    EquilibriumSolver solver();

    /** Followers of the test markets. */
    default int agents() {
        return 24;
    }

    private PricingGame market(long seed, boolean overloadPriced) {
        return new GameSampler(agents(), 5, 5, overloadPriced)
                .draw(new RandomStreams(seed).stream("solver-contract", 0));
    }

    @Test
    default void mostMarketsConvergeNearAnEquilibrium() {
        var certifier = new Certifier(1, 500);
        int good = 0;
        for (int seed = 1; seed <= 10; seed++) {
            PricingGame game = market(seed, seed % 2 == 0);
            SolverRun walk = solver().start(game, new double[game.leaders()]);
            boolean walking = true;
            while (walking) {
                walking = walk.advance();
            }
            assertThat(walk.ending()).isNotEqualTo(SolverRun.Ending.WALKING);
            assertThat(walk.advance()).isFalse();
            if (certifier.certify(game, walk.prices(), 1e-6).epsilon() < 2e-3) {
                good++;
            }
        }
        assertThat(good).isGreaterThanOrEqualTo(6);
    }

    @Test
    default void walkStartsAtAndKeepsGivenPrices() {
        double[] start = {2e-6, 2e-6, 2e-6, 2e-6, 2e-6};
        SolverRun walk = solver().start(market(3, true), start);
        assertThat(walk.prices()).isEqualTo(start);
        assertThat(walk.largestMove()).isZero();
        int steps = 0;
        while (walk.advance()) {
            steps++;
        }
        assertThat(walk.iterations()).isEqualTo(steps).isPositive();
        double[] rested = walk.prices();
        assertThat(walk.advance()).isFalse();
        assertThat(walk.prices()).isEqualTo(rested);
        assertThat(start).containsOnly(2e-6);
    }

    @Test
    default void pricesStayInTheirRange() {
        PricingGame game = market(5, false);
        SolverRun walk = solver().start(game, game.leaderTable().priceCaps());
        while (walk.advance()) {
            double[] prices = walk.prices();
            for (int s = 0; s < game.leaders(); s++) {
                assertThat(prices[s] == PricingGame.CLOSED
                                || prices[s] <= game.leaderTable().priceCap(s))
                        .isTrue();
                assertThat(prices[s]).isNotNegative();
            }
        }
    }
}
