package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.agent.Agent;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.state.EnergyKind;
import skybourse.round.state.TaskTable;
import skybourse.testing.Copies;

/** Batteries of wireless agents, compared with manual calculations and with the market without batteries. */
public class WirelessBatteriesTest {

    /** Returns a scenario whose wireless agents have equal batteries. */
    public static Scenario with(Scenario scenario, double joules, double scarcity) {
        return scenario.withWirelessAgents(scenario.wirelessAgents().stream()
                .map(agent -> agent.withComputer(agent.computer().withEnergy(new Battery(joules, scarcity))))
                .toList());
    }

    /** Returns a scenario whose leaders have clocks that slow down with the load. */
    private static Scenario slowClocks(Scenario scenario) {
        List<Leader> leaders = scenario.leaders().stream()
                .map(agent -> agent.withComputer(agent.computer().withEnergy(new EnergyModel.Dvfs(0.5, 0))))
                .toList();
        return scenario.withAgents(scenario.wirelessAgents(), leaders, scenario.aerialAgents());
    }

    private static SimulationSetup moving(Scenario scenario) {
        return Setups.of(scenario, Setups.moving(1, MessageDelays.immediate(), Optional.empty()), 0);
    }

    /** WA1 and WA2 have 4 J. A joule computes 1e9 work, and sending needs 0.5 W. */
    private static Hamlet hamlet() {
        return new Hamlet(with(Hamlet.HAMLET, 4, 0.5), Hamlet.QUIET, 3).prepare();
    }

    private static void useAllBut(Hamlet hamlet, double left) {
        double used = hamlet.state.batteries.draw(0, 4 - left);
        hamlet.state.energy.add(0, EnergyKind.SENDING, used);
        hamlet.state.tally.meteredJoules += used;
    }

    @ParameterizedTest
    @CsvSource({"4,1", "2,1.5", "1,2.5", "0,1"})
    void priceOfEnergyFollowsCharge(double charge, double factor) {
        Hamlet hamlet = hamlet();
        useAllBut(hamlet, charge);
        assertThat(hamlet.state.agent(0).joulePrice()).isEqualTo(0.1);
        hamlet.state.batteries.startSlot();
        assertThat(hamlet.state.agent(0).joulePrice()).isCloseTo(0.1 * factor, within(1e-15));
        assertThat(hamlet.state.agent(1).joulePrice()).isEqualTo(0.1);
        assertThat(hamlet.state.withTask(0, 0, 2).joulePrice())
                .isEqualTo(hamlet.state.agent(0).joulePrice());
    }

    /** 0.5 J compute 0.5e9 of 2e9. The task of the rest is dropped, and the task that is finished by then is not. */
    @Test
    void batteryThatRunsOutLosesTheRestOfLocalWork() {
        Hamlet hamlet = hamlet();
        useAllBut(hamlet, 0.5);
        int done = hamlet.task(0, 2.5);
        int lost = hamlet.task(0, 2.5);
        hamlet.state.tasks.state[done] = TaskTable.UNDER_WAY;
        hamlet.state.tasks.state[lost] = TaskTable.UNDER_WAY;
        hamlet.state.tasks.back[done] = 3.5;
        hamlet.state.tasks.back[lost] = 5;
        hamlet.workOff(2e9, 1e9);
        assertThat(hamlet.state.tally.workAtHome).isEqualTo(1.5e9);
        assertThat(hamlet.state.tally.workLost).isEqualTo(1.5e9);
        assertThat(hamlet.state.homeBacklog).containsExactly(0, 0);
        assertThat(hamlet.state.tasks.state[done]).isEqualTo(TaskTable.UNDER_WAY);
        assertThat(hamlet.state.tasks.state[lost]).isEqualTo(TaskTable.DROPPED);
        assertThat(hamlet.of(Metric.JOULES_HOME)).isEqualTo(1.5);
        assertThat(hamlet.state.batteries.isEmpty(0)).isTrue();
        assertThat(hamlet.state.batteries.joules(1)).isEqualTo(3);
    }

    /** 0.25 J send two pieces for 0.25 s each: 2 of 8 Mbit to MA1, and 4 of 8 Mbit to FA1. Both pieces and the task are lost. */
    @Test
    void batteryThatRunsOutStopsTransfers() {
        Hamlet hamlet = hamlet();
        useAllBut(hamlet, 0.25);
        int task = hamlet.task(0, 2.5);
        hamlet.piece(task, Hamlet.MA1, 1, 1e-6);
        hamlet.piece(task, Hamlet.FA1, 1, 1e-6);
        assertThat(hamlet.send()).isEmpty();
        assertThat(hamlet.state.pieces.bitsLeft[0]).isEqualTo(6e6);
        assertThat(hamlet.state.pieces.bitsLeft[1]).isEqualTo(4e6);
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isEqualTo(0.25);
        assertThat(hamlet.state.batteries.isEmpty(0)).isTrue();
        hamlet.workOff(0, 0);
        assertThat(hamlet.state.tasks.state[task]).isEqualTo(TaskTable.DROPPED);
        assertThat(hamlet.state.tasks.openPieces[task]).isZero();
        assertThat(hamlet.state.tally.workLost).isEqualTo(8e9);
    }

    @Test
    void emptyBatteryOffersNothing() {
        Hamlet hamlet = hamlet();
        hamlet.task(0, 2.5);
        hamlet.task(1, 2.5);
        useAllBut(hamlet, 0);
        assertThat(hamlet.choose().offers.agents()).containsExactly(1);
    }

    /** One wrong entry of 1e-6 J of an agent with a battery, or of an agent without one, violates the invariant. */
    @ParameterizedTest
    @CsvSource({"0, SENDING", "2, LEADER_COMPUTING", "5, HOVER"})
    void wrongEntryOfEnergyIsFound(int account, EnergyKind kind) {
        Hamlet hamlet = hamlet();
        hamlet.workOff(2e9, 1e9);
        SlotCompletion right = hamlet.close();
        hamlet.state.tally.workIn += hamlet.state.tally.workAtHome + hamlet.state.totalHomeBacklog();
        right.check(Optional.empty(), hamlet.decisions, 0);
        hamlet.state.energy.add(account, kind, 1e-6);
        assertThatThrownBy(() -> right.check(Optional.empty(), hamlet.decisions, 0))
                .isInstanceOf(InvariantViolationException.class)
                .hasMessageContaining("energy accounts");
        hamlet.state.tally.meteredJoules += 1e-6;
        if (account == 0) {
            assertThatThrownBy(() -> right.check(Optional.empty(), hamlet.decisions, 0))
                    .hasMessageContaining("energy accounts of batteries");
        }
    }

    /** With a constant price, a battery changes nothing until it is empty. With a rising price, it does. */
    @Test
    void batteryWithConstantPriceEqualsMains() {
        String mains = played(Setups.REFERENCE);
        assertThat(played(with(Setups.REFERENCE, 1e4, 0))).isEqualTo(mains);
        assertThat(played(with(Setups.REFERENCE, 1e4, 100))).isNotEqualTo(mains);
    }

    private static String played(Scenario scenario) {
        Simulation simulation = Simulation.begin(moving(scenario));
        var text = new StringBuilder();
        for (int slot = 0; slot < 12; slot++) {
            SlotResult result = simulation.play();
            text.append(result.leaders()).append(result.ledger());
            result.complete().forEach(row -> text.append(Arrays.toString(row.values())));
        }
        return text.toString();
    }

    /**
     * Batteries run out, also during long transfers and together with those of aerial agents. All invariants hold, and the accounts of each agent
     * sum to its sources, also if the energy of leaders is not proportional to their work. A resumed simulation is identical.
     */
    @ParameterizedTest
    @CsvSource({"1, 40, false", "0.015, 400, false", "1, 40, true"})
    void accountsSumUntilAllBatteriesAreEmpty(double slotSeconds, int slots, boolean slowClocks) {
        Scenario scenario = with(slowClocks ? slowClocks(Setups.REFERENCE) : Setups.REFERENCE, 0.5, 1);
        scenario = scenario.withRules(scenario.rules()
                .withRoundSeconds(slotSeconds)
                .withLotWork(scenario.rules().lotWork() * slotSeconds)
                .withExpectedResalePrice(OptionalDouble.empty()));
        var energy = new AerialEnergy(20_000, 2_000, 0, 0, true);
        SimulationSetup setup =
                Setups.of(scenario, Setups.moving(1 / slotSeconds, MessageDelays.immediate(), Optional.of(energy)), 0);
        Simulation simulation = Simulation.begin(setup);
        for (int slot = 0; slot < slots; slot++) {
            simulation.play();
            if (slot == slots / 4) {
                var copies = new Copies();
                simulation.serialize(copies);
                copies.read();
                Simulation resumed = Simulation.resume(setup, copies);
                assertThat(resumed.play().leaders()).isEqualTo(simulation.play().leaders());
                assertThat(resumed.energy("WA1")).isEqualTo(simulation.energy("WA1"));
            }
        }
        List<String> ids = scenario.agents().map(Agent::id).toList();
        int empty = 0;
        for (String id : ids) {
            Map<EnergyKind, Double> account = simulation.energy(id);
            double used = account.entrySet().stream()
                    .filter(entry -> entry.getKey().isUse())
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            double battery = account.getOrDefault(EnergyKind.BATTERY, 0.0);
            double sources = battery
                    + account.getOrDefault(EnergyKind.CHARGED, 0.0)
                    + account.getOrDefault(EnergyKind.MAINS, 0.0);
            assertThat(used).as(id).isCloseTo(sources, within(1e-9 * Math.max(1, used)));
            empty += id.startsWith("WA") && new Battery(0.5, 1).isEmpty(0.5 - battery) ? 1 : 0;
        }
        assertThat(empty).isGreaterThan(10);
    }

    @Test
    void onlyWirelessAgentsHaveBatteries() {
        WirelessAgent phone = with(Hamlet.HAMLET, 4, 1).wirelessAgents().getFirst();
        MobileAgent van = Hamlet.HAMLET.mobileAgents().getFirst();
        assertThatThrownBy(() -> new MobileAgent(
                        "MA1", van.position(), phone.computer(), van.joulePrice(), van.priceCapPerBit()))
                .hasMessage("computer.energy must not be a battery, which only wireless agents have: battery");
    }
}
