package skybourse.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.certificate.Certifier;
import skybourse.game.PricingGame;
import skybourse.game.SampleMarket;
import skybourse.random.RandomStreams;

/** What every method of moving prices keeps. */
interface EquilibriumSolverContract {

    EquilibriumSolver solver();

    /** Followers of the markets it is tried on. */
    default int agents() {
        return 24;
    }

    private PricingGame market(long seed, boolean overloadPriced) {
        return new SampleMarket(agents(), 5, 5, overloadPriced)
                .draw(new RandomStreams(seed).stream("solver-contract", 0));
    }

    @Test
    default void mostMarketsComeToRestWhereNobodyGainsMuch() {
        var certifier = new Certifier(1, 500);
        int good = 0;
        for (int seed = 1; seed <= 10; seed++) {
            PricingGame game = market(seed, seed % 2 == 0);
            PriceWalk walk = solver().walk(game, new double[game.leaders()]);
            boolean walking = true;
            while (walking) {
                walking = walk.advance();
            }
            assertThat(walk.ending()).isNotEqualTo(PriceWalk.Ending.WALKING);
            assertThat(walk.advance()).isFalse();
            if (certifier.certify(game, walk.prices(), 1e-6).epsilon() < 2e-3) {
                good++;
            }
        }
        assertThat(good).isGreaterThanOrEqualTo(6);
    }

    @Test
    default void statesBeginAtTheStartAndEndWithTheWalk() {
        PricingGame game = market(3, true);
        double[] start = {2e-6, 2e-6, 2e-6, 2e-6, 2e-6};
        List<SolverState> states = solver().states(game, start).toList();
        assertThat(states.getFirst().prices()).isEqualTo(start);
        assertThat(states.getFirst().largestMove()).isZero();
        PriceWalk walk = solver().walk(game, start);
        int steps = 0;
        while (walk.advance()) {
            steps++;
        }
        assertThat(states).hasSize(steps + 1);
        assertThat(states.getLast().prices()).isEqualTo(walk.prices());
        assertThat(start).containsOnly(2e-6);
    }

    @Test
    default void pricesStayInTheirRange() {
        PricingGame game = market(5, false);
        assertThat(solver().states(game, game.leaderTable().priceCaps())).allSatisfy(state -> {
            for (int s = 0; s < game.leaders(); s++) {
                double price = state.prices()[s];
                assertThat(price == PricingGame.CLOSED
                                || price <= game.leaderTable().priceCap(s))
                        .isTrue();
                assertThat(price).isNotNegative();
            }
        });
    }
}
