package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.PricingSettings.Overload;
import skybourse.round.dynamics.Setups;
import skybourse.round.state.AerialFleetTest;
import skybourse.round.state.LeaderBeliefs;
import skybourse.round.state.LeaderBeliefsTest;
import skybourse.round.state.SimulationCounters;

/** Work computed in a slot. One joule computes 1e9 for all agents; the aerial agent hovers with 168.4842 W. */
class SlotWorkPhaseTest {

    private static final double HOVER = 168.4842;

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3).prepare();

    /** WA1 sends all of its task to FA1 and WA2 half: 6e9 of work, behind 4e9. */
    private static Hamlet busy(Hamlet hamlet, double price) {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.FA1, 1, price);
        hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, price);
        hamlet.state.backlog[Hamlet.FA1] = 4e9;
        return hamlet;
    }

    @Test
    void resoldWorkIsComputedByAerialAgentRestByLeader() {
        busy(hamlet, 1e-6).work();
        SimulationCounters tally = hamlet.state.tally;
        assertThat(hamlet.state.backlog).containsExactly(0, 0, 0);
        assertThat(tally.workAtLeaders).isEqualTo(8e9);
        assertThat(tally.workAtAerialAgents).isEqualTo(2e9);
        assertThat(hamlet.of(Metric.JOULES_LEADERS)).isCloseTo(8, within(1e-12));
        assertThat(hamlet.of(Metric.OVERLOAD)).isEqualTo(2e9);
        assertThat(hamlet.of(Metric.SOLD_SHARE)).isEqualTo(1);
        assertThat(hamlet.of(Metric.LOTS)).isEqualTo(1);
        // 2 J of computing, hovering for 0.5 s of computing and 0.04 s of input
        assertThat(hamlet.of(Metric.JOULES_AERIAL)).isCloseTo(2 + 0.54 * HOVER, within(1e-3));
        assertThat(hamlet.of(Metric.AERIAL_SERVING)).isEqualTo(1);
        assertThat(hamlet.of(Metric.AERIAL_CHARGE)).isEqualTo(1);
        assertThat(hamlet.of(Metric.OVERSOLD)).isZero();
    }

    @Test
    void unsoldOverloadBecomesBacklog() {
        busy(hamlet, 1e-7).work();
        assertThat(hamlet.state.backlog).containsExactly(0, 2e9, 0);
        assertThat(hamlet.state.tally.workAtLeaders).isEqualTo(8e9);
        assertThat(hamlet.state.tally.workAtAerialAgents).isZero();
        assertThat(hamlet.of(Metric.SOLD_SHARE)).isZero();
        assertThat(hamlet.of(Metric.LOTS)).isZero();
        assertThat(hamlet.of(Metric.JOULES_AERIAL)).isZero();
    }

    /** FA1 computes 8e9 while 2e9 wait. If a slot had room for 10e9, a fifth of it would be unused. */
    @Test
    void unusedCapacityOfLeadersWithWaitingWorkIsMeasured() {
        busy(hamlet, 1e-7).work();
        assertThat(hamlet.state.tally.idleWhileWaiting).isZero();

        Hamlet wrong = busy(new Hamlet(Hamlet.QUIET, 3).prepare(), 1e-7);
        wrong.state.capacities[Hamlet.FA1] = 10e9;
        wrong.work();
        assertThat(wrong.state.tally.idleWhileWaiting).isCloseTo(0.2, within(1e-12));

        Hamlet resold = busy(new Hamlet(Hamlet.QUIET, 3).prepare(), 1e-6);
        resold.state.capacities[Hamlet.FA1] = 10e9;
        resold.work();
        assertThat(resold.state.tally.idleWhileWaiting).as("nothing waits").isZero();
    }

    /** A mobile agent with a capacity of 4e9 and a backlog of 2e9 sells 4e9, twice its free capacity. */
    @Test
    void mobileAgentOversellsBeyondFreeCapacity() {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 1, 1e-6);
        hamlet.state.backlog[Hamlet.MA1] = 2e9;
        hamlet.work();
        assertThat(hamlet.of(Metric.OVERSOLD)).isEqualTo(1);
        assertThat(hamlet.state.backlog).containsExactly(2e9, 0, 0);
        assertThat(hamlet.of(Metric.OVERLOAD)).as("overload of fixed agents").isZero();
        assertThat(hamlet.of(Metric.SOLD_SHARE)).isNaN();
    }

    @Test
    void backlogIsComputedWithoutSales() {
        hamlet.state.backlog[Hamlet.MA1] = 9e9;
        hamlet.state.backlog[Hamlet.FA2] = 3e9;
        hamlet.work();
        assertThat(hamlet.state.backlog).containsExactly(5e9, 0, 0);
        assertThat(hamlet.state.tally.workAtLeaders).isEqualTo(7e9);
        assertThat(hamlet.of(Metric.JOULES_LEADERS)).isCloseTo(7, within(1e-12));
    }

    /** 1e9 work/s at home: 1.5e9 of 2.5e9 are left, nothing of 0.25e9. */
    @Test
    void wirelessAgentsComputeHomeBacklog() {
        hamlet.state.homeBacklog[0] = 2e9;
        hamlet.workOff(0.5e9, 0.25e9);
        assertThat(hamlet.state.homeBacklog).containsExactly(1.5e9, 0);
        assertThat(hamlet.state.tally.workAtHome).isEqualTo(1.25e9);
        assertThat(hamlet.of(Metric.JOULES_HOME)).isCloseTo(1.25, within(1e-12));
    }

    /** The clearing price of 3 for 2e9 less the cost of FA1's own work: 1.5e-9 - 1e-10 per unit. */
    @Test
    void leadersLearnClearingPrice() {
        PricingSettings last = Hamlet.QUIET.pricing().withOverload(Overload.LAST_CLEARING);
        var learning = new Hamlet(Altered.from(Hamlet.QUIET).withPricing(last).dynamics(), 3).prepare();
        busy(learning, 1e-6).state.backlog[Hamlet.FA1] = 6e9;
        learning.work();
        assertThat(learning.of(Metric.LOTS)).isEqualTo(2);
        assertThat(overloadPrice(learning, Hamlet.FA2)).isCloseTo(1.4e-9, within(1e-20));
    }

    private static double overloadPrice(Hamlet hamlet, int leader) {
        return hamlet.state
                .desk
                .table(Hamlet.HAMLET, hamlet.games.reach(), new double[3], 0)
                .overloadPrice(leader);
    }

    /** Unsold overload has weight 0.5 in the next slot, at its refund and penalty: 2e-10 + 5e-10. */
    @Test
    void leadersLearnFromUnsoldOverload() {
        PricingSettings share = Hamlet.QUIET.pricing().withOverload(Overload.SOLD_SHARE);
        var learning = new Hamlet(Altered.from(Hamlet.QUIET).withPricing(share).dynamics(), 3).prepare();
        double ask = overloadPrice(learning, Hamlet.FA1);
        busy(learning, 1e-7).work();
        assertThat(overloadPrice(learning, Hamlet.FA1)).isCloseTo(0.5 * ask + 0.5 * 7e-10, within(1e-20));
        assertThat(overloadPrice(learning, Hamlet.FA2)).isEqualTo(ask);
    }

    @Test
    void slotWithoutSalesCountsAsFullyResold() {
        PricingSettings share = Hamlet.QUIET.pricing().withOverload(Overload.SOLD_SHARE);
        var learning = new Hamlet(Altered.from(Hamlet.QUIET).withPricing(share).dynamics(), 3).prepare();
        double ask = overloadPrice(learning, Hamlet.FA1);
        learning.state.desk.learnOverload(
                Hamlet.FA1, LeaderBeliefsTest.sold(Hamlet.FA1, 10e9, 6, 0), true); // one half is left
        learning.work();
        assertThat(overloadPrice(learning, Hamlet.FA1)).isCloseTo(0.75 * ask + 0.25 * 11e-10, within(1e-20));
    }

    /** The expected load was 4e9, the actual one half of it: an error of 0.5. */
    @Test
    void mobileAgentsLearnLoadErrors() {
        var learning = new Hamlet(LeaderBeliefsTest.learning(), 3).prepare();
        LeaderBeliefs desk = learning.state.desk;
        for (int i = 0; i < 9; i++) {
            desk.learnLoads(new double[] {4e9, 0, 0}, new double[] {i < 8 ? 4e9 : 2e9, 0, 0});
        }
        learning.piece(learning.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        learning.asked = new PricingResult(null, null, null, new double[] {4e9, 0, 0});
        learning.work();
        assertThat(desk.headRoom()).isEqualTo(0.5);
    }

    @Test
    void batteryPaysForComputingAndHovering() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        busy(flying, 1e-6).work();
        assertThat(flying.of(Metric.LOTS)).isEqualTo(1);
        assertThat(flying.of(Metric.JOULES_AERIAL)).isCloseTo(2 + HOVER, within(1e-3));
        assertThat(flying.of(Metric.AERIAL_CHARGE)).isCloseTo(1 - (2 + HOVER) / 1e5, within(1e-8));
        Arrays.fill(flying.state.backlog, 0);
        flying.work();
        assertThat(flying.of(Metric.JOULES_AERIAL)).as("in this slot").isCloseTo(HOVER, within(1e-3));
    }

    @Test
    void countsLotsSoldByAbsentAerialAgents() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        busy(flying, 1e-6);
        assertThat(flying.work()).isZero();
        flying.state.backlog[Hamlet.FA1] = 4e9;
        AerialFleetTest.put(flying.state.fleet, AerialMode.CHARGING, 5e4, 0);
        assertThat(flying.workOff(0, 0)).as("lots sold before it left").isEqualTo(1);
        assertThat(flying.of(Metric.AERIAL_SERVING)).isZero();
    }

    /** Two lots take 1.08 s, and the aerial agent hovers for that time. */
    @Test
    void lotsMayTakeLongerThanSlot() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        busy(flying, 1e-6).state.backlog[Hamlet.FA1] = 6e9;
        flying.work();
        assertThat(flying.of(Metric.LOTS)).isEqualTo(2);
        assertThat(flying.of(Metric.JOULES_AERIAL)).isCloseTo(4 + 1.08 * HOVER, within(1e-3));
    }

    @Test
    void chargeIsMeanOverAerialAgents() {
        var three = new Hamlet(Setups.REFERENCE, Hamlet.QUIET, 3).prepare();
        three.work();
        assertThat(three.of(Metric.AERIAL_SERVING)).isEqualTo(3);
        assertThat(three.of(Metric.AERIAL_CHARGE)).isEqualTo(1);
    }

    /** The oversold share is relative to free capacity; it is 0 for a full mobile agent. */
    @Test
    void fullMobileAgentDoesNotOversell() {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        hamlet.state.backlog[Hamlet.MA1] = 4e9;
        hamlet.work();
        assertThat(hamlet.of(Metric.OVERSOLD)).isZero();
    }
}
