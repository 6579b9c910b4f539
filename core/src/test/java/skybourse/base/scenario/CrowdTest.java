package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ScenarioSampler.Counts;

class CrowdTest {

    @Test
    void crowdEqualsSampledAgents() {
        ScenarioSampler sampler = ScenarioSampler.standard(new Counts(30, 2, 3, 1));
        Scenario listed = sampler.sample("listed", 5);
        assertThat(sampler.crowd(5).agents()).isEqualTo(listed.wirelessAgents()).hasSize(30);
        assertThat(sampler.crowd(6).agents().getFirst())
                .isNotEqualTo(listed.wirelessAgents().getFirst());
        assertThat(listed.wirelessAgents().get(29).id()).isEqualTo("WA30");
    }

    @Test
    void agentsAreInsideTheArea() {
        assertThat(new Crowd(200, 1, 10, 1000).agents()).allSatisfy(agent -> {
            assertThat(agent.position().xMetres()).isBetween(0.0, 10.0);
            assertThat(agent.position().yMetres()).isBetween(0.0, 1000.0);
        });
    }

    /** A scenario preserves the crowd. An equal list is not a crowd. */
    @Test
    void crowdIsPreservedInScenario() {
        Crowd crowd = new Crowd(3, 1, 10, 10);
        Scenario scenario = ScenarioSampler.standard(new Counts(1, 1, 1, 1))
                .sample("one", 1)
                .withWirelessAgents(crowd.agents());
        assertThat(Crowd.of(scenario.wirelessAgents())).contains(crowd);
        assertThat(Crowd.of(new ArrayList<>(crowd.agents()))).isEmpty();
        assertThat(Crowd.of(
                        scenario.withWirelessAgents(List.copyOf(crowd.agents())).wirelessAgents()))
                .isEmpty();
        assertThatThrownBy(() -> scenario.wirelessAgents().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void rejectsInvalidCrowds() {
        assertThatThrownBy(() -> new Crowd(0, 1, 10, 10)).hasMessageContaining("count");
        assertThatThrownBy(() -> new Crowd(10_000_001, 1, 10, 10)).hasMessageContaining("count");
        assertThatThrownBy(() -> new Crowd(1, 1, 0, 10)).hasMessageContaining("area.eastMetres");
        assertThatThrownBy(() -> new Crowd(1, 1, 10, -1)).hasMessageContaining("area.northMetres");
    }
}
