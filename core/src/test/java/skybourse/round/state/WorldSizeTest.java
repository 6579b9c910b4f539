package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.SettingException;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.motion.Motion;

/** Scenarios with many agent pairs: size limit and memory. */
class WorldSizeTest {

    /** The limit is checked before memory is allocated: 5,001 agents times 10,000 leaders. */
    @Test
    void rejectsTooManyPairs() {
        Scenario many = ScenarioSampler.standard(new ScenarioSampler.Counts(5_001, 5_000, 5_000, 0))
                .sample("many", 1)
                .withNetwork(ChannelNetwork.standard().withFading(new Fading.Rayleigh()));
        var setup = NetworkStateTest.setup(many, Dynamics.stationary(), false);
        assertThatThrownBy(() -> new NetworkState(setup, new RandomStreams(1)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("overTime must have channels of at most 50000000 pairs")
                .hasMessageEndingWith(": 50010000");
    }

    /** Without shadowing and fading, only links are stored, not pairs. */
    @Test
    void deterministicPairsAreNotStored() {
        Scenario many = ScenarioSampler.standard(new ScenarioSampler.Counts(5_001, 5_000, 5_000, 0))
                .sample("many", 1);
        List<Motion> walks = Collections.nCopies(5_001, NetworkStateTest.NORTH);
        var setup = NetworkStateTest.setup(many, NetworkStateTest.moving(walks, List.of()), false);
        var network = new NetworkState(setup, new RandomStreams(1));
        network.prepare(new int[] {0});
        int near = network.links(0).leaders()[0];
        double before = network.bitsPerSecond(0, near);
        network.moveTo(1, 1);
        network.prepare(new int[] {0});
        assertThat(network.bitsPerSecond(0, near)).isNotEqualTo(before);
    }
}
