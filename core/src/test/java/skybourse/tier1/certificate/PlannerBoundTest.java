package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** The planner's bound compared with closed-form optima and with allocations of a local search. */
class PlannerBoundTest {

    /** One follower, weight 4, work 2, one link of inverse quality 1: its gain is 4 ln(1 + o) - o, the leader pays cost and overload. */
    private static PricingGame single(double cost, double overloadPrice, double capacity) {
        var leaders = new LeaderTable(
                new double[] {cost}, new double[] {overloadPrice}, new double[] {capacity}, new double[] {100});
        var builder = new PricingGameBuilder(leaders, 1, 1);
        builder.agent(10, 2, 4);
        builder.link(0, 1, 1, 1);
        return builder.build();
    }

    private static PlannerBound at(PricingGame game, double price) {
        return PlannerBound.of(game, new double[] {price}, TaskRunner.CALLER);
    }

    /** 4 / (1 + o) = 1 + 0.5 * 2 at o = 1, which its cap allows: 4 ln 2 - 2. */
    @Test
    void plannerSellsAtCostWithoutScarcity() {
        PlannerBound bound = at(single(0.5, 0, 0), 0.1);
        assertThat(bound.optimum())
                .isCloseTo(4 * Math.log(2) - 2, within(1e-12))
                .isGreaterThanOrEqualTo(4 * Math.log(2) - 2);
        assertThat(bound.welfare()).isCloseTo(bound.optimum(), within(1e-12));
        assertThat(bound.share()).isCloseTo(1, within(1e-12));
    }

    /** Capacity 1 is o = 0.5: 4 ln 1.5 - 1 if overload is expensive; at 0.1 per unit 4 / (1 + o) = 2.2 at o = 9 / 11. */
    @Test
    void scarceCapacityIsSoldUpToOverloadPrice() {
        assertThat(at(single(0.5, 10, 1), 0.5).optimum()).isCloseTo(4 * Math.log(1.5) - 1, within(1e-9));
        double o = 9 / 11.0;
        double welfare = 4 * Math.log(1 + o) - 2 * o - 0.1 * (2 * o - 1);
        assertThat(at(single(0.5, 0.1, 1), 0.5).optimum()).isCloseTo(welfare, within(1e-9));
    }

    /** At a price of 0.3 per bit the follower sends nothing: welfare is 0, the attainable welfare 0.77. */
    @Test
    void priceThatIsTooHighIsInefficient() {
        PlannerBound bound = at(single(0.5, 0, 0), 0.3);
        assertThat(bound.welfare()).isCloseTo(0, within(1e-12));
        assertThat(bound.share()).isCloseTo(0, within(1e-12));
        PlannerBound closed = at(single(0.5, 0, 0), PricingGame.CLOSED);
        assertThat(closed.welfare()).isZero();
    }

    /** Sending costs at least 1 + 2 * 2 and has a value of 4: no gain is attainable. */
    @Test
    void shareIsOneWithoutAttainableGains() {
        PlannerBound bound = at(single(2, 0, 0), 1);
        assertThat(bound.optimum()).isCloseTo(0, within(1e-12)).isNotNegative();
        assertThat(bound.share()).isEqualTo(1);
    }

    private static PricingGame sampled(long seed, boolean overloadPriced) {
        return new GameSampler(12, 4, 3, overloadPriced).draw(new RandomStreams(seed).stream("planner-test", 0));
    }

    /** Returns the welfare of an allocation, from the definition. */
    private static double welfare(PricingGame game, double[][] ratios) {
        double[] loads = new double[game.leaders()];
        double welfare = 0;
        for (int n = 0; n < game.agents(); n++) {
            for (int l = 0; l < ratios[n].length; l++) {
                int entry = game.entriesOf(n).at(l);
                double o = ratios[n][l];
                loads[game.linkLeader()[entry]] += o * game.taskWork()[n];
                welfare += game.weight()[n] * Math.log(1 + o / game.linkInverseQuality()[entry])
                        - game.linkCharge()[entry] * o;
            }
        }
        for (int s = 0; s < loads.length; s++) {
            LeaderTable table = game.leaderTable();
            welfare -= table.costPerWork(s) * loads[s]
                    + table.overloadPrice(s) * Math.max(0, loads[s] - table.capacity(s));
        }
        return welfare;
    }

    /**
     * Random local search: changes one agent's ratios, or moves work between two agents, and keeps improvements. The result is a
     * lower bound on the optimum that shares no code with the bound.
     */
    private static double searchedWelfare(PricingGame game, RandomGenerator random) {
        double[][] ratios = new double[game.agents()][];
        Arrays.setAll(ratios, n -> new double[game.entriesOf(n).count()]);
        double best = welfare(game, ratios);
        for (int step = 0; step < 60_000; step++) {
            double size = Math.pow(10, -random.nextDouble(5));
            double[][] next = Arrays.stream(ratios).map(double[]::clone).toArray(double[][]::new);
            int n = random.nextInt(next.length);
            int l = random.nextInt(next[n].length);
            double more = size * random.nextGaussian();
            next[n][l] += more;
            if (step % 2 == 0) {
                int m = random.nextInt(next.length);
                int k = random.nextInt(next[m].length);
                next[m][k] -= more * game.taskWork()[n] / game.taskWork()[m];
            }
            double welfare = isAllowed(game, next) ? welfare(game, next) : Double.NEGATIVE_INFINITY;
            if (welfare > best) {
                best = welfare;
                ratios = next;
            }
        }
        return best;
    }

    private static boolean isAllowed(PricingGame game, double[][] ratios) {
        for (int n = 0; n < ratios.length; n++) {
            for (int l = 0; l < ratios[n].length; l++) {
                if (ratios[n][l] < 0
                        || ratios[n][l] > game.linkCap()[game.entriesOf(n).at(l)]) {
                    return false;
                }
            }
            if (Arrays.stream(ratios[n]).sum() > 1) {
                return false;
            }
        }
        return true;
    }

    @Test
    void localSearchStaysCloseBelowBound() {
        for (long seed = 1; seed <= 12; seed++) {
            PricingGame game = sampled(seed, seed % 2 == 0);
            double[] prices = new double[game.leaders()];
            Arrays.setAll(prices, s -> 1.3 * Math.min(game.breakEvenPrice(s), game.highestPrice(s)));
            PlannerBound bound = PlannerBound.of(game, prices, TaskRunner.CALLER);
            double searchedWelfare = searchedWelfare(game, new RandomStreams(seed).stream("planner-climb", 0));
            assertThat(searchedWelfare).as("seed %d", seed).isBetween(0.95 * bound.optimum(), bound.optimum());
            assertThat(bound.welfare()).as("seed %d", seed).isLessThanOrEqualTo(bound.optimum());
        }
    }

    @Test
    void boundDoesNotDependOnThreads() {
        PricingGame game = new GameSampler(9_000, 20, 6, true).draw(new RandomStreams(3).stream("planner-test", 1));
        double[] prices = new double[game.leaders()];
        Arrays.setAll(prices, s -> 1.5 * Math.min(game.breakEvenPrice(s), game.highestPrice(s)));
        assertThat(PlannerBound.of(game, prices, TaskRunner.of(3)))
                .isEqualTo(PlannerBound.of(game, prices, TaskRunner.CALLER));
    }
}
