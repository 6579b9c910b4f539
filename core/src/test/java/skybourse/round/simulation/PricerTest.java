package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.PricingSettings.Mode;
import skybourse.round.dynamics.PricingSettingsBuilder;
import skybourse.round.dynamics.Setups;
import skybourse.round.simulation.Pricer.PriceUpdate;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** Price updates of a slot with a scripted solver. */
class PricerTest {

    private static final PricingGame GAME = ScenarioGameFactory.of(Hamlet.HAMLET);
    private static final double[] QUOTES = {1e-6, 1e-6, 1e-6};

    /** Solver that steps through given prices of the first leader and ends as configured. */
    private record Scripted(
            List<Double> path, SolverRun.Ending ending, int failuresUntilFallback, List<double[]> starts)
            implements EquilibriumSolver {

        static Scripted of(SolverRun.Ending ending, Double... path) {
            return new Scripted(List.of(path), ending, 99, new ArrayList<>());
        }

        @Override
        public SolverRun start(PricingGame game, double[] start) {
            starts.add(start.clone());
            return new ScriptedRun(start.clone(), this);
        }

        @Override
        public EquilibriumSolver afterFailures(int failures, int agents) {
            return failures >= failuresUntilFallback
                    ? new Scripted(path, failuresUntilFallback == 1 ? ending : SolverRun.Ending.RESTED, 98, starts)
                    : this;
        }
    }

    private static final class ScriptedRun implements SolverRun {
        private final double[] start;
        private final Scripted script;
        private int made;

        ScriptedRun(double[] start, Scripted script) {
            this.start = start;
            this.script = script;
        }

        @Override
        public boolean advance() {
            if (made == script.path.size()) {
                return false;
            }
            made++;
            return true;
        }

        @Override
        public double[] prices() {
            double[] now = start.clone();
            if (made > 0) {
                now[0] = script.path.get(made - 1);
            }
            return now;
        }

        @Override
        public int iterations() {
            return made;
        }

        @Override
        public double largestMove() {
            return Math.pow(0.1, made);
        }

        @Override
        public Ending ending() {
            return script.ending;
        }

        @Override
        public List<double[]> cycle() {
            return List.of();
        }
    }

    private static Pricer pricer(EquilibriumSolver method, PricingSettings settings) {
        return new Pricer(new CertifiedSolver(method, new Certifier(1, 1_000), 1e-6, 0), settings);
    }

    private static PricingSettings warm(Mode mode, int steps) {
        return PricingSettings.standard().withMode(mode, steps);
    }

    /** Prices from 1.009 on are within 1 % of the end; the one before is not. */
    @Test
    void countsRoundsUntilConvergedAndUntilNear() {
        var method = Scripted.of(SolverRun.Ending.RESTED, 2.0, 1.02, 1.009, 0.995, 1.001, 1.0);
        PriceUpdate priced = pricer(method, warm(Mode.SOLVE, 1)).update(GAME, QUOTES, Optional.empty());
        assertThat(priced.rounds()).isEqualTo(6);
        assertThat(priced.roundsUntilNear()).isEqualTo(3);
        assertThat(priced.rested()).isTrue();
        assertThat(priced.prices()).containsExactly(1, 1e-6, 1e-6);
        assertThat(priced.certified()).isNull();
        assertThat(priced.moves()).hasSize(6);
        assertThat(priced.contraction()).isCloseTo(1, within(1e-9));
        assertThat(method.starts.getFirst()).as("from the last quotes").containsExactly(QUOTES);
    }

    /** The distance is relative to the larger of two prices: 0.9901 to 1 is near, from below and from above. */
    @Test
    void nearIsWithinOnePercentOfLargerPrice() {
        assertThat(near(0.9901, 1.0)).isEqualTo(1);
        assertThat(near(1 / 0.9901, 1.0)).isEqualTo(1);
        assertThat(near(0.9899, 1.0)).isEqualTo(2);
        assertThat(near(PricingGame.CLOSED, PricingGame.CLOSED)).isEqualTo(1);
        assertThat(near(PricingGame.CLOSED, 1.0)).isEqualTo(2);
        assertThat(near(0.0, 0.0)).isEqualTo(1);
    }

    private static int near(double last, double end) {
        var method = Scripted.of(SolverRun.Ending.RESTED, last, end);
        return pricer(method, warm(Mode.SOLVE, 1))
                .update(GAME, QUOTES, Optional.empty())
                .roundsUntilNear();
    }

    @Test
    void coldAndFirstStartsAreFromZero() {
        var method = Scripted.of(SolverRun.Ending.STEP_LIMIT, 1.0);
        Pricer pricer = pricer(method, warm(Mode.SOLVE, 1));
        assertThat(pricer.solveFromColdStart(GAME).rested()).isFalse();
        pricer.update(GAME, new double[0], Optional.empty());
        pricer(method, PricingSettings.ofOneRound()).update(GAME, QUOTES, Optional.empty());
        assertThat(method.starts).hasSize(3).allMatch(start -> start[0] == 0 && start[1] == 0);
    }

    /** A solver without a fallback runs once. One with a fallback is continued until the fallback converges. */
    @Test
    void fallbackContinuesIfSolverDoesNotConverge() {
        var withoutFallback = Scripted.of(SolverRun.Ending.STEP_LIMIT, 2.0, 1.0);
        assertThat(pricer(withoutFallback, warm(Mode.SOLVE, 1))
                        .update(GAME, QUOTES, Optional.empty())
                        .rounds())
                .isEqualTo(2);
        var withFallback = new Scripted(List.of(2.0, 1.0), SolverRun.Ending.STEP_LIMIT, 2, new ArrayList<>());
        PriceUpdate priced = pricer(withFallback, warm(Mode.SOLVE, 1)).update(GAME, QUOTES, Optional.empty());
        assertThat(priced.rested()).isTrue();
        assertThat(priced.rounds()).isEqualTo(6);
        assertThat(withFallback.starts.get(1))
                .as("continues from the last prices")
                .containsExactly(1, 1e-6, 1e-6);
        var never = new Scripted(List.of(2.0, 1.0), SolverRun.Ending.STEP_LIMIT, 1, new ArrayList<>());
        priced = pricer(never, warm(Mode.SOLVE, 1)).update(GAME, QUOTES, Optional.empty());
        assertThat(priced.rested()).isFalse();
        assertThat(priced.rounds()).as("at most three runs").isEqualTo(6);
    }

    @Test
    void heldPricesStayAfterFirstUpdate() {
        var method = Scripted.of(SolverRun.Ending.RESTED, 1.0);
        PriceUpdate first = pricer(method, warm(Mode.HELD, 1)).update(GAME, new double[0], Optional.empty());
        assertThat(first.prices()).containsExactly(1, 0, 0);
        PriceUpdate held = pricer(method, warm(Mode.HELD, 1)).update(GAME, QUOTES, Optional.empty());
        assertThat(held.prices()).containsExactly(QUOTES);
        assertThat(held.rounds()).isZero();
        assertThat(held.rested()).isFalse();
    }

    /** The set number of best-response rounds is run. More rounds change prices further. */
    @Test
    void stepsAreBestResponseRounds() {
        PriceUpdate one = pricer(Scripted.of(SolverRun.Ending.RESTED, 1.0), warm(Mode.STEPS, 1))
                .update(GAME, QUOTES, Optional.empty());
        PriceUpdate three = pricer(Scripted.of(SolverRun.Ending.RESTED, 1.0), warm(Mode.STEPS, 3))
                .update(GAME, QUOTES, Optional.empty());
        assertThat(one.rounds()).isEqualTo(1);
        assertThat(one.roundsUntilNear()).isEqualTo(1);
        assertThat(three.rounds()).isEqualTo(3);
        assertThat(three.moves().getFirst()).isEqualTo(one.moves().getFirst()).isPositive();
        assertThat(three.prices()).isNotEqualTo(one.prices());
        assertThat(one.certified()).isNull();
        PriceUpdate many = pricer(Scripted.of(SolverRun.Ending.RESTED, 1.0), warm(Mode.STEPS, 500))
                .update(GAME, QUOTES, Optional.empty());
        assertThat(many.rested()).isTrue();
        assertThat(many.rounds()).isLessThan(500);
    }

    /** Three certified equilibrium prices, solved from the last quotes. */
    @Test
    void certifiedPricesMatchSolver() {
        CertifiedSolver solver = Setups.solver();
        PriceUpdate priced = new Pricer(solver, warm(Mode.SOLVE, 1)).update(GAME, QUOTES, Optional.empty());
        assertThat(priced.prices()).isEqualTo(solver.solve(GAME, QUOTES).prices());
        assertThat(priced.certified())
                .isNotNull()
                .matches(found -> found.certificate().holds());
        var uncertified = new CertifiedSolver(solver.solver(), solver.certifier(), solver.tolerance(), 0);
        PriceUpdate same = new Pricer(uncertified, warm(Mode.SOLVE, 1)).update(GAME, QUOTES, Optional.empty());
        assertThat(same.certified()).isNull();
        assertThat(priced.rounds()).isEqualTo(same.rounds()).isPositive();
        assertThat(priced.roundsUntilNear()).isEqualTo(same.roundsUntilNear());
        assertThat(priced.moves()).isEqualTo(same.moves());
        assertThat(priced.rested()).isTrue();
    }

    /** A warm start certifies the mix of the last slot at once; a cold start ignores it. */
    @Test
    void coldStartIgnoresLastMix() {
        PricingGame randomizing = ScenarioGameFactory.of(
                ScenarioSampler.standard(new Counts(8, 1, 2, 2)).sample("torn", 11));
        CertifiedSolver solver = Setups.solver().withMixedPrices();
        Pricer cold = new Pricer(solver, PricingSettings.ofOneRound());
        PriceUpdate first = cold.update(randomizing, new double[0], Optional.empty());
        MixedPrices mix = ((SolveResult.CertifiedMixed) first.certified()).mix();
        double[] quotes = mix.likeliest();
        PriceUpdate warm = new Pricer(solver, warm(Mode.SOLVE, 1)).update(randomizing, quotes, Optional.of(mix));
        assertThat(warm.rounds()).isZero();
        PriceUpdate again = cold.update(randomizing, quotes, Optional.of(mix));
        assertThat(again.rounds()).isEqualTo(first.rounds()).isPositive();
        assertThat(again.moves()).isEqualTo(first.moves());
    }

    private static double contraction(Double... moves) {
        return new PriceUpdate(QUOTES, 0, 0, true, List.of(moves), null).contraction();
    }

    /** The median of 1, 3 and 2 digits is 2. A move of 0 is ignored. */
    @Test
    void contractionIsMedianOfGainedDigits() {
        assertThat(contraction(1.0, 0.1, 1e-4, 1e-6)).isCloseTo(2, within(1e-9));
        assertThat(contraction(1.0, 0.1, 1e-4)).isCloseTo(2, within(1e-9));
        assertThat(contraction(1.0, 0.1, 0.0, 1.0)).isCloseTo(1, within(1e-9));
        assertThat(contraction(0.0, 1.0)).isNaN();
        assertThat(contraction(1.0)).isNaN();
        assertThat(contraction()).isNaN();
    }

    @Test
    void settersChangeOneSetting() {
        PricingSettings standard = PricingSettings.standard();
        assertThat(standard)
                .isEqualTo(PricingSettingsBuilder.builder()
                        .mode(Mode.SOLVE)
                        .steps(1)
                        .warm(true)
                        .headRoom(0.01)
                        .learnHeadRoom(false)
                        .overload(PricingSettings.Overload.EXPECTED_SHARE)
                        .mostBacklogSlots(10)
                        .build());
        assertThat(PricingSettings.ofOneRound())
                .isEqualTo(PricingSettingsBuilder.builder()
                        .mode(Mode.SOLVE)
                        .steps(1)
                        .warm(false)
                        .headRoom(0)
                        .learnHeadRoom(false)
                        .overload(PricingSettings.Overload.EXPECTED_COST)
                        .mostBacklogSlots(10)
                        .build());
        assertThat(standard.withMode(Mode.STEPS, 7))
                .isEqualTo(PricingSettingsBuilder.builder()
                        .mode(Mode.STEPS)
                        .steps(7)
                        .warm(true)
                        .headRoom(0.01)
                        .learnHeadRoom(false)
                        .overload(PricingSettings.Overload.EXPECTED_SHARE)
                        .mostBacklogSlots(10)
                        .build());
        assertThat(standard.withHeadRoom(0.5))
                .isEqualTo(PricingSettingsBuilder.builder()
                        .mode(Mode.SOLVE)
                        .steps(1)
                        .warm(true)
                        .headRoom(0.5)
                        .learnHeadRoom(false)
                        .overload(PricingSettings.Overload.EXPECTED_SHARE)
                        .mostBacklogSlots(10)
                        .build());
        assertThat(standard.withOverload(PricingSettings.Overload.LAST_CLEARING))
                .isEqualTo(PricingSettingsBuilder.builder()
                        .mode(Mode.SOLVE)
                        .steps(1)
                        .warm(true)
                        .headRoom(0.01)
                        .learnHeadRoom(false)
                        .overload(PricingSettings.Overload.LAST_CLEARING)
                        .mostBacklogSlots(10)
                        .build());
    }
}
