package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.base.agent.RotaryWing;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Quote;
import skybourse.round.state.AerialFleet;
import skybourse.round.state.AerialFleetTest;
import skybourse.round.state.EnergyAccounts;
import skybourse.round.state.MessagesInTransit;
import skybourse.round.state.SimulationCounters;

/** The hamlet in slots of 2 s: slot 3 is from 6 to 8 s, with twice the capacity. */
class LongerSlotsTest {

    private static final Scenario LONG = Hamlet.lasting(2);
    private final Hamlet hamlet = new Hamlet(LONG, Hamlet.QUIET, 3).prepare();

    @Test
    void messagesAreSentAtSlotStart() {
        var late = MessageDelaysBuilder.builder()
                .baseSeconds(0.5)
                .jitterSeconds(0)
                .loss(0)
                .forgetSlots(3)
                .quoteSlots(2)
                .honour(BilledPrice.QUOTE)
                .build();
        var mail = new MessagesInTransit(LONG, Hamlet.withMessages(late), false, new RandomStreams(9));
        mail.quote(3, Hamlet.FA1, 1, 1e-6, 8e6, 0.5, 0);
        mail.read(6.5, _ -> true);
        assertThat(mail.receivedQuotes(1, 3)).extracting(Quote::arrivalSeconds).containsExactly(6.5);
    }

    /** 8 Mbit/s for 2 s. */
    @Test
    void transfersLastForCompleteSlot() {
        int piece = hamlet.piece(hamlet.task(1, 5.5), Hamlet.FA1, 1, 1e-6);
        hamlet.state.pieces.bitsLeft[piece] = 20e6;
        assertThat(hamlet.send()).isEmpty();
        assertThat(hamlet.state.pieces.bitsLeft[piece]).isEqualTo(4e6);
        assertThat(hamlet.sent.seconds()[piece]).isEqualTo(2);
    }

    @Test
    void queuesAreProcessedForCompleteSlot() {
        hamlet.state.homeBacklog[0] = 5e9;
        hamlet.state.backlog[Hamlet.MA1] = 11e9;
        hamlet.work();
        hamlet.close();
        assertThat(hamlet.state.homeBacklog[0]).isEqualTo(3e9);
        assertThat(hamlet.state.backlog[Hamlet.MA1]).isEqualTo(3e9);
        assertThat(hamlet.of(Metric.BACKLOG)).isEqualTo(3e9 / 40e9);
        assertThat(hamlet.of(Metric.HOME_BACKLOG)).isEqualTo(3e9 / 4e9);
        ScenarioLinks links = ScenarioLinks.cached(LONG);
        assertThat(hamlet.state.desk.table(LONG, links, hamlet.state.backlog, 0).capacities())
                .containsExactly(5e9, 16e9, 16e9);
    }

    @Test
    void resultsAreDeliveredUntilSlotEnd() {
        for (int slot = 0; slot <= 3; slot++) {
            hamlet.state.rows.begin(slot, 1);
        }
        hamlet.soldPiece(hamlet.task(0, 5.5), Hamlet.FA1, 0.5, 8);
        hamlet.soldPiece(hamlet.task(1, 5.5), Hamlet.FA1, 0.5, 8.5);
        hamlet.state.tasks.cameIn[0] = 3;
        hamlet.results();
        assertThat(hamlet.of(Metric.MET)).isEqualTo(1);
        assertThat(hamlet.state.tally.endedSeconds).isEqualTo(2.5);
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(4);
        assertThat(hamlet.state.tasks.rows).isEqualTo(1);
    }

    /** At 8 s a task has been open since 5.5 s. */
    @Test
    void presenceInvariantUsesSeconds() {
        SimulationCounters tally = hamlet.state.tally;
        hamlet.task(0, 5.5);
        tally.arrived = 1;
        tally.workIn = 4e9;
        tally.presentSeconds = 2.5;
        var close = new SlotCompletion(hamlet.state, hamlet.values);
        assertThatCode(() -> close.check(close.money().breach(), hamlet.decisions, 0))
                .doesNotThrowAnyException();
    }

    /** Two lots take 1.08 s and are completed in the slot; four fit. Hovering lasts for the complete slot. */
    @Test
    void aerialAgentsComputeTwiceAsManyLots() {
        hamlet.piece(hamlet.task(0, 5.5), Hamlet.FA1, 1, 1e-6);
        hamlet.state.backlog[Hamlet.FA1] = 16e9;
        hamlet.work();
        assertThat(hamlet.of(Metric.LOTS)).isEqualTo(2);
        hamlet.results();
        assertThat(hamlet.balance("AA1")).isEqualTo(6_000_000);
        var fleet = new AerialFleet(
                LONG, Hamlet.withEnergy(new AerialEnergy(1e5, 1_000, 0, 0, false)), new EnergyAccounts(LONG));
        assertThat(fleet.lots(0, 4e6, 1e8)).isEqualTo(4);
        fleet.play(0, 0, 0);
        assertThat(fleet.spent(0)).isCloseTo(2 * RotaryWing.standard().powerWatts(0), within(1e-9));
        AerialFleetTest.put(fleet, AerialMode.CHARGING, 50_000, 0);
        fleet.play(0, 0, 0);
        assertThat(fleet.joules(0)).isEqualTo(52_000);
    }

    @Test
    void offeredTaskHasRemainingTime() {
        hamlet.task(0, 4.5);
        hamlet.choose();
        assertThat(hamlet.offers.followers().getFirst().task().deadlineSeconds())
                .isEqualTo(2.5);
    }

    /** A piece that falls back at 6.5 s takes two seconds more. */
    @Test
    void fallenBackPieceIsComputedFromThatTime() {
        int task = hamlet.task(0, 5.5);
        int piece = hamlet.piece(task, Hamlet.MA1, 0.5, 1e-6);
        hamlet.state.pieces.quoteSlot[piece] = ~1L;
        hamlet.send();
        assertThat(hamlet.state.tasks.back[task]).isEqualTo(8.5);
    }
}
