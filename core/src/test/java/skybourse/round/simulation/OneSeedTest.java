package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.ledger.Ledger;

/**
 * The seed of a simulation fixes all its draws. Nothing moves in these slots, and links do not depend on a seed. Three aerial agents have
 * equal costs, so that only ties determine which of them sells.
 */
class OneSeedTest {

    private static final Scenario EQUALS = equals();

    private static Scenario equals() {
        AerialAgent first = Setups.REFERENCE.aerialAgents().getFirst();
        return Setups.REFERENCE
                .withNetwork(ChannelNetwork.standard()
                        .withPathLoss(new PathLoss.LogDistance(100, 20, 0))
                        .withFading(new Fading.None()))
                .withAerialAgents(
                        List.of(first, first.withId("another equal agent"), first.withId("a third equal agent")));
    }

    private static List<Ledger.Entry> sold(long scenarioSeed, long seed) {
        SimulationSetup setup =
                Setups.of(EQUALS.withSeed(scenarioSeed), Setups.ONE_ROUND, 0).withSeed(seed);
        return Simulation.begin(setup).play().ledger().entries();
    }

    @Test
    void simulationSeedBreaksTies() {
        assertThat(List.of(2L, 3L, 4L, 5L))
                .anySatisfy(seed -> assertThat(sold(1, seed)).isNotEqualTo(sold(1, 1)));
    }

    @Test
    void scenarioSeedDoesNotBreakTies() {
        assertThat(List.of(2L, 3L, 4L, 5L))
                .allSatisfy(seed -> assertThat(sold(seed, 1)).isEqualTo(sold(1, 1)));
    }
}
