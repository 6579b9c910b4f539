package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.ResaleBound;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;

class EconomicResaleTaskTest {

    private static final GridPoint SHORT = new GridPoint(new TreeMap<>(EconomicResaleTask.TASK.axes()))
            .with("rule", "seller-vcg")
            .with("repair", "never")
            .with("metresPerSecond", "0")
            .with("arrivals", "every-slot")
            .with("slots", "30");

    private static double[] row(GridPoint settings, ScenarioSource scenarios) {
        return EconomicResaleTask.TASK.work().run(settings, 3, scenarios).getFirst();
    }

    /** Fixed agents buy more lots if they buy them before they are full, and aerial agents gain. */
    @Test
    void economicResaleBuysWithinCapacity() {
        double[] row = row(SHORT, ScenarioSource.none());
        assertThat(row).hasSize(10);
        assertThat(row[0]).isBetween(0.05, 1.0);
        assertThat(row[1]).isBetween(0.05, 1.0);
        assertThat(row[2]).isPositive();
        assertThat(row[3]).isBetween(0.1, 1.0);
        assertThat(row[9]).isPositive();
    }

    /** If resale is expected to cost more than all energy, both markets are the same. */
    @Test
    void expensiveResaleChangesNothing() {
        Scenario drawn = ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("drawn", 3);
        Scenario expensive = drawn.withRules(drawn.rules().withExpectedResalePrice(OptionalDouble.of(1)));
        var given = new ScenarioSource(new TreeMap<>(Map.of("expensive", expensive)), new TreeMap<>());
        double[] row = row(SHORT.with("scenario", "expensive").with("overloadPricing", "expected-cost"), given);
        for (int i : new int[] {4, 5, 6, 7, 8, 9}) {
            assertThat(row[i]).as("column %d", i).isZero();
        }
    }

    /** Sums over slots 6 to 13 of a market that is simulated by the test: utilities from the differences of each slot, rows by their slots. */
    private static final class Sums {

        double sold;
        double resold;
        double within;
        double met;
        double arrived;
        double welfare;
        double[] utilities = new double[4];

        static Sums of(ResaleBound resale) {
            var setup = OverTimeSetups.setup(SHORT, 3, ScenarioSource.none(), false, 0);
            Scenario linear = setup.scenario();
            Scenario market = linear.withAgents(
                    linear.wirelessAgents(),
                    linear.leaders().stream()
                            .map(leader -> leader.withComputer(leader.computer().withEnergy(new Dvfs(0, 0, resale))))
                            .toList(),
                    linear.aerialAgents());
            Simulation simulation = Simulation.begin(setup.withScenario(market));
            List<List<? extends Agent>> kinds = List.of(
                    market.wirelessAgents(), market.mobileAgents(), market.fixedAgents(), market.aerialAgents());
            var sums = new Sums();
            double[] backlogs = new double[market.leaders().size()];
            for (int slot = 0; slot < 14; slot++) {
                double[] before = utilities(simulation, kinds);
                SlotResult result = simulation.play();
                double[] after = utilities(simulation, kinds);
                if (slot >= 6) {
                    sums.addWork(market, result, backlogs);
                    for (int kind = 0; kind < 4; kind++) {
                        sums.utilities[kind] += after[kind] - before[kind];
                    }
                }
                result.complete().forEach(sums::addRow);
                for (int s = 0; s < backlogs.length; s++) {
                    backlogs[s] = result.leaders().get(s).backlog();
                }
            }
            return sums;
        }

        private static double[] utilities(Simulation simulation, List<List<? extends Agent>> kinds) {
            return kinds.stream()
                    .mapToDouble(agents -> agents.stream()
                            .mapToDouble(agent -> simulation.utility(agent.id()))
                            .sum())
                    .toArray();
        }

        /** Resold work within capacity is that beyond the resale of the overload: arrivals and backlog minus capacity. */
        private void addWork(Scenario market, SlotResult result, double[] backlogs) {
            market.fixedAgents().forEach(agent -> {
                int s = market.leaders().indexOf(agent);
                SlotResult.LeaderSlot leader = result.leaders().get(s);
                double free = Math.max(0, leader.capacity() - backlogs[s]);
                sold += leader.soldWork();
                resold += leader.resoldWork();
                within += leader.soldWork() <= free
                        ? leader.resoldWork()
                        : Math.max(0, leader.resoldWork() - leader.soldWork() + free);
            });
        }

        private void addRow(SlotRow row) {
            if (row.slot() >= 6) {
                met += row.of(Metric.DEADLINES) * row.of(Metric.ARRIVED);
                arrived += row.of(Metric.ARRIVED);
                welfare += row.of(Metric.WELFARE_DELIVERED);
            }
        }
    }

    @Test
    void valuesAreSumsAfterWarmUp() {
        double[] row = row(SHORT.with("slots", "14").with("warmUp", "6"), ScenarioSource.none());
        Sums economic = Sums.of(ResaleBound.ECONOMIC);
        Sums capacity = Sums.of(ResaleBound.CAPACITY);
        double[] ours = economic.utilities;
        double[] theirs = capacity.utilities;
        assertThat(row)
                .containsExactly(
                        new double[] {
                            economic.resold / economic.sold,
                            economic.within / economic.resold,
                            economic.resold / economic.sold - capacity.resold / capacity.sold,
                            economic.met / economic.arrived,
                            economic.met / economic.arrived - capacity.met / capacity.arrived,
                            economic.welfare / capacity.welfare - 1,
                            ours[0] / theirs[0] - 1,
                            ours[1] / theirs[1] - 1,
                            ours[2] / theirs[2] - 1,
                            (ours[3] - theirs[3]) / theirs[2]
                        },
                        within(1e-9));
    }

    @Test
    void rejectsWarmUpWithoutFurtherSlots() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> EconomicResaleTask.TASK.check().check(SHORT.with("warmUp", "30"), ScenarioSource.none()))
                .withMessageContaining("warmUp");
    }
}
