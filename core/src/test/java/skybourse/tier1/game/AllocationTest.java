package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;

/** Sales at given prices, for any number of threads. */
class AllocationTest {

    private static final int AGENTS = 9_000; // more than one thread's part

    private final PricingGame game =
            new GameSampler(AGENTS, 6, 4, true).draw(new RandomStreams(3).stream("allocation", 0));

    private double[] prices() {
        double[] prices = {5e-6, 3e-6, 8e-6, PricingGame.CLOSED, 2e-6, 6e-6};
        assert prices.length == game.leaders();
        return prices;
    }

    @Test
    void allocationDoesNotDependOnThreads() {
        Allocation one = Allocation.at(game, prices(), new ExactFollowerResponse());
        Allocation three = Allocation.at(game, prices(), new ExactFollowerResponse(), TaskRunner.of(3));
        assertThat(three.ratios()).containsExactly(one.ratios());
        assertThat(three.multipliers()).containsExactly(one.multipliers());
        assertThat(three.loads()).containsExactly(one.loads());
        assertThat(three.profits()).containsExactly(one.profits());
    }

    @Test
    void salesOfOneLeaderMatchAllocation() {
        Allocation all = Allocation.at(game, prices(), new ExactFollowerResponse());
        for (int s = 0; s < game.leaders(); s++) {
            assertThat(Allocation.of(game, prices(), new ExactFollowerResponse(), s))
                    .as("leader %s", s)
                    .isEqualTo(new Allocation.Sales(all.loads()[s], all.profits()[s]));
        }
        assertThat(all.loads()[0]).isPositive();
        assertThat(all.loads()[3]).isZero();
    }
}
