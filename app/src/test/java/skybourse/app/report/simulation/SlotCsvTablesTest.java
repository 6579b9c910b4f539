package skybourse.app.report.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.market.Resale;
import skybourse.round.market.SmallRound;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;
import skybourse.round.simulation.SlotStage;

class SlotCsvTablesTest {

    /** Places are rounded to centimetres; cells without a place or tasks are empty. */
    @Test
    void writesRowsOfSlot() {
        DynamicScenario market = MadeUpSimulation.market();
        Scenario scenario = market.scenario();
        SlotResult result = Simulation.begin(SimulationSetupBuilder.builder()
                        .scenario(scenario)
                        .dynamics(market.dynamics())
                        .seed(1)
                        .frozen(false)
                        .solver(SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1))
                        .certifyEvery(10)
                        .mechanism(SmallRound::midpoint)
                        .tasks(TaskRunner.CALLER)
                        .build())
                .play();
        int wireless = scenario.wirelessAgents().size();
        int leaders = scenario.leaders().size();
        double[] places = IntStream.range(0, 2 * (wireless + leaders))
                .mapToDouble(i -> i / 2 == 1 ? Double.NaN : i + 0.12345)
                .toArray();
        long[] fates = IntStream.range(0, 2 * wireless).mapToLong(i -> 100 - i).toArray();
        var resale = new Resale(List.of(new Resale.Portion("drone", 2, 1.5e9, 0.1, 0.2)));
        var slot = new SlotResult(
                6,
                List.of(),
                IntStream.range(0, leaders)
                        .mapToObj(s -> new SlotResult.LeaderSlot(2e-6, 3e9, 2e9, 0.5, 4, -7))
                        .toList(),
                result.aerialAgents(),
                result.ledger(),
                result.sold(),
                IntStream.range(0, leaders)
                        .mapToObj(s -> s == leaders - 1 ? resale : Resale.NONE)
                        .toList(),
                places,
                fates,
                List.of());
        var tables = new SlotCsvTables(scenario, "", 3, false);
        Map<String, String> lines = tables.of(slot, new double[SlotStage.values().length]);
        String first = scenario.wirelessAgents().getFirst().id();
        String second = scenario.wirelessAgents().get(1).id();
        String leader = scenario.leaders().getFirst().id();
        int east = 2 * wireless;
        assertThat(lines.get(SlotCsvTables.PLACES).lines())
                .hasSize(wireless + leaders)
                .startsWith("6," + first + ",0.12,1.12,100,99", "6," + second + ",,,98,97")
                .contains("6," + leader + "," + east + ".12," + (east + 1) + ".12,,");
        assertThat(lines.get(SlotCsvTables.LEADERS))
                .startsWith("6," + leader + ",2.0E-6,3000000000,2000000000,0.5,4,-7\n");
        assertThat(lines.get(SlotCsvTables.LINKS).lines())
                .as("of 3e9 sold, 1.5e9 was resold")
                .last()
                .isEqualTo("6," + scenario.leaders().getLast().id() + ",drone,0.5");
    }
}
