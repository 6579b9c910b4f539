package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.dynamics.SlotRow;

/** Invariances of a simulation: currency, unreachable agents, threads, slot length. */
class SimulationPropertiesTest {

    private static final List<Metric> WITHOUT_MONEY = List.of(
            Metric.MET,
            Metric.LATE,
            Metric.QUALITY,
            Metric.DEADLINES,
            Metric.LOTS,
            Metric.RATIO_STABILITY,
            Metric.BACKLOG);

    private static List<SlotRow> rows(SimulationSetup setup, int slots) {
        Simulation simulation = Simulation.begin(setup);
        List<SlotRow> rows = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            rows.addAll(simulation.play().complete());
        }
        rows.addAll(simulation.remainingRows());
        return rows;
    }

    private static Scenario inOtherMoney(Scenario s, double factor) {
        Rules r = s.rules();
        return ScenarioBuilder.builder()
                .name(s.name())
                .description(s.description())
                .seed(s.seed())
                .rules(r.with(other -> other.tickMoney(factor * r.tickMoney())
                        .ledgerUnitMoney(factor * r.ledgerUnitMoney())
                        .expectedResalePrice(OptionalDouble.of(
                                factor * r.expectedResalePrice().orElseThrow()))))
                .network(s.network())
                .wirelessAgents(s.wirelessAgents().stream()
                        .map(a -> a.withSatisfactionWeight(factor * a.satisfactionWeight())
                                .withJoulePrice(factor * a.joulePrice()))
                        .toList())
                .mobileAgents(s.mobileAgents().stream()
                        .map(a -> new MobileAgent(
                                a.id(),
                                a.position(),
                                a.computer(),
                                factor * a.joulePrice(),
                                factor * a.priceCapPerBit()))
                        .toList())
                .fixedAgents(s.fixedAgents().stream()
                        .map(a -> a.withJoulePrice(factor * a.joulePrice())
                                .withPriceCapPerBit(factor * a.priceCapPerBit())
                                .withPenaltyPerWork(factor * a.penaltyPerWork()))
                        .toList())
                .aerialAgents(s.aerialAgents().stream()
                        .map(a -> a.withComputeJoulePrice(factor * a.computeJoulePrice())
                                .withHoverJoulePrice(factor * a.hoverJoulePrice())
                                .withBatteryPrice(factor * a.batteryPrice()))
                        .toList())
                .build();
    }

    /** A power of two, so that scaling itself rounds nothing. */
    @Tag("slow")
    @Test
    void currencyScaleDoesNotChangeRatios() {
        Dynamics moving = Setups.moving(1.2, MessageDelays.immediate(), Optional.empty());
        List<SlotRow> one = rows(Setups.of(Setups.REFERENCE, moving, 10), 30);
        List<SlotRow> other = rows(Setups.of(inOtherMoney(Setups.REFERENCE, 0x1p-20), moving, 10), 30);
        for (int i = 0; i < one.size(); i++) {
            for (Metric metric : WITHOUT_MONEY) {
                assertThat(other.get(i).of(metric))
                        .as("%s", metric)
                        .isCloseTo(one.get(i).of(metric), within(1e-6));
            }
            double eps = one.get(i).of(Metric.EPS_PRICES);
            if (!Double.isNaN(eps)) {
                assertThat(other.get(i).of(Metric.EPS_PRICES)).isCloseTo(eps, within(1e-4 * eps + 1e-7));
            }
            double welfare = one.get(i).of(Metric.WELFARE);
            assertThat(other.get(i).of(Metric.WELFARE) * 0x1p20)
                    .isCloseTo(welfare, within(1e-6 * Math.abs(welfare) + 1e-9));
        }
    }

    private static double mean(ToDoubleFunction<WirelessAgent> number) {
        return Setups.REFERENCE.wirelessAgents().stream()
                .mapToDouble(number)
                .average()
                .orElseThrow();
    }

    @Test
    void unreachableAgentDoesNotAffectOthers() {
        Dynamics d = Setups.with(Dynamics.stationary(), PricingSettings.standard(), true);
        WirelessAgent first = Setups.REFERENCE.wirelessAgents().getFirst();
        // mean weight and mean task, so that the means over all agents do not change
        double mean = mean(WirelessAgent::satisfactionWeight);
        var task = new Task(
                mean(agent -> agent.task().inputBits()),
                mean(agent -> agent.task().work()),
                1.5);
        var far = WirelessAgentBuilder.builder()
                .id("far")
                .position(new Position(1e8, 1e8, 1.5))
                .task(task)
                .computer(first.computer())
                .radio(first.radio())
                .satisfactionWeight(mean)
                .joulePrice(first.joulePrice())
                .build();
        List<WirelessAgent> more = new ArrayList<>(Setups.REFERENCE.wirelessAgents());
        more.add(far);
        Simulation without = Simulation.begin(Setups.of(Setups.REFERENCE, d, 0));
        Simulation with = Simulation.begin(Setups.of(Setups.REFERENCE.withWirelessAgents(more), d, 0));
        for (int slot = 0; slot < 15; slot++) {
            SlotResult a = without.play();
            SlotResult b = with.play();
            for (int s = 0; s < a.leaders().size(); s++) {
                double price = a.leaders().get(s).price();
                assertThat(b.leaders().get(s).price()).isCloseTo(price, within(1e-9 * price));
            }
            assertThat(b.ledger().entries()).noneMatch(entry -> entry.from().equals("far"));
        }
    }

    @Tag("slow")
    @Test
    void resultsDoNotDependOnThreads() {
        Dynamics moving = Setups.moving(1, MessageDelays.immediate(), Optional.empty());
        SimulationSetup one = Setups.of(Setups.REFERENCE, moving, 10);
        SimulationSetup two = SimulationSetupBuilder.builder()
                .scenario(one.scenario())
                .dynamics(moving)
                .seed(one.seed())
                .frozen(false)
                .solver(Setups.solver(2))
                .certifyEvery(one.certifyEvery())
                .mechanism(Setups::rule)
                .tasks((count, _, piece) -> TaskRunner.of(2).run(count, 1, piece))
                .build(); // forks even for small counts
        List<SlotRow> a = rows(one, 25);
        List<SlotRow> b = rows(two, 25);
        for (int i = 0; i < a.size(); i++) {
            assertThat(b.get(i).values()).containsExactly(a.get(i).values());
        }
    }

    @Test
    void motionDoesNotDependOnSlotLength() {
        Dynamics moving = Setups.moving(1, MessageDelays.immediate(), Optional.empty());
        Simulation whole = Simulation.begin(Setups.of(Setups.REFERENCE, moving, 0));
        Rules r = Setups.REFERENCE.rules();
        Rules half = r.withRoundSeconds(0.5).withExpectedResalePrice(OptionalDouble.empty());
        Simulation halves = Simulation.begin(Setups.of(Setups.REFERENCE.withRules(half), moving, 0));
        for (int slot = 0; slot < 10; slot++) {
            double[] places = whole.play().places();
            double[] same = halves.play().places();
            assertThat(same).containsExactly(places);
            halves.play();
        }
    }
}
