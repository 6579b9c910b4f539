package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.WirelessAgent;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;
import skybourse.round.state.EnergyKind;

class BatteriesTaskTest {

    private static final GridPoint SHORT = new GridPoint(new TreeMap<>(BatteriesTask.TASK.axes()))
            .with("scenario", "6/1/1/1")
            .with("rule", "seller-vcg")
            .with("repair", "never")
            .with("slots", "40")
            .with("sizedBySlots", "10");

    private static double[] row(GridPoint settings) {
        return BatteriesTask.TASK.work().run(settings, 3, ScenarioSource.none()).getFirst();
    }

    /** Without scarcity, the three markets are the same. */
    @Test
    void constantPriceChangesNothing() {
        double[] row = row(SHORT.with("scarcity", "0"));
        assertThat(row[0]).isCloseTo(1, within(1e-12));
        assertThat(row[3]).isPositive();
        assertThat(row).hasSize(16);
        assertThat(Arrays.copyOfRange(row, 6, 16)).containsOnly(0);
    }

    /** Batteries of twice the energy of ten slots last about twenty slots, and the price rises. */
    @Test
    void scarcityRaisesThePriceOfEnergy() {
        double[] row = row(SHORT.with("scarcity", "2"));
        assertThat(row[0]).isGreaterThan(2);
        assertThat(row[2]).isCloseTo(20, within(12.0));
        assertThat(row[5]).isBetween(0.1, 1.0);
        assertThat(row[9]).isNotZero();
    }

    /** A market of the test. The energy of an agent is the sum of its uses, by slot. */
    private record Played(List<WirelessAgent> agents, double[][] used, double[] columns) {

        static Played of(SimulationSetup mains, List<WirelessAgent> agents, int slots) {
            Simulation simulation =
                    Simulation.begin(mains.withScenario(mains.scenario().withWirelessAgents(agents)));
            double[][] used = new double[agents.size()][slots + 1];
            double sent = 0;
            List<Double> prices = new ArrayList<>();
            for (int slot = 1; slot <= slots; slot++) {
                SlotResult result = simulation.play();
                sent += result.leaders().stream()
                        .mapToDouble(SlotResult.LeaderSlot::soldWork)
                        .sum();
                result.leaders().stream()
                        .map(SlotResult.LeaderSlot::price)
                        .filter(Double::isFinite)
                        .forEach(prices::add);
                for (int n = 0; n < used.length; n++) {
                    used[n][slot] = uses(simulation, agents.get(n));
                }
            }
            double home = 0;
            for (WirelessAgent agent : agents) {
                home += simulation.energy(agent.id()).getOrDefault(EnergyKind.HOME_COMPUTING, 0.0)
                        / agent.computer().joulesPerWork();
            }
            int[] lasted = IntStream.range(0, used.length)
                    .map(n -> lasted(agents.get(n), used[n]))
                    .sorted()
                    .toArray();
            return new Played(agents, used, new double[] {
                lasted[0],
                lasted[2], // the third of six agents
                simulation.taskTotals()[1],
                prices.stream().mapToDouble(price -> price).average().orElseThrow(),
                sent / (sent + home)
            });
        }

        private static double uses(Simulation simulation, WirelessAgent agent) {
            return simulation.energy(agent.id()).entrySet().stream()
                    .filter(entry -> entry.getKey().isUse())
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }

        private static Battery battery(WirelessAgent agent) {
            return agent.computer().battery().orElseThrow();
        }

        /** Returns the number of slots that start with a charge of more than a millionth of the battery. */
        private static int lasted(WirelessAgent agent, double[] used) {
            double joules = battery(agent).joules();
            return (int) IntStream.range(0, used.length - 1)
                    .filter(slot -> joules - used[slot] > 1e-6 * joules)
                    .count();
        }

        /** Returns the mean of {@code 1 + 2 (full / charge - 1)} at the start of a slot, weighted by the energy that the slot uses. */
        double factor(int agent) {
            double joules = battery(agents.get(agent)).joules();
            double sum = 0;
            for (int slot = 1; slot < used[agent].length; slot++) {
                double charge = joules - used[agent][slot - 1];
                double price = charge <= 1e-6 * joules ? 1 : 1 + 2 * (joules / charge - 1);
                sum += price * (used[agent][slot] - used[agent][slot - 1]);
            }
            return sum / used[agent][used[agent].length - 1];
        }
    }

    /** Three markets that the test simulates: a rising price, the scenario's price, and the mean of the first. */
    @Test
    void columnsCompareThreeMarkets() {
        SimulationSetup mains = OverTimeSetups.setup(SHORT, 3, ScenarioSource.none(), false, 0);
        Simulation sizing = Simulation.begin(mains);
        IntStream.range(0, 10).forEach(_ -> sizing.play());
        UnaryOperator<WirelessAgent> sized = agent -> agent.withComputer(agent.computer()
                .withEnergy(new Battery(
                        Math.max(
                                2 * Played.uses(sizing, agent),
                                agent.computer().joulesPerWork() * agent.task().work()),
                        2)));
        List<WirelessAgent> rising =
                mains.scenario().wirelessAgents().stream().map(sized).toList();
        List<WirelessAgent> flat = rising.stream()
                .map(agent -> agent.withComputer(agent.computer()
                        .withEnergy(new Battery(Played.battery(agent).joules(), 0))))
                .toList();
        Played here = Played.of(mains, rising, 40);
        double[] factors = IntStream.range(0, 6).mapToDouble(here::factor).toArray();
        Played atFlat = Played.of(mains, flat, 40);
        Played atMean = Played.of(
                mains,
                IntStream.range(0, 6)
                        .mapToObj(n -> flat.get(n).withJoulePrice(flat.get(n).joulePrice() * factors[n]))
                        .toList(),
                40);
        double[] row = row(SHORT.with("scarcity", "2"));
        assertThat(row[0]).isCloseTo(Arrays.stream(factors).sum() / 6, within(1e-6));
        for (int i = 0; i < 5; i++) {
            double measured = here.columns[i];
            assertThat(row[1 + i]).as("column %d", 1 + i).isCloseTo(measured, within(1e-9));
            assertThat(row[6 + i]).as("column %d", 6 + i).isCloseTo(measured - atFlat.columns[i], within(1e-9));
            assertThat(row[11 + i]).as("column %d", 11 + i).isCloseTo(measured - atMean.columns[i], within(1e-9));
        }
    }

    @Test
    void rejectsNegativeScarcity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatteriesTask.TASK.check().check(SHORT.with("scarcity", "-1"), ScenarioSource.none()))
                .withMessageContaining("scarcity");
    }
}
