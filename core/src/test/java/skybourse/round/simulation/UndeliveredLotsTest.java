package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.market.PieceDelay;
import skybourse.round.state.SimulationCounters;

/** Aerial agents that sell lots and do not compute them. */
class UndeliveredLotsTest {

    private static final Scenario MARKET = Setups.REFERENCE;
    private static final int SLOTS = 25;

    private static Dynamics noShow(Dynamics dynamics, double rate) {
        String[] ids = MARKET.aerialAgents().stream().map(Agent::id).toArray(String[]::new);
        return with(dynamics, rate, ids);
    }

    private static Dynamics with(Dynamics dynamics, double rate, String... ids) {
        return dynamics.withAdversary(
                Optional.of(new Adversary(0, List.of(MaliciousGroup.of(new Behaviour.NoShow(rate), ids)))));
    }

    private static Simulation play(Dynamics dynamics) {
        Simulation simulation = Simulation.begin(Setups.of(MARKET, dynamics, 0));
        Stream.generate(simulation::play).limit(SLOTS).forEach(_ -> {});
        return simulation;
    }

    private static double aerialUtility(Simulation simulation) {
        return MARKET.aerialAgents().stream()
                .mapToDouble(agent -> simulation.utility(agent.id()))
                .sum();
    }

    /** FA1 sells 6e9 of work, behind 4e9, with a capacity of 8e9. Its lot of 2e9 is sold at 3. */
    @Test
    void workReturnsToTheLeaderAndThePaymentToo() {
        var hamlet = new Hamlet(with(Hamlet.QUIET.withEscrow(true), 1, "AA1"), 3).prepare();
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.FA1, 1, 1e-6);
        hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, 1e-6);
        hamlet.state.backlog[Hamlet.FA1] = 4e9;
        hamlet.work();
        assertThat(hamlet.sold.trades()).hasSize(1);
        assertThat(hamlet.state.backlog).containsExactly(0, 2e9, 0);
        SimulationCounters tally = hamlet.state.tally;
        assertThat(tally.workAtLeaders).isEqualTo(8e9);
        assertThat(tally.workAtAerialAgents).isZero();
        assertThat(tally.workInLots).isEqualTo(2e9);
        assertThat(tally.workInReturnedLots).isEqualTo(2e9);
        assertThat(hamlet.of(Metric.JOULES_AERIAL)).isZero();
        assertThat(hamlet.sold.pieces().lastPart(0)).isEqualTo(PieceDelay.PieceCompletion.WAITING);
        assertThat(hamlet.state.soldLots.heldUnits()).isZero();
        assertThat(hamlet.balance("AA1")).isZero();
        assertThat(hamlet.balance(Scenario.HOUSE)).isZero();
        // a penalty of 5e-10 money for each unit of the 2e9 that wait
        assertThat(hamlet.balance("FA1")).isEqualTo(-1_000_000);
        // a third of the bills of 8 and 4 is refunded
        assertThat(hamlet.balance(Scenario.ESCROW)).isEqualTo(8_000_000);
        assertThat(hamlet.close().aerialSlots(hamlet.sold).getFirst())
                .extracting(SlotResult.AerialSlot::lots, SlotResult.AerialSlot::cost)
                .containsExactly(1, 0.0);
    }

    /** For all other agents, lots that nobody computes equal lots that nobody offers. */
    @Test
    void slotEqualsOneWithoutOffers() {
        Dynamics honest = Dynamics.stationary().withEscrow(true);
        Simulation failed = Simulation.begin(Setups.of(MARKET, noShow(honest, 1), 0));
        Simulation none = Simulation.begin(Setups.of(MARKET, honest, 0));
        SlotResult slot = failed.play();
        SlotResult without = none.play(
                new double[0], new double[0], new int[MARKET.aerialAgents().size()]);
        assertThat(slot.aerialAgents().stream().mapToInt(SlotResult.AerialSlot::lots))
                .anyMatch(lots -> lots > 0);
        assertThat(slot.leaders()).isEqualTo(without.leaders());
        MARKET.agents()
                .map(Agent::id)
                .forEach(id -> assertThat(failed.balance(id)).as(id).isEqualTo(none.balance(id)));
        assertThat(Simulation.begin(Setups.of(MARKET, honest, 0)).play().leaders())
                .isNotEqualTo(slot.leaders());
    }

    @Test
    void partOfTheLotsIsComputed() {
        Dynamics honest = Dynamics.stationary().withEscrow(true);
        SimulationCounters all = play(honest).counters();
        assertThat(all.workInReturnedLots).isZero();
        assertThat(all.workInLots).isCloseTo(all.workAtAerialAgents, within(1e-6 * all.workInLots));
        SimulationCounters half = play(noShow(honest, 0.5)).counters();
        assertThat(half.workInReturnedLots / half.workInLots).isBetween(0.3, 0.7);
        assertThat(play(noShow(honest, 0)).counters())
                .usingRecursiveComparison()
                .isEqualTo(all);
    }

    /** Under escrow the attack earns nothing. Paid at once, it earns until leaders learn that nobody takes over their overload. */
    @Test
    void onlyEscrowMakesTheAttackUnprofitable() {
        Dynamics honest = Dynamics.stationary().withEscrow(true);
        double earned = aerialUtility(play(honest));
        assertThat(earned).isPositive();
        assertThat(aerialUtility(play(noShow(honest, 1)))).isZero();
        assertThat(aerialUtility(play(noShow(honest, 1).withEscrow(false)))).isBetween(0.05 * earned, earned);
    }

    @Test
    void oneAgentFailsAlone() {
        AerialAgent first = MARKET.aerialAgents().getFirst();
        AerialAgent last = MARKET.aerialAgents().getLast();
        Simulation simulation = play(with(Dynamics.stationary().withEscrow(true), 1, first.id()));
        assertThat(simulation.balance(first.id())).isZero();
        assertThat(simulation.balance(last.id())).isPositive();
    }
}
