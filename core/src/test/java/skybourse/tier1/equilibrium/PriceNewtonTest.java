package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

class PriceNewtonTest implements EquilibriumSolverContract {

    @Override
    public EquilibriumSolver solver() {
        return PriceNewton.standard(1);
    }

    private static PricingGame large(boolean overloadPriced) {
        return large(8_000, overloadPriced);
    }

    private static PricingGame large(int agents, boolean overloadPriced) {
        return new GameSampler(agents, 16, 8, overloadPriced).draw(new RandomStreams(4).stream("newton", 0));
    }

    private static double[] rest(SolverRun walk) {
        boolean walking = true;
        while (walking) {
            walking = walk.advance();
        }
        return walk.prices();
    }

    @Test
    void largeMarketIsCertifiedForAnyNumberOfThreads() {
        for (boolean overloadPriced : new boolean[] {false, true}) {
            PricingGame game = large(9_000, overloadPriced); // more agents than the sample of a Jacobian
            double[] prices = rest(PriceNewton.standard(1).start(game, new double[game.leaders()]));
            assertThat(rest(PriceNewton.standard(3).start(game, new double[game.leaders()])))
                    .isEqualTo(prices);
            assertThat(new Certifier(2, 2_000).certify(game, prices, 1e-6).epsilon())
                    .isLessThan(1e-5);
        }
    }

    /** Converged prices of a sample are off by some thousandths, so prices of the previous slot are closer. */
    @Test
    void largeMarketStartsAtGivenPricesIfEnoughLeadersSell() {
        PricingGame game = large(true);
        double[] rest = rest(PriceNewton.standard(1).start(game, new double[game.leaders()]));
        double[] half = rest.clone();
        Arrays.fill(half, 0, 8, 1); // no sales
        double[] fewer = rest.clone();
        Arrays.fill(fewer, 0, 9, 1);
        var posting = new BitSet();
        posting.set(9, 16); // posted prices are not computed

        assertThat(game.leaders()).isEqualTo(16);
        assertThat(Arrays.copyOfRange(begun(game, half), 8, 16)).isEqualTo(Arrays.copyOfRange(rest, 8, 16));
        assertThat(begun(game, fewer)[15]).isNotEqualTo(rest[15]);
        assertThat(begun(game.withPostedPrices(posting), half)[8]).isNotEqualTo(rest[8]);
    }

    private static double[] begun(PricingGame game, double[] start) {
        SolverRun walk = PriceNewton.standard(1).start(game, start);
        assertThat(walk.advance()).isTrue();
        return walk.prices();
    }

    /**
     * Seven times as many agents as the sample of a Jacobian. With a gain of 1e-10 these walks take 76 steps, because slopes jump where links
     * begin and end.
     */
    @Tag("slow")
    @Test
    void sampledMarketsConvergeDespiteJumpsOfTheSlopes() {
        int rested = 0;
        int steps = 0;
        for (int seed = 0; seed < 3; seed++) {
            PricingGame game = new GameSampler(60_000, 40, 10, true).draw(new RandomStreams(seed).stream("sampled", 0));
            SolverRun walk = PriceNewton.standard(2).start(game, new double[game.leaders()]);
            double[] prices = rest(walk);
            rested += walk.ending() == SolverRun.Ending.RESTED ? 1 : 0;
            steps += walk.iterations();
            assertThat(new Certifier(2, 2_000).certify(game, prices, 1e-6).epsilon())
                    .isLessThan(1e-6);
        }
        assertThat(rested).isEqualTo(3);
        assertThat(steps).isLessThan(65);
    }

    /** Loads equal capacities at the second prices, so all six leaders have converged there. The sample alone does not explain the step. */
    @Test
    void correctedSampleRowExplainsStep() {
        PricingGame drawn = new GameSampler(10_000, 6, 6, true).draw(new RandomStreams(5).stream("taught", 0));
        LeaderTable table = drawn.leaderTable();
        double[] from = {6e-6, 6.2e-6, 5.8e-6, 6.1e-6, 5.9e-6, 6e-6};
        double[] to = {6.02e-6, 6.2e-6, 5.79e-6, 6.13e-6, 5.9e-6, 5.98e-6};
        var there = new SalesEvaluation(drawn, 1);
        there.evaluate(to);
        double[] capacities = new double[6];
        double[] overloadPrices = new double[6];
        Arrays.setAll(capacities, there::load);
        Arrays.fill(overloadPrices, 1e-6);
        PricingGame game =
                drawn.with(new LeaderTable(table.costsPerWork(), overloadPrices, capacities, table.priceCaps()));
        var pass = new SalesEvaluation(game, 1);
        var rows = new NewtonSystem(game, pass);
        pass.evaluate(from);
        rows.sample(from);
        rows.keep(from);
        double[] before = new double[6];
        Arrays.setAll(before, pass::load);
        pass.evaluate(to);
        rows.learn(from, to);
        rows.prepare(to, new PriceRootBrackets(6));
        for (int s = 0; s < 6; s++) {
            double explained = 0;
            for (int t = 0; t < 6; t++) {
                explained += rows.matrix()[s][t] * (to[t] - from[t]);
            }
            assertThat(explained / (pass.load(s) - before[s]))
                    .as("leader %d", s)
                    .isCloseTo(1, within(1e-9));
        }
    }

    /** The Jacobian compared with finite differences. Kinks make some entries differ, so most must agree. */
    @Test
    void jacobianMatchesFiniteDifferences() {
        PricingGame game = new GameSampler(400, 5, 5, false).draw(new RandomStreams(6).stream("jacobian", 0));
        double[] prices = {2.5e-6, 2.7e-6, 2.3e-6, 2.6e-6, 2.4e-6};
        var pass = new SalesEvaluation(game, 1);
        pass.evaluate(prices);
        SystemJacobian jacobian =
                SystemJacobian.of(game, prices, pass.multipliers(), AgentSampling.sample(game, 400), TaskRunner.CALLER);
        int agreed = 0;
        for (int t = 0; t < 5; t++) {
            double step = 1e-12;
            double[] moved = prices.clone();
            moved[t] += step;
            var up = new SalesEvaluation(game, 1);
            up.evaluate(moved);
            for (int s = 0; s < 5; s++) {
                double work = jacobian.at(SystemJacobian.WORK, s, t);
                double difference = (up.load(s) - pass.load(s)) / step;
                assertThat(difference).isCloseTo(work, within(1e-2 * Math.abs(jacobian.at(SystemJacobian.WORK, s, s))));
                double slope = jacobian.at(SystemJacobian.WORK_SLOPE, s, t);
                double slopeDifference = (up.loadSlope(s) - pass.loadSlope(s)) / step;
                double scale = Math.abs(jacobian.at(SystemJacobian.WORK_SLOPE, s, s));
                agreed += Math.abs(slopeDifference - slope) < 1e-2 * scale ? 1 : 0;
            }
        }
        assertThat(agreed).isGreaterThanOrEqualTo(20);
    }

    /** Parts of a sample sum to the complete Jacobian, bit-identical for any number of threads. */
    @Test
    void sampleJacobianIsSumOfParts() {
        PricingGame game = large(true);
        double[] prices = rest(PriceNewton.standard(1).start(game, new double[game.leaders()]));
        var pass = new SalesEvaluation(game, 1);
        pass.evaluate(prices);
        int[] sample = AgentSampling.sample(game, 2_000);
        SystemJacobian one = SystemJacobian.of(game, prices, pass.multipliers(), sample, TaskRunner.CALLER);
        SystemJacobian more = SystemJacobian.of(game, prices, pass.multipliers(), sample, TaskRunner.of(3));
        int[] agents = sample.clone();
        SystemJacobian[] each = new SystemJacobian[agents.length];
        Arrays.setAll(
                each,
                i -> SystemJacobian.of(game, prices, pass.multipliers(), new int[] {agents[i]}, TaskRunner.CALLER));
        for (int row = SystemJacobian.BITS; row <= SystemJacobian.WORK_SLOPE; row++) {
            for (int s = 0; s < game.leaders(); s++) {
                for (int t = 0; t < game.leaders(); t++) {
                    int r = row;
                    int of = s;
                    int by = t;
                    double sum = Arrays.stream(each)
                            .mapToDouble(part -> part.at(r, of, by))
                            .sum();
                    assertThat(one.at(row, s, t)).isCloseTo(sum, within(1e-9 * Math.abs(one.at(row, s, s))));
                    assertThat(more.at(row, s, t)).isEqualTo(one.at(row, s, t));
                }
            }
        }
    }

    @Test
    void sampleScalesCapacities() {
        PricingGame game = large(true);
        PricingGame sample = AgentSampling.of(game, 2_000);
        assertThat(sample.agents()).isEqualTo(2_000);
        assertThat(sample.links()).isEqualTo(16_000);
        assertThat(sample.leaderTable().capacity(3))
                .isCloseTo(
                        game.leaderTable().capacity(3) / 4,
                        within(1e-3 * game.leaderTable().capacity(3)));
        assertThat(AgentSampling.sample(game, 2_000)).isSorted().doesNotHaveDuplicates();
    }

    /** A market whose leaders randomize stops at a thousandth of the tolerance, and is certified. */
    @Test
    void newtonStopsOnceToleranceIsReached() {
        PricingGame game = ScenarioGameFactory.of(ScenarioSampler.standard(new ScenarioSampler.Counts(45, 5, 5, 4))
                .sample("b", 4));
        assertThat(PriceNewton.standard(1).withTolerance(1e-6)).isEqualTo(PriceNewton.standard(1));
        PriceNewton loose = PriceNewton.standard(1).withTolerance(1e-2);
        assertThat(loose.stop()).isEqualTo(new StopRule(1e-3 * (1e-2 - 1e-6), 40));
        var solver = new CertifiedSolver(PriceNewton.standard(1), new Certifier(1, 2_000), 1e-2, 0);
        assertThat(solver.solver()).isEqualTo(loose);
        SolverRun walk = loose.start(game, new double[game.leaders()]);
        double[] near = rest(walk);
        assertThat(walk.ending()).isEqualTo(SolverRun.Ending.RESTED);
        SolverRun further = PriceNewton.standard(1).start(game, new double[game.leaders()]);
        double[] nearer = rest(further);
        assertThat(walk.iterations()).isLessThan(further.iterations() - 10);
        assertThat(BestResponseRun.distance(near, nearer)).isPositive().isLessThan(1e-4);
    }
}
