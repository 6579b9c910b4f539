package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.FixedAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.venue.event.TwoTierModel;

class LeaderEnergyTest {

    /** The bills of a round would have to cover the curve, which the exchange does not check. */
    @Test
    void energyModelsAreRefused() {
        Scenario drawn = ScenarioSampler.standard(new Counts(3, 0, 1, 1)).sample("market", 1);
        Scenario linear = drawn.withRules(drawn.rules().withExpectedResalePrice(OptionalDouble.of(2.5e-9)));
        FixedAgent agent = linear.fixedAgents().getFirst();
        var slow = new Computer(
                agent.computer().workPerSecond(),
                agent.computer().powerCoefficient(),
                Optional.of(new EnergyModel.Dvfs(0, 0)));
        Scenario curved = linear.withFixedAgents(List.of(agent.withComputer(slow)));
        assertThat(new TwoTierModel(linear, AuctionCatalogue.DEFAULT_RULE, 0.05).name())
                .isEqualTo("market");
        assertThatThrownBy(() -> new TwoTierModel(curved, AuctionCatalogue.DEFAULT_RULE, 0.05))
                .hasMessageContaining("computer.energy of a leader must not be given in a running exchange: FA1");
    }
}
