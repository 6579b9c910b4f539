package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.dynamics.SlotRow;
import skybourse.testing.Copies;

/** Simulation of examples/torn.yaml. No fixed prices are an equilibrium, so leaders randomize in every slot. */
class TornMarketTest {

    private static final int SLOTS = 12;

    private static SimulationSetup setup() {
        Scenario scenario = ScenarioSampler.standard(new Counts(8, 1, 2, 2)).sample("torn", 11);
        return SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(Dynamics.stationary())
                .seed(1)
                .frozen(false)
                .solver(Setups.solver().withMixedPrices())
                .certifyEvery(1)
                .mechanism(Setups::rule)
                .tasks(TaskRunner.CALLER)
                .build();
    }

    private static List<Double> prices(SlotResult result) {
        return result.leaders().stream().map(SlotResult.LeaderSlot::price).toList();
    }

    private static List<List<Double>> pricesOfSlots(Simulation simulation, int slots) {
        return IntStream.range(0, slots)
                .mapToObj(_ -> prices(simulation.play()))
                .toList();
    }

    /** The mix is certified. At the sampled prices some leader has a profitable deviation; this is a separate metric. */
    @Test
    void everySlotHasCertifiedMix() {
        var simulation = Simulation.begin(setup());
        Set<List<Double>> seen = new HashSet<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            SlotResult result = simulation.play();
            seen.add(prices(result));
            for (SlotRow row : result.complete()) {
                assertThat(row.of(Metric.CERTIFIED)).isEqualTo(1);
                assertThat(row.of(Metric.EPS_MIX)).isBetween(0.0, 1e-6);
                assertThat(row.of(Metric.EPS_PRICES)).isGreaterThan(1e-3);
            }
        }
        for (SlotRow row : simulation.remainingRows()) {
            assertThat(row.of(Metric.CERTIFIED)).isEqualTo(1);
        }
        assertThat(seen).as("sampled in each slot").hasSizeGreaterThan(1);
    }

    /** The last mix is certified again without solver iterations after the first slot. */
    @Test
    void lastMixIsCertifiedFirst() {
        var simulation = Simulation.begin(setup());
        for (int slot = 0; slot < 3; slot++) {
            simulation.play();
        }
        double[] rounds = simulation.remainingRows().stream()
                .mapToDouble(row -> row.of(Metric.ROUNDS))
                .toArray();
        assertThat(Arrays.stream(rounds).filter(count -> count > 0).count()).isLessThanOrEqualTo(1);
    }

    /** After a slot in which all leaders post a price, the search restarts from those prices. */
    @Test
    void pricesPostedByAllLeadersReplaceMix() {
        for (boolean isPosted : new boolean[] {false, true}) {
            var simulation = Simulation.begin(setup());
            double[] prices = prices(simulation.play()).stream()
                    .mapToDouble(price -> price)
                    .toArray();
            simulation.play(isPosted ? prices : new double[0], new double[0], new int[0]);
            simulation.play();
            assertThat(simulation.remainingRows())
                    .filteredOn(row -> row.of(Metric.ROUNDS) > 0)
                    .hasSize(isPosted ? 2 : 1);
        }
    }

    @Tag("slow")
    @Test
    void checkpointRestoresMix() {
        List<List<Double>> uninterrupted = pricesOfSlots(Simulation.begin(setup()), SLOTS);
        var interrupted = Simulation.begin(setup());
        List<List<Double>> half = pricesOfSlots(interrupted, SLOTS / 2);
        var copies = new Copies();
        interrupted.serialize(copies);
        copies.read();
        List<List<Double>> rest = pricesOfSlots(Simulation.resume(setup(), copies), SLOTS - SLOTS / 2);
        assertThat(half).isEqualTo(uninterrupted.subList(0, SLOTS / 2));
        assertThat(rest).isEqualTo(uninterrupted.subList(SLOTS / 2, SLOTS));
    }
}
