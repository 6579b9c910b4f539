package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolverRun.Ending;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * The repair loop around a scripted solver, on markets whose leaders have separate followers: each leader's best price
 * is {@link #BEST}, whatever the others do. There are too many followers for prices to be balanced.
 */
class RepairLoopTest {

    private static final int MANY = 3_001;
    private static final double CAP = 20;

    /** For a task of one bit and one cycle: sqrt(weight quality (charge + cost work)) - charge. */
    private static final double BEST = 2;

    private static final double BREAK_EVEN = 1;

    private static PricingGame market(int leaders, int followers) {
        var table = new LeaderTable(filled(leaders, 1), filled(leaders, 0), filled(leaders, 1e9), filled(leaders, CAP));
        var builder = new PricingGameBuilder(table);
        for (int n = 0; n < followers; n++) {
            builder.agent(1, 1, 5).link(n % leaders, 1, 0.9, 1);
        }
        return builder.build();
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    /** Scripted step of the solver for one start. */
    private record Step(double[] to, Ending ending, List<double[]> cycle) {
        static Step rest(double... to) {
            return new Step(to, Ending.RESTED, List.of());
        }
    }

    /** Moves from the first start to the first step's prices, and so on; the last step is repeated. */
    private static final class Told implements EquilibriumSolver {
        private final List<double[]> walked = new ArrayList<>();
        private final List<double[]> resumed = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private final List<Step> steps;

        Told(Step... steps) {
            this.steps = List.of(steps);
        }

        @Override
        public SolverRun start(PricingGame game, double[] start) {
            walked.add(start.clone());
            return next(start);
        }

        @Override
        public SolverRun resume(PricingGame game, double[] start) {
            resumed.add(start.clone());
            return next(start);
        }

        @Override
        public EquilibriumSolver afterFailures(int failures, int agents) {
            asked.add(failures + " of " + agents);
            return this;
        }

        private SolverRun next(double[] start) {
            int begun = walked.size() + resumed.size();
            return new OneStep(start, steps.get(Math.min(begun, steps.size()) - 1));
        }
    }

    /** A walk of one iterate. */
    private static final class OneStep implements SolverRun {
        private final double[] start;
        private final Step step;
        private int iterations;

        OneStep(double[] start, Step step) {
            this.start = start.clone();
            this.step = step;
        }

        @Override
        public boolean advance() {
            iterations++;
            return iterations == 1;
        }

        @Override
        public double[] prices() {
            return iterations == 0 ? start.clone() : step.to().clone();
        }

        @Override
        public int iterations() {
            return Math.min(iterations, 1);
        }

        @Override
        public double largestMove() {
            return 0;
        }

        @Override
        public Ending ending() {
            return iterations == 0 ? Ending.WALKING : step.ending();
        }

        @Override
        public List<double[]> cycle() {
            return step.cycle();
        }
    }

    private static SolveResult solve(Told solver, PricingGame game, int repairs) {
        return new CertifiedSolver(solver, new Certifier(1, 3_000), 1e-6, repairs)
                .solve(game, new double[game.leaders()]);
    }

    private static void assertNear(double[] found, double... expected) {
        assertThat(found).containsExactly(expected, within(0.02 * BEST));
    }

    @Test
    void certifiedPricesAreReturnedUnchanged() {
        Told solver = new Told(Step.rest(BEST));
        SolveResult result = solve(solver, market(1, MANY), 3);
        assertThat(result).isInstanceOf(SolveResult.Certified.class);
        assertThat(result.prices()).containsExactly(BEST);
        assertThat(result.effort()).isEqualTo(new SolveResult.SolveStatistics(1, 1, Ending.RESTED, 0));
        assertThat(solver.resumed).isEmpty();
    }

    @Test
    void solverResumesWithLeaderAtBestPrice() {
        Told solver =
                new Told(new Step(new double[] {1.5}, Ending.CYCLED, List.of(new double[] {1.5})), Step.rest(BEST));
        SolveResult result = solve(solver, market(1, MANY), 3);
        assertThat(result).as("a repaired cycle is not reported").isInstanceOf(SolveResult.Certified.class);
        assertThat(solver.resumed).hasSize(1);
        assertNear(solver.resumed.getFirst(), BEST);
        assertThat(result.effort()).isEqualTo(new SolveResult.SolveStatistics(2, 1, Ending.CYCLED, 1));
    }

    /** All leaders at once, then the leader with the largest gap, then half of its move, then fresh starts. */
    @Test
    void everyRepairIsTriedOnce() {
        Told solver = new Told(Step.rest(1.5, 1.7));
        SolveResult result = solve(solver, market(2, MANY), 5);
        assertThat(result).isInstanceOf(SolveResult.SmallestEpsilon.class);
        assertThat(result.prices()).containsExactly(1.5, 1.7);
        assertThat(solver.resumed).hasSize(3);
        assertNear(solver.resumed.get(0), BEST, BEST);
        assertNear(solver.resumed.get(1), BEST, 1.7);
        assertNear(solver.resumed.get(2), (1.5 + BEST) / 2, 1.7);
        assertThat(solver.walked).hasSize(3);
        for (double[] fresh : solver.walked.subList(1, 3)) {
            assertThat(fresh[0]).isBetween(BREAK_EVEN, 1.5 * 1.5);
            assertThat(fresh[1]).isBetween(BREAK_EVEN, 1.5 * 1.7);
        }
        assertThat(BestResponseRun.same(solver.walked.get(1), solver.walked.get(2)))
                .isFalse();
        assertThat(result.effort()).isEqualTo(new SolveResult.SolveStatistics(6, 1, Ending.RESTED, 5));
    }

    /** Golden-section shares 0.618, 0.236 and 0.854 of the range from break-even to 1.5 times the best price. */
    @Test
    void freshStartsAreSpreadOverPriceRange() {
        Told solver = new Told(Step.rest(1.5));
        solve(solver, market(1, MANY), 5);
        assertThat(solver.walked.subList(1, 4).stream().mapToDouble(start -> start[0]))
                .satisfies(starts -> assertThat(starts.get(0)).isCloseTo(1 + 0.618034 * 1.25, within(1e-5)))
                .satisfies(starts -> assertThat(starts.get(1)).isCloseTo(1 + 0.236068 * 1.25, within(1e-5)))
                .satisfies(starts -> assertThat(starts.get(2)).isCloseTo(1 + 0.854102 * 1.25, within(1e-5)));
        Told dear = new Told(Step.rest(19));
        solve(dear, market(1, MANY), 3);
        assertThat(dear.walked.get(1)[0]).isCloseTo(1 + 0.618034 * (CAP - 1), within(1e-5));
    }

    /** The second leader's share uses twice the angle of the first: 0.236 and 0.472. */
    @Test
    void leadersDifferInOneFreshStart() {
        Told solver = new Told(Step.rest(1.5, 1.7));
        solve(solver, market(2, MANY), 5);
        assertThat(solver.walked.get(1)[1]).isCloseTo(1 + 0.236068 * (1.5 * 1.7 - 1), within(1e-5));
        assertThat(solver.walked.get(2)[1]).isCloseTo(1 + 0.472136 * (1.5 * 1.7 - 1), within(1e-5));
    }

    @Test
    void closedLeaderStaysClosedInFreshStart() {
        Told solver = new Told(Step.rest(PricingGame.CLOSED, 1.5));
        solve(solver, market(2, MANY), 4);
        assertThat(solver.walked.getLast()[0]).isEqualTo(PricingGame.CLOSED);
        assertThat(solver.walked.getLast()[1]).isBetween(BREAK_EVEN, 1.5 * 1.5);
        assertThat(solver.resumed).hasSize(2);
        assertNear(solver.resumed.get(0), BEST, BEST);
        assertNear(solver.resumed.get(1), BEST, 1.5);
    }

    @Test
    void bestPricesSeenAreReturned() {
        Told solver = new Told(Step.rest(1.95), Step.rest(1.5), Step.rest(1.3));
        SolveResult result = solve(solver, market(1, MANY), 2);
        assertThat(result).isInstanceOf(SolveResult.SmallestEpsilon.class);
        assertThat(result.prices()).containsExactly(1.95);
        assertThat(result.effort()).isEqualTo(new SolveResult.SolveStatistics(3, 1, Ending.RESTED, 2));
    }

    @Test
    void stepLimitIsReportedOnlyForBestPrices() {
        Step limited = new Step(new double[] {1.8}, Ending.STEP_LIMIT, List.of());
        assertThat(solve(new Told(limited), market(1, MANY), 0)).isInstanceOf(SolveResult.StepLimit.class);
        assertThat(solve(new Told(limited, Step.rest(1.5)), market(1, MANY), 1))
                .isInstanceOf(SolveResult.StepLimit.class);
        assertThat(solve(new Told(limited, Step.rest(1.95)), market(1, MANY), 1))
                .isInstanceOf(SolveResult.SmallestEpsilon.class);
    }

    @Test
    void solverReceivesCountsOfFailuresAndAgents() {
        Step limited = new Step(new double[] {1.8}, Ending.STEP_LIMIT, List.of());
        Told solver = new Told(limited, Step.rest(1.7), limited);
        solve(solver, market(1, MANY), 3);
        assertThat(solver.asked).containsExactly("1 of 3001", "1 of 3001", "2 of 3001");
    }

    @Test
    void cycleIsReportedEvenAfterLaterConvergence() {
        List<double[]> turn = List.of(new double[] {1.5}, new double[] {1.7});
        SolveResult result =
                solve(new Told(new Step(new double[] {1.5}, Ending.CYCLED, turn), Step.rest(1.7)), market(1, MANY), 1);
        assertThat(result).isInstanceOfSatisfying(SolveResult.Cycle.class, cycle -> {
            assertThat(cycle.cycle())
                    .isEqualTo(turn.stream().map(MixedPrices::pure).toList());
            assertThat(cycle.prices()).containsExactly(1.7);
        });
    }

    @Test
    void listenerReceivesStartIteratesAndResult() {
        List<SolverIterate> states = new ArrayList<>();
        var solver = new CertifiedSolver(new Told(Step.rest(1.95), Step.rest(1.5)), new Certifier(1, 3_000), 1e-6, 1);
        solver.solve(market(1, MANY), new double[] {1.2}, states::add);
        assertThat(states).extracting(SolverIterate::iteration).containsExactly(0, 1, 2, 3);
        assertThat(states).extracting(state -> state.prices()[0]).containsExactly(1.2, 1.95, 1.5, 1.95);
        assertThat(states.get(3).loads()[0]).isCloseTo(MANY * (5 / 2.95 - 1 / 0.9), within(1e-6));
        assertThat(states)
                .extracting(SolverIterate::largestMove)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
                .containsExactly(0.0, 0.75 / 1.95, 0.45 / 1.95, 0.45 / 1.95);
        states.clear();
        var rested = new CertifiedSolver(new Told(Step.rest(BEST)), new Certifier(1, 3_000), 1e-6, 1);
        rested.solve(market(1, MANY), new double[] {1.2}, states::add);
        assertThat(states).extracting(SolverIterate::iteration).containsExactly(0, 1);
    }
}
