package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Pricing;
import skybourse.round.dynamics.Pricing.Overload;
import skybourse.round.dynamics.Setups;
import skybourse.round.state.AerialFleetTest;
import skybourse.round.state.LeaderBeliefs;
import skybourse.round.state.LeaderBeliefsTest;
import skybourse.round.state.SimulationCounters;

/** What is worked off in a slot, by hand. A joule computes 1e9 everywhere; the drone hovers with 168.4842 W. */
class SlotWorkTest {

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
    void whatWasResoldIsDoneInTheAirAndTheRestOnTheGround() {
        busy(hamlet, 1e-6).work();
        SimulationCounters tally = hamlet.state.tally;
        assertThat(hamlet.state.backlog).containsExactly(0, 0, 0);
        assertThat(tally.workAtLeaders).isEqualTo(8e9);
        assertThat(tally.workAtAerialAgents).isEqualTo(2e9);
        assertThat(hamlet.of(Metric.JOULES_LEADERS)).isCloseTo(8, within(1e-12));
        assertThat(hamlet.of(Metric.OVERLOAD)).isEqualTo(2e9);
        assertThat(hamlet.of(Metric.SOLD_SHARE)).isEqualTo(1);
        assertThat(hamlet.of(Metric.LOTS)).isEqualTo(1);
        // 2 J of computing, half a second of it and .04 s of input
        assertThat(hamlet.of(Metric.JOULES_AERIAL)).isCloseTo(2 + 0.54 * HOVER, within(1e-3));
        assertThat(hamlet.of(Metric.AERIAL_SERVING)).isEqualTo(1);
        assertThat(hamlet.of(Metric.AERIAL_CHARGE)).isEqualTo(1);
        assertThat(hamlet.of(Metric.OVERSOLD)).isZero();
    }

    @Test
    void whatNobodyTookWaits() {
        busy(hamlet, 1e-7).work();
        assertThat(hamlet.state.backlog).containsExactly(0, 2e9, 0);
        assertThat(hamlet.state.tally.workAtLeaders).isEqualTo(8e9);
        assertThat(hamlet.state.tally.workAtAerialAgents).isZero();
        assertThat(hamlet.of(Metric.SOLD_SHARE)).isZero();
        assertThat(hamlet.of(Metric.LOTS)).isZero();
        assertThat(hamlet.of(Metric.JOULES_AERIAL)).isZero();
    }

    /** 2e9 in front of a van that does 4e9 and sold 4e9: twice what was free. */
    @Test
    void aVanOversellsWhatItCannotDoOnTime() {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 1, 1e-6);
        hamlet.state.backlog[Hamlet.MA1] = 2e9;
        hamlet.work();
        assertThat(hamlet.of(Metric.OVERSOLD)).isEqualTo(1);
        assertThat(hamlet.state.backlog).containsExactly(2e9, 0, 0);
        assertThat(hamlet.of(Metric.OVERLOAD)).as("that of fixed agents").isZero();
        assertThat(hamlet.of(Metric.SOLD_SHARE)).isNaN();
    }

    @Test
    void aQueueIsWorkedOffWhereNothingIsSold() {
        hamlet.state.backlog[Hamlet.MA1] = 9e9;
        hamlet.state.backlog[Hamlet.FA2] = 3e9;
        hamlet.work();
        assertThat(hamlet.state.backlog).containsExactly(5e9, 0, 0);
        assertThat(hamlet.state.tally.workAtLeaders).isEqualTo(7e9);
        assertThat(hamlet.of(Metric.JOULES_LEADERS)).isCloseTo(7, within(1e-12));
    }

    /** 1e9 a second at home: of 2.5e9 are left 1.5e9, of .25e9 nothing. */
    @Test
    void phonesWorkOffTheirOwnQueues() {
        hamlet.state.homeBacklog[0] = 2e9;
        hamlet.workOff(0.5e9, 0.25e9);
        assertThat(hamlet.state.homeBacklog).containsExactly(1.5e9, 0);
        assertThat(hamlet.state.tally.workAtHome).isEqualTo(1.25e9);
        assertThat(hamlet.of(Metric.JOULES_HOME)).isCloseTo(1.25, within(1e-12));
    }

    /** Half a lot's clearing price of 3 for 2e9, less what FA1's own work costs it: 1.5e-9 - 1e-10 for a unit. */
    @Test
    void leadersLearnWhatLotsCost() {
        Pricing last = Hamlet.QUIET.pricing().withOverload(Overload.LAST_CLEARING);
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

    /** What nobody bought counts half the next time, at the bill and the penalty that it cost: 2e-10 + 5e-10. */
    @Test
    void leadersLearnThatNobodyBought() {
        Pricing share = Hamlet.QUIET.pricing().withOverload(Overload.SOLD_SHARE);
        var learning = new Hamlet(Altered.from(Hamlet.QUIET).withPricing(share).dynamics(), 3).prepare();
        double ask = overloadPrice(learning, Hamlet.FA1);
        busy(learning, 1e-7).work();
        assertThat(overloadPrice(learning, Hamlet.FA1)).isCloseTo(0.5 * ask + 0.5 * 7e-10, within(1e-20));
        assertThat(overloadPrice(learning, Hamlet.FA2)).isEqualTo(ask);
    }

    @Test
    void aSlotWithoutSalesIsOneInWhichAllWasSold() {
        Pricing share = Hamlet.QUIET.pricing().withOverload(Overload.SOLD_SHARE);
        var learning = new Hamlet(Altered.from(Hamlet.QUIET).withPricing(share).dynamics(), 3).prepare();
        double ask = overloadPrice(learning, Hamlet.FA1);
        learning.state.desk.learnOverload(
                Hamlet.FA1, LeaderBeliefsTest.sold(Hamlet.FA1, 10e9, 6, 0), true); // one half is left
        learning.work();
        assertThat(overloadPrice(learning, Hamlet.FA1)).isCloseTo(0.75 * ask + 0.25 * 11e-10, within(1e-20));
    }

    /** Vans had taken their load to be 4e9 and were sent half of it: an error of one half. */
    @Test
    void vansLearnHowFarTheirLoadsWereOff() {
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
    void batteriesArePaidForComputingAndForTheWholeSlotInTheAir() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        busy(flying, 1e-6).work();
        assertThat(flying.of(Metric.LOTS)).isEqualTo(1);
        assertThat(flying.of(Metric.JOULES_AERIAL)).isCloseTo(2 + HOVER, within(1e-3));
        assertThat(flying.of(Metric.AERIAL_CHARGE)).isCloseTo(1 - (2 + HOVER) / 1e5, within(1e-8));
        Arrays.fill(flying.state.backlog, 0);
        flying.work();
        assertThat(flying.of(Metric.JOULES_AERIAL)).as("of this slot").isCloseTo(HOVER, within(1e-3));
    }

    @Test
    void whoSellsMustBeThere() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        busy(flying, 1e-6);
        assertThat(flying.work()).isZero();
        flying.state.backlog[Hamlet.FA1] = 4e9;
        AerialFleetTest.put(flying.state.fleet, AerialMode.CHARGING, 5e4, 0);
        assertThat(flying.workOff(0, 0)).as("of what was sold before it left").isEqualTo(1);
        assertThat(flying.of(Metric.AERIAL_SERVING)).isZero();
    }

    /** Two lots take 1.08 s, and the drone hovers for as long. */
    @Test
    void lotsMayKeepADroneBusyBeyondTheSlot() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        busy(flying, 1e-6).state.backlog[Hamlet.FA1] = 6e9;
        flying.work();
        assertThat(flying.of(Metric.LOTS)).isEqualTo(2);
        assertThat(flying.of(Metric.JOULES_AERIAL)).isCloseTo(4 + 1.08 * HOVER, within(1e-3));
    }

    @Test
    void chargeIsTheMeanOfAllDrones() {
        var three = new Hamlet(Setups.REFERENCE, Hamlet.QUIET, 3).prepare();
        three.work();
        assertThat(three.of(Metric.AERIAL_SERVING)).isEqualTo(3);
        assertThat(three.of(Metric.AERIAL_CHARGE)).isEqualTo(1);
    }

    /** A van that is full has nothing to oversell; one that sold less than it can do oversells nothing. */
    @Test
    void oversellingIsWhatIsBeyondTheFree() {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        hamlet.state.backlog[Hamlet.MA1] = 4e9;
        hamlet.work();
        assertThat(hamlet.of(Metric.OVERSOLD)).isZero();
    }
}
