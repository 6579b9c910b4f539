package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.equilibrium.SolverRun.Ending;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Endings of Newton's method: at capacity, converged, not converged, or in best responses. */
class NewtonRunTest {

    /** One follower of weight 1 whose link costs it nothing but the price p and has quality 1: it buys 1/p - 1 bits and cycles. */
    private static PricingGameBuilder one(double capacity, double overloadPrice, double priceCap) {
        double[] cost = {0.01};
        double[] overload = {overloadPrice};
        var table = new LeaderTable(cost, overload, new double[] {capacity}, new double[] {priceCap});
        return new PricingGameBuilder(table).agent(1, 1, 1).link(0, 0, 1, 1);
    }

    /** A walk for which all prices count as converged, so that only loads are adjusted to capacity. */
    private static SolverRun capacityOnly(PricingGame game, double... start) {
        return new PriceNewton(1, new StopRule(1e9, 40)).resume(game, start);
    }

    private static SolverRun ended(SolverRun walk) {
        boolean walking = true;
        while (walking) {
            walking = walk.advance();
        }
        return walk;
    }

    /** At p the step would be p (1 - p/q), 0.39 p here, with q = 1/(1 + B) the price at which the load is the capacity B. */
    @Test
    void stepToCapacityIsAtMost30PercentOfPrice() {
        SolverRun walk = capacityOnly(one(1 / 0.9 - 1, 10, 2).build(), 0.55);
        assertThat(walk.advance()).isTrue();
        assertThat(walk.prices()[0]).isEqualTo(0.55 + 0.3 * 0.55);
        assertThat(walk.ending()).isEqualTo(Ending.WALKING);
        assertThat(walk.advance()).isTrue();
        double slope = -1 / (0.55 * 0.55); // of the load at the start of the walk
        assertThat(walk.prices()[0]).isCloseTo(0.715 - (1 / 0.715 - 1 / 0.9) / slope, within(1e-9));
        assertThat(walk.ending()).isEqualTo(Ending.RESTED);
        assertThat(walk.advance()).isFalse();
    }

    @Test
    void stepToCapacityEndsAtCap() {
        SolverRun walk = ended(capacityOnly(one(1 / 0.9 - 1, 10, 0.6).build(), 0.55));
        assertThat(walk.prices()).containsExactly(0.6);
    }

    @Test
    void stepAwayFromCapacityIsUndoneAndEndsWalk() {
        double low = 0.89;
        PricingGame smooth = one(1 / low - 1, 10, 2).build();
        assertThat(ended(capacityOnly(smooth, 0.9)).prices()[0]).isCloseTo(low, within(1e-5));
        PricingGame kinked =
                one(1 / low - 1, 10, 2).agent(1, 100, 1).link(0, 0, 0.895, 1).build();
        SolverRun walk = ended(capacityOnly(kinked, 0.9));
        assertThat(walk.prices())
                .as("the load would be a multiple of the capacity")
                .containsExactly(0.9);
        assertThat(walk.iterations()).isEqualTo(1);
        assertThat(walk.ending()).isEqualTo(Ending.RESTED);
    }

    /** From 1 on nothing is sold, up to 0.5 the complete task is sold. The profit (p - 0.01)(1/p - 1) is largest at 0.5. */
    @Test
    void leaderWithoutSalesConvergesOnlyIfNoPriceEarns() {
        PricingGame game = one(10, 0, 2).build();
        SolverRun walk = ended(PriceNewton.standard(1).resume(game, new double[] {1.5}));
        assertThat(walk.ending()).isEqualTo(Ending.RESTED);
        assertThat(walk.prices()[0]).isCloseTo(0.5, within(1e-6));
        SolverRun brief = ended(new PriceNewton(1, new StopRule(1e-10, 1)).resume(game, new double[] {1.5}));
        assertThat(brief.ending())
                .as("it has sales after one step, the last one")
                .isEqualTo(Ending.STEP_LIMIT);
        SolverRun dear = ended(PriceNewton.standard(1).resume(dear(), new double[] {1.5}));
        assertThat(dear.ending()).as("its cost is above all valuations").isEqualTo(Ending.RESTED);
        assertThat(dear.prices()).containsExactly(1.5);
    }

    private static PricingGame dear() {
        var table = new LeaderTable(new double[] {1.2}, new double[1], new double[] {10}, new double[] {2});
        return new PricingGameBuilder(table).agent(1, 1, 1).link(0, 0, 1, 1).build();
    }

    /** Prices and ending of a walk. */
    private record Course(SolverRun walk, double last, double back) {
        static Course of(SolverRun walk) {
            double[] before = walk.prices();
            double[] at = before;
            while (walk.advance()) {
                before = at;
                at = walk.prices();
            }
            return new Course(walk, BestResponseRun.distance(before, at), BestResponseRun.distance(at, walk.prices()));
        }

        boolean isStill(double most) {
            return Math.max(last, back) <= most;
        }
    }

    /** The tolerance is unattainable, so walks end only by stalls and step limits. */
    private static Course unending(long seed, int stepLimit) {
        PricingGame game = new GameSampler(25, 5, 5, false).draw(new RandomStreams(seed).stream("newton-walk", 0));
        return Course.of(new PriceNewton(1, new StopRule(1e-300, stepLimit)).start(game, new double[5]));
    }

    @Test
    void limitedWalkConvergesOnlyWithTinyMoves() {
        int barelyStill = 0;
        int barelyMoving = 0;
        for (int seed = 0; seed < 10; seed++) {
            for (int stepLimit = 1; stepLimit <= 40; stepLimit++) {
                Course course = unending(seed, stepLimit);
                assertThat(course.walk().ending())
                        .as("%s in seed %d", course, seed)
                        .isEqualTo(course.isStill(1e-8) ? Ending.RESTED : Ending.STEP_LIMIT);
                barelyStill += course.isStill(1e-8) && !course.isStill(3e-9) ? 1 : 0;
                barelyMoving += course.isStill(3e-8) && !course.isStill(1e-8) ? 1 : 0;
            }
        }
        assertThat(barelyStill).isPositive();
        assertThat(barelyMoving).isPositive();
    }

    @Test
    void walkEndsAfterEightStepsWithoutImprovement() {
        assertThat(unending(0, 1000).walk().ending()).isEqualTo(Ending.RESTED);
        assertThat(unending(0, 1000).walk().iterations()).isBetween(9, 100);
        Course moving = unending(2, 1000);
        assertThat(moving.last()).isGreaterThan(1e-4);
        assertThat(moving.back())
                .as("it ends at the best prices, eight steps ago")
                .isGreaterThan(1e-4);
        assertThat(moving.walk().ending()).isEqualTo(Ending.STEP_LIMIT);
        assertThat(moving.walk().iterations()).isBetween(9, 200);
    }

    /** Steps end at the cap, where capacity is exceeded. The relevant gain is relative to profit, which depends on the overload price. */
    @Test
    void stallFarFromBestPricesIsNotConvergence() {
        SolverRun atTheBest = PriceNewton.standard(1).resume(one(0.6, 4, 0.6).build(), new double[] {0.55});
        assertThat(ended(atTheBest).ending()).isEqualTo(Ending.RESTED);
        assertThat(atTheBest.prices()).containsExactly(0.6);
        SolverRun pastTheBest = PriceNewton.standard(1).resume(one(0.6, 8, 0.6).build(), new double[] {0.55});
        for (int step = 1; step <= 8; step++) {
            assertThat(pastTheBest.advance()).isTrue();
            assertThat(pastTheBest.prices()).containsExactly(0.6);
        }
        assertThat(pastTheBest.largestMove()).isZero();
        assertThat(ended(pastTheBest).ending()).isEqualTo(Ending.STEP_LIMIT);
    }

    @Test
    void smallMarketsUseBestResponsesAfterTwoFailures() {
        PriceNewton newton = PriceNewton.standard(1);
        assertThat(newton.afterFailures(1, 1)).isSameAs(newton);
        assertThat(newton.afterFailures(1, 3_000)).isSameAs(newton);
        assertThat(newton.afterFailures(2, 1)).isEqualTo(BestResponseIteration.gaussSeidel());
        assertThat(newton.afterFailures(2, 3_000)).isEqualTo(BestResponseIteration.gaussSeidel());
        assertThat(newton.afterFailures(2, 3_001)).isSameAs(newton);
        assertThat(newton.afterFailures(100, 1_000_000)).isSameAs(newton);
    }
}
