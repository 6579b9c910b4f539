package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Tag;
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

/** Markets without sales must be certified equilibria, and measuring does not affect a simulation. */
class StandstillTest {

    private static final int SLOTS = 12;

    /** Metrics that only measured slots have. */
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
     * An overloaded market. The energy cost of mobile agents makes the start price of leaders without sales higher than
     * any agent's valuation, so profits are flat there.
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

    /** All prices, payments and metrics of a simulation. */
    private record SimulationRecord(List<double[]> prices, List<List<Ledger.Entry>> payments, List<SlotRow> rows) {

        static SimulationRecord of(SimulationSetup setup) {
            var simulation = Simulation.begin(setup);
            var played = new SimulationRecord(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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

        void assertSameExcept(SimulationRecord other, Set<Metric> but) {
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

    @Tag("slow")
    @Test
    void marketWithoutSalesIsCertifiedEquilibrium() {
        for (CertifiedSolver solver : List.of(Setups.solver(), Setups.solver().withoutRepairs())) {
            SimulationRecord played = SimulationRecord.of(setup(solver, 1));
            assertThat(played.sum(Metric.STOOD_STILL)).isZero();
            assertThat(played.rows)
                    .as("a slot without sales is a certified equilibrium")
                    .allMatch(row -> row.of(Metric.WELFARE) > 0 || row.of(Metric.CERTIFIED) == 1);
        }
    }

    @Tag("slow")
    @Test
    void measuringDoesNotChangeResults() {
        SimulationRecord never = SimulationRecord.of(setup(Setups.solver(), 0));
        SimulationRecord often = SimulationRecord.of(setup(Setups.solver(), 1));
        never.assertSameExcept(often, MEASURED);
        never.assertSameExcept(SimulationRecord.of(setup(Setups.solver(), 5)), MEASURED);
        assertThat(never.slots(Metric.EPS_PRICES)).isZero();
        assertThat(often.slots(Metric.EPS_PRICES)).isEqualTo(SLOTS);
        assertThat(never.slots(Metric.CERTIFIED))
                .as("repairs need certificates")
                .isEqualTo(SLOTS);
        CertifiedSolver unrepaired = Setups.solver().withoutRepairs();
        SimulationRecord uncertified = SimulationRecord.of(setup(unrepaired, 0));
        Set<Metric> andCertified = EnumSet.copyOf(MEASURED);
        andCertified.add(Metric.CERTIFIED);
        uncertified.assertSameExcept(SimulationRecord.of(setup(unrepaired, 5)), andCertified);
        assertThat(uncertified.slots(Metric.CERTIFIED)).isZero();
        assertThat(uncertified.prices).usingRecursiveComparison().isNotEqualTo(never.prices);
    }

    @Test
    void countsUncertifiedSlotsWithoutSales() {
        double[] caps = Setups.REFERENCE.leaders().stream()
                .mapToDouble(Leader::priceCapPerBit)
                .toArray();
        var accepting = new PriceNewton(1, new StopRule(Double.MAX_VALUE, 1));
        EquilibriumSolver atCaps = (game, _) -> accepting.resume(game, caps);
        var solver = new CertifiedSolver(atCaps, Setups.solver().certifier(), 1e-6, 0);
        SimulationRecord played = SimulationRecord.of(setup(solver, 0));
        assertThat(played.sum(Metric.WELFARE)).isZero();
        assertThat(played.sum(Metric.STOOD_STILL)).isEqualTo(SLOTS);
    }
}
