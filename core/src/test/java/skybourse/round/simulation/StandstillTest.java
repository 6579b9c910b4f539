package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.Ledger;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.StopRule;

/** Markets stand still only where nobody could gain by moving, and measuring moves nothing. */
class StandstillTest {

    private static final int SLOTS = 12;

    /** What only slots that are measured have. */
    private static final Set<Metric> MEASURED = EnumSet.of(
            Metric.EPS_PRICES,
            Metric.EPS_PRICES_REAL,
            Metric.REGRET_MEAN,
            Metric.REGRET_MAX,
            Metric.PRICE_DISTANCE,
            Metric.RATIO_DISTANCE,
            Metric.ROUNDS_COLD,
            Metric.ROUNDS_COLD_NEAR,
            Metric.BRANCH_GAP,
            Metric.COLD_GAP,
            Metric.COLD_CERTIFIED,
            Metric.COLD_PROFIT,
            Metric.COLD_GAIN);

    /**
     * More work comes than all can do, and what mobile agents cost makes the price at which leaders without sales begin dearer than
     * anybody pays: the profits of all are flat there.
     */
    private static Scenario overloaded() {
        Scenario s = Setups.REFERENCE;
        List<FixedAgent> slow = s.fixedAgents().stream()
                .map(a -> a.withComputer(new Computer(
                        0.3 * a.computer().workPerSecond(), a.computer().powerCoefficient())))
                .toList();
        List<MobileAgent> dear = s.mobileAgents().stream()
                .map(a -> new MobileAgent(a.id(), a.position(), a.computer(), 7 * a.joulePrice(), a.priceCapPerBit()))
                .toList();
        return s.withRules(s.rules().withExpectedResalePrice(OptionalDouble.empty()))
                .withMobileAgents(dear)
                .withFixedAgents(slow);
    }

    private static SimulationSetup setup(CertifiedSolver solver, int certifyEvery) {
        return SimulationSetupBuilder.builder()
                .scenario(overloaded())
                .dynamics(Setups.ONE_ROUND)
                .seed(1)
                .frozen(false)
                .solver(solver)
                .certifyEvery(certifyEvery)
                .mechanism(Setups::rule)
                .tasks(TaskRunner.CALLER)
                .build();
    }

    /** Every price, payment and number of a simulation. */
    private record Played(List<double[]> prices, List<List<Ledger.Entry>> payments, List<SlotRow> rows) {

        static Played of(SimulationSetup setup) {
            var simulation = Simulation.begin(setup);
            var played = new Played(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int slot = 0; slot < SLOTS; slot++) {
                SlotResult result = simulation.play();
                played.prices.add(result.leaders().stream()
                        .mapToDouble(SlotResult.LeaderSlot::price)
                        .toArray());
                played.payments.add(result.ledger().entries());
                played.rows.addAll(result.complete());
            }
            played.rows.addAll(simulation.remainingRows());
            return played;
        }

        double sum(Metric metric) {
            return rows.stream().mapToDouble(row -> row.of(metric)).sum();
        }

        long slots(Metric metric) {
            return rows.stream().filter(row -> !Double.isNaN(row.of(metric))).count();
        }

        void isAs(Played other, Set<Metric> but) {
            assertThat(prices).usingRecursiveComparison().isEqualTo(other.prices);
            assertThat(payments).isEqualTo(other.payments);
            for (Metric metric : EnumSet.complementOf(EnumSet.copyOf(but))) {
                assertThat(rows.stream().mapToDouble(row -> row.of(metric)).toArray())
                        .as("%s", metric)
                        .containsExactly(other.rows.stream()
                                .mapToDouble(row -> row.of(metric))
                                .toArray());
            }
        }
    }

    @Test
    void overloadedMarketsStandStillOnlyWhereNobodyCouldGain() {
        for (CertifiedSolver solver : List.of(Setups.solver(), Setups.solver().withoutRepairs())) {
            Played played = Played.of(setup(solver, 1));
            assertThat(played.sum(Metric.STOOD_STILL)).isZero();
            assertThat(played.rows)
                    .as("nobody buys only where it is proved that nobody can gain")
                    .allMatch(row -> row.of(Metric.WELFARE) > 0 || row.of(Metric.CERTIFIED) == 1);
        }
    }

    @Test
    void measuringMovesNothing() {
        Played never = Played.of(setup(Setups.solver(), 0));
        Played often = Played.of(setup(Setups.solver(), 1));
        never.isAs(often, MEASURED);
        never.isAs(Played.of(setup(Setups.solver(), 5)), MEASURED);
        assertThat(never.slots(Metric.EPS_PRICES)).isZero();
        assertThat(often.slots(Metric.EPS_PRICES)).isEqualTo(SLOTS);
        assertThat(never.slots(Metric.CERTIFIED)).as("repairs need it").isEqualTo(SLOTS);
        CertifiedSolver unrepaired = Setups.solver().withoutRepairs();
        Played rested = Played.of(setup(unrepaired, 0));
        Set<Metric> andCertified = EnumSet.copyOf(MEASURED);
        andCertified.add(Metric.CERTIFIED);
        rested.isAs(Played.of(setup(unrepaired, 5)), andCertified);
        assertThat(rested.slots(Metric.CERTIFIED)).isZero();
        assertThat(rested.prices).usingRecursiveComparison().isNotEqualTo(never.prices);
    }

    @Test
    void slotsInWhichNobodyBuysThoughALeaderCouldEarnAreCounted() {
        double[] caps = Setups.REFERENCE.leaders().stream()
                .mapToDouble(Leader::priceCapPerBit)
                .toArray();
        var content = new PriceNewton(1, new StopRule(Double.MAX_VALUE, 1));
        EquilibriumSolver atCaps = (game, _) -> content.resume(game, caps);
        var solver = new CertifiedSolver(atCaps, Setups.solver().certifier(), 1e-6, 0);
        Played played = Played.of(setup(solver, 0));
        assertThat(played.sum(Metric.WELFARE)).isZero();
        assertThat(played.sum(Metric.STOOD_STILL)).isEqualTo(SLOTS);
    }
}
