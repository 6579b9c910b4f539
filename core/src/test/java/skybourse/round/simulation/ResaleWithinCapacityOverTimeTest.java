package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.ResaleBound;
import skybourse.base.agent.FixedAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings.Overload;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SlotRow;

/** Fixed agents whose clocks slow down, in a market over time, with each rule for the cost of overload. The invariants are checked in each slot. */
class ResaleWithinCapacityOverTimeTest {

    private static final int SLOTS = 15;

    private static Scenario market(ResaleBound resale) {
        List<FixedAgent> servers = Setups.REFERENCE.fixedAgents().stream()
                .map(agent -> agent.withComputer(agent.computer().withEnergy(new Dvfs(0, 0, resale))))
                .toList();
        return Setups.REFERENCE.withFixedAgents(servers);
    }

    /** Returns the number of lots, and the work that was resold within capacity. */
    private static double[] resold(ResaleBound resale, Overload overload) {
        Dynamics moving = Setups.moving(1, MessageDelays.immediate(), Optional.empty());
        Dynamics dynamics = Altered.from(moving)
                .withPricing(moving.pricing().withOverload(overload))
                .dynamics();
        Simulation simulation = Simulation.begin(Setups.of(market(resale), dynamics, 0));
        double[] sums = new double[2];
        double[] backlogs = new double[Setups.REFERENCE.leaders().size()];
        for (int slot = 0; slot < SLOTS; slot++) {
            SlotResult result = simulation.play();
            for (SlotRow row : result.complete()) {
                double share = row.of(Metric.SOLD_SHARE);
                assertThat(Double.isNaN(share) || (0 <= share && share <= 1 + 1e-9))
                        .isTrue();
                sums[0] += row.of(Metric.LOTS);
            }
            for (int s = 0; s < backlogs.length; s++) {
                SlotResult.LeaderSlot leader = result.leaders().get(s);
                sums[1] += leader.resoldWithinCapacity(backlogs[s]);
                backlogs[s] = leader.backlog();
            }
        }
        return sums;
    }

    @ParameterizedTest
    @EnumSource(Overload.class)
    void onlyEconomicResaleBuysLotsWithinCapacity(Overload overload) {
        double[] capacity = resold(ResaleBound.CAPACITY, overload);
        double[] economic = resold(ResaleBound.ECONOMIC, overload);
        assertThat(capacity[0]).isPositive();
        assertThat(capacity[1]).isCloseTo(0, within(1e-3));
        assertThat(economic[1]).isPositive();
        assertThat(economic[0]).isGreaterThan(capacity[0]);
    }
}
