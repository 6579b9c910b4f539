package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.FixedAgent;
import skybourse.base.scenario.MobileAgent;
import skybourse.base.scenario.Position;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;
import skybourse.base.scenario.WirelessAgent;

/** What must not change a simulation, and what must change it in a known way. */
class SimulationPropertiesTest {

    private static final List<Metric> WITHOUT_MONEY = List.of(
            Metric.MET,
            Metric.LATE,
            Metric.QUALITY,
            Metric.DEADLINES,
            Metric.LOTS,
            Metric.RATIO_STABILITY,
            Metric.BACKLOG);

    private static List<SlotRow> rows(Setup setup, int slots) {
        Simulation simulation = Simulation.begin(setup);
        List<SlotRow> rows = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            rows.addAll(simulation.play(_ -> {}).complete());
        }
        rows.addAll(simulation.rest());
        return rows;
    }

    private static Scenario inOtherMoney(Scenario s, double factor) {
        Rules r = s.rules();
        return new Scenario(
                s.name(),
                s.description(),
                s.seed(),
                new Rules(
                        r.roundSeconds(),
                        r.overloadPricing(),
                        r.overloadDelay(),
                        r.sharing(),
                        r.tolerance(),
                        r.lotWork(),
                        factor * r.tickMoney(),
                        factor * r.ledgerUnitMoney(),
                        OptionalDouble.of(factor * r.expectedResalePrice().orElseThrow())),
                s.network(),
                s.wirelessAgents().stream()
                        .map(a -> new WirelessAgent(
                                a.id(),
                                a.position(),
                                a.task(),
                                a.computer(),
                                a.radio(),
                                factor * a.satisfactionWeight(),
                                factor * a.joulePrice()))
                        .toList(),
                s.mobileAgents().stream()
                        .map(a -> new MobileAgent(
                                a.id(),
                                a.position(),
                                a.computer(),
                                factor * a.joulePrice(),
                                factor * a.priceCapPerBit()))
                        .toList(),
                s.fixedAgents().stream()
                        .map(a -> new FixedAgent(
                                a.id(),
                                a.position(),
                                a.computer(),
                                a.radio(),
                                factor * a.joulePrice(),
                                factor * a.priceCapPerBit(),
                                factor * a.penaltyPerWork()))
                        .toList(),
                s.aerialAgents().stream()
                        .map(a -> new AerialAgent(
                                a.id(),
                                a.position(),
                                a.computer(),
                                factor * a.computeJoulePrice(),
                                factor * a.hoverJoulePrice(),
                                a.markup(),
                                factor * a.batteryPrice()))
                        .toList());
    }

    /** A power of two, so that scaling itself rounds nothing. */
    @Test
    void anotherCoinChangesNoShareAndNoDistance() {
        Dynamics moving = Setups.moving(1.2, Messages.immediate(), Optional.empty());
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
    void anAgentThatNobodyHearsChangesNobodyElse() {
        Dynamics d = Setups.with(Dynamics.standing(), Pricing.standard(), true);
        WirelessAgent first = Setups.REFERENCE.wirelessAgents().getFirst();
        // of mean weight and with a mean task, so that what leaders know of all tasks together stays as it is
        double mean = mean(WirelessAgent::satisfactionWeight);
        var task = new Task(
                mean(agent -> agent.task().inputBits()),
                mean(agent -> agent.task().work()),
                1.5);
        var far = new WirelessAgent(
                "far", new Position(1e8, 1e8, 1.5), task, first.computer(), first.radio(), mean, first.joulePrice());
        List<WirelessAgent> more = new ArrayList<>(Setups.REFERENCE.wirelessAgents());
        more.add(far);
        Simulation without = Simulation.begin(Setups.of(Setups.REFERENCE, d, 0));
        Simulation with = Simulation.begin(Setups.of(Setups.REFERENCE.withWirelessAgents(more), d, 0));
        for (int slot = 0; slot < 15; slot++) {
            SlotResult a = without.play(_ -> {});
            SlotResult b = with.play(_ -> {});
            for (int s = 0; s < a.leaders().size(); s++) {
                double price = a.leaders().get(s).price();
                assertThat(b.leaders().get(s).price()).isCloseTo(price, within(1e-9 * price));
            }
            assertThat(b.ledger().entries()).noneMatch(entry -> entry.from().equals("far"));
        }
    }

    @Test
    void threadsChangeNothing() {
        Dynamics moving = Setups.moving(1, Messages.immediate(), Optional.empty());
        Setup one = Setups.of(Setups.REFERENCE, moving, 10);
        Setup two = new Setup(
                one.scenario(),
                moving,
                one.seed(),
                false,
                Setups.solver(2),
                one.certifyEvery(),
                Setups::rule,
                (count, _, piece) -> TaskRunner.of(2).run(count, 1, piece)); // however few there are
        List<SlotRow> a = rows(one, 25);
        List<SlotRow> b = rows(two, 25);
        for (int i = 0; i < a.size(); i++) {
            assertThat(b.get(i).values()).containsExactly(a.get(i).values());
        }
    }

    @Test
    void halfTheSlotIsTheSameWay() {
        Dynamics moving = Setups.moving(1, Messages.immediate(), Optional.empty());
        Simulation whole = Simulation.begin(Setups.of(Setups.REFERENCE, moving, 0));
        Rules r = Setups.REFERENCE.rules();
        Rules half = new Rules(
                0.5,
                r.overloadPricing(),
                r.overloadDelay(),
                r.sharing(),
                r.tolerance(),
                r.lotWork(),
                r.tickMoney(),
                r.ledgerUnitMoney(),
                OptionalDouble.empty());
        Simulation halves = Simulation.begin(Setups.of(Setups.REFERENCE.withRules(half), moving, 0));
        for (int slot = 0; slot < 10; slot++) {
            double[] places = whole.play(_ -> {}).places();
            double[] same = halves.play(_ -> {}).places();
            assertThat(same).containsExactly(places);
            halves.play(_ -> {});
        }
    }
}
