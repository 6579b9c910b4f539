package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Metric;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.simulation.SlotResult.AerialSlot;
import skybourse.round.simulation.SlotResult.LeaderSlot;
import skybourse.round.state.AerialFleetTest;
import skybourse.round.state.SimulationCounters;
import skybourse.testing.Copies;
import skybourse.tier1.game.PricingGame;

/** Final metrics of a slot and its invariants, compared with manual calculations. */
class SlotCompletionTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3).prepare();

    /** WA1 sends all of its task to FA1 and WA2 half: 6e9 of work, behind 4e9; one lot is resold. */
    private void busy() {
        hamlet.piece(hamlet.task(0, 2.5), Hamlet.FA1, 1, 1e-6);
        hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, 1e-6);
        hamlet.state.backlog[Hamlet.FA1] = 4e9;
    }

    /**
     * Satisfaction 10 ln 1.5 and 10 ln 1.25; 6 J saved at home at 0.1; 0.25 J of sending at 0.1, twice; 4 J of FA1 at 0.1;
     * 2 J of the aerial agent at 0.1 and 0.54 s of hovering at 0.001 per joule. Payments cancel.
     */
    @Test
    void welfareMatchesManualCalculation() {
        busy();
        hamlet.work();
        hamlet.close();
        double gained = 10 * Math.log(1.5) + 10 * Math.log(1.25) + 0.6;
        double cost = 2 * 0.025 + 0.4 + 0.2 + 0.001 * 0.54 * 168.4842;
        assertThat(hamlet.of(Metric.WELFARE)).isCloseTo(gained - cost, within(1e-6));
    }

    /** An incomplete transfer costs energy in this slot and adds no satisfaction yet. */
    @Test
    void sendingCostCountsInItsSlot() {
        int piece = hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 1, 1e-6);
        hamlet.state.pieces.bitsLeft[piece] = 12e6;
        hamlet.work();
        hamlet.close();
        assertThat(hamlet.of(Metric.WELFARE)).isCloseTo(-0.05, within(1e-15));
    }

    @Test
    void backlogsAreMeasuredInSlotsAtTheEnd() {
        hamlet.state.backlog = new double[] {9e9, 12e9, 0};
        hamlet.state.homeBacklog = new double[] {2.5e9, 1.5e9};
        hamlet.soldPiece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 9);
        hamlet.task(1, 2.5);
        hamlet.task(1, 2.75);
        hamlet.work();
        hamlet.close();
        assertThat(hamlet.of(Metric.BACKLOG)).isEqualTo(9e9 / 20e9);
        assertThat(hamlet.of(Metric.LARGEST_BACKLOG)).isEqualTo(5.0 / 4);
        assertThat(hamlet.of(Metric.HOME_BACKLOG)).isEqualTo(2e9 / 2e9);
        assertThat(hamlet.of(Metric.WAITING)).isEqualTo(2);
        assertThat(hamlet.of(Metric.IN_FLIGHT)).isEqualTo(1);
    }

    @Test
    void absentEventsCountAsZero() {
        hamlet.work();
        hamlet.close();
        assertThat(hamlet.of(Metric.BROKEN)).isZero();
        assertThat(hamlet.of(Metric.DECLINED)).isZero();
        assertThat(hamlet.of(Metric.HANDOVERS)).isZero();
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isZero();
        assertThat(hamlet.of(Metric.RATIO_STABILITY)).isNaN();
        hamlet.values.add(Metric.BROKEN, 2);
        hamlet.close();
        assertThat(hamlet.of(Metric.BROKEN)).isEqualTo(2);
    }

    @Test
    void resultHasOneRowPerLeaderAndAerialAgent() {
        busy();
        hamlet.state.desk.setPrices(new double[] {2e-6, 1e-6, PricingGame.CLOSED}, true);
        hamlet.work();
        SlotCompletion close = hamlet.close();
        hamlet.state.accounts.post(
                hamlet.state.accounts.number(Scenario.HOUSE), hamlet.state.aerialAccount(0), 3, Reason.LOT_SOLD);
        assertThat(close.leaderSlots(hamlet.sold))
                .containsExactly(
                        new LeaderSlot(2e-6, 0, 4e9, 0, 0, 0),
                        new LeaderSlot(1e-6, 6e9, 8e9, 0, 2e9, -3_000_000),
                        new LeaderSlot(PricingGame.CLOSED, 0, 8e9, 0, 0, 0));
        long surplus = 2 * (300 - 30); // 3 less 0.3, which is 0.29 rounded up to ticks
        AerialSlot drone = close.aerialSlots(hamlet.sold).getFirst();
        assertThat(drone).isEqualTo(new AerialSlot(AerialMode.SERVING, 1, 1, drone.cost(), 3, surplus));
        assertThat(drone.cost()).isCloseTo(0.2 + 0.001 * 0.54 * 168.4842, within(1e-6));
    }

    /** A consistent state: a waiting task, a piece in transfer and backlogs, with counters that match their work. */
    private void setConsistentState() {
        SimulationCounters tally = hamlet.state.tally;
        hamlet.task(0, 2.5);
        hamlet.piece(hamlet.task(1, 3), Hamlet.FA1, 0.5, 1e-6);
        hamlet.state.backlog[Hamlet.FA1] = 2e9;
        hamlet.state.homeBacklog[0] = 1e9;
        tally.arrived = 9;
        tally.met = 1;
        tally.late = 2;
        tally.expired = 3;
        tally.dropped = 1;
        tally.workIn = 4e9 + 2e9 + 3e9 + 15e9;
        tally.workAtHome = 1e9;
        tally.workAtLeaders = 2e9;
        tally.workAtAerialAgents = 4e9;
        tally.workInLots = 5e9;
        tally.workInReturnedLots = 1e9;
        tally.workLost = 8e9;
        tally.presentSeconds = 7 + 1.5 + 1;
        tally.endedSeconds = 7;
        hamlet.state.soldLots.add(0, 5, 0, 5, 4);
        hamlet.state.pieces.held[0] = 6;
        hamlet.hold("WA1", 6);
    }

    private void check(int soldWhileAway) {
        var close = new SlotCompletion(hamlet.state, hamlet.values);
        close.check(close.money().breach(), hamlet.decisions, soldWhileAway);
    }

    @Test
    void consistentStatePasses() {
        setConsistentState();
        assertThatCode(() -> check(0)).doesNotThrowAnyException();
    }

    @Test
    void eachFaultViolatesItsInvariant() {
        assertBroken("tasks", h -> h.state.tally.arrived++);
        assertBroken("tasks", h -> h.state.tally.dropped--);
        assertBroken("work", h -> h.state.tally.workAtHome += 100);
        assertBroken("work", h -> h.state.tally.workAtAerialAgents += 100);
        assertBroken("work", h -> h.state.backlog[0] += 100);
        assertBroken("work", h -> h.state.homeBacklog[1] += 100);
        assertBroken("lots", h -> h.state.tally.workInLots += 100);
        assertBroken("lots", h -> h.state.tally.workInReturnedLots -= 100);
        assertBroken("presence", h -> h.state.tally.endedSeconds += 1e-6);
        assertBroken("money", h -> h.state.pieces.held[0]++);
        assertBroken("money", h -> h.hold("WA2", 1));
        assertBroken("messages", h -> h.state.mail.exchange(unread()));
        assertBroken("ratios", h -> h.decisions = new FollowerDecisions(new double[0], 0, 1.01, 0, null));
        assertBroken("prices", h -> h.state.desk.setPrices(new double[] {PricingGame.CLOSED, 1e-6, 1.01e-5}, true));
        assertBroken("bills", h -> h.decisions = new FollowerDecisions(new double[0], 0, 1, 1, null));
        setConsistentState();
        assertThatThrownBy(() -> check(1)).hasMessageContaining("places");
    }

    /** One message sent, none read, lost or superseded. */
    private static Copies unread() {
        var copies = new Copies();
        for (long number : new long[] {1, 0, 0, 0}) {
            copies.give(number);
        }
        return copies;
    }

    private static void assertBroken(String invariant, Consumer<Hamlet> fault) {
        var test = new SlotCompletionTest();
        test.setConsistentState();
        fault.accept(test.hamlet);
        assertThatThrownBy(() -> test.check(0))
                .isInstanceOf(InvariantViolationException.class)
                .hasMessageStartingWith("slot 3 violates the invariant of " + invariant);
    }

    /** A price equal to its cap and a closed leader violate no invariant. */
    @Test
    void capsAndClosedLeadersAreAllowed() {
        setConsistentState();
        hamlet.state.desk.setPrices(new double[] {1e-5, PricingGame.CLOSED, 1e-5}, true);
        hamlet.decisions = new FollowerDecisions(new double[0], 0, 1, 0, null);
        assertThatCode(() -> check(0)).doesNotThrowAnyException();
    }

    /** A battery with negative energy, and one whose balance is off by one joule. */
    @Test
    void batteriesAreCheckedIndividually() {
        var flying = new Hamlet(Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), 3).prepare();
        var close = new SlotCompletion(flying.state, flying.values);
        assertThatCode(() -> close.check(close.money().breach(), flying.decisions, 0))
                .doesNotThrowAnyException();
        AerialFleetTest.put(flying.state.fleet, AerialMode.SERVING, 1e5 - 1, 0);
        assertThatThrownBy(() -> close.check(close.money().breach(), flying.decisions, 0))
                .hasMessageContaining("energy");
        var copies = new Copies();
        copies.give(new int[1]);
        copies.give(new double[] {-1});
        copies.give(new double[1]);
        copies.give(new double[1]);
        copies.give(new double[] {1e5 + 1});
        flying.state.fleet.exchange(copies);
        assertThatThrownBy(() -> close.check(close.money().breach(), flying.decisions, 0))
                .hasMessageContaining("never below 0");
    }
}
