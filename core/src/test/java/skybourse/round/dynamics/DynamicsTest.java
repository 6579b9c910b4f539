package skybourse.round.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Task;
import skybourse.base.numeric.Checks;
import skybourse.round.dynamics.Arrivals.Bursts;
import skybourse.round.dynamics.Arrivals.EverySlot;
import skybourse.round.dynamics.Arrivals.Poisson;
import skybourse.round.dynamics.Arrivals.Trace;
import skybourse.round.dynamics.Arrivals.Trace.Request;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.ledger.LedgerDigest;
import skybourse.round.motion.Stationary;
import skybourse.round.simulation.Altered;
import skybourse.round.simulation.Hamlet;
import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationState;
import skybourse.testing.Copies;

/** Settings and state of a simulation, compared with manual calculations. */
class DynamicsTest {

    private static Dynamics with(Arrivals arrivals) {
        return Altered.from(Hamlet.QUIET).withArrivals(arrivals).dynamics();
    }

    /** Two agents, 4e9 each; processors of 1 + 1 + 4 + 8 + 8 + 4 = 26e9 a second. */
    @Test
    void loadIsArrivingWorkOverTotalCapacity() {
        assertThat(with(new EverySlot()).load(Hamlet.HAMLET)).isCloseTo(8 / 26.0, within(1e-15));
        assertThat(with(new Poisson(0.5)).load(Hamlet.HAMLET)).isCloseTo(4 / 26.0, within(1e-15));
        assertThat(Setups.of(Hamlet.HAMLET, with(new Poisson(0.5)), 0).load()).isCloseTo(4 / 26.0, within(1e-15));
        // 4 requests in 8 s, with a mean of 1e9
        var small = new Task(1e6, 0.5e9, 1);
        var large = new Task(1e6, 1.5e9, 1);
        var trace = new Trace(
                List.of(new Request(0, small), new Request(1, large), new Request(2, large), new Request(8, small)));
        assertThat(with(trace).load(Hamlet.HAMLET)).isCloseTo(0.5 / 26, within(1e-15));
        assertThat(with(trace).tasks(Hamlet.HAMLET)).containsExactly(small, large, large, small);
        assertThat(with(new EverySlot()).tasks(Hamlet.HAMLET)).containsExactly(Hamlet.TASK, Hamlet.TASK);
        assertThat(with(trace).load(Hamlet.lasting(2)))
                .as("does not depend on the length of a slot")
                .isCloseTo(0.5 / 26, within(1e-15));
        assertThat(with(new EverySlot()).load(Hamlet.lasting(2))).isCloseTo(4 / 26.0, within(1e-15));
    }

    @Test
    void arrivalMeansMatchSettings() {
        assertThat(new EverySlot().meanPerSlot(2, 5)).isEqualTo(1);
        assertThat(new Poisson(0.25).meanPerSlot(2, 5)).isEqualTo(0.5);
        // a quarter of the slots is busy with 3 tasks/s, the others have 1 task/s: 1.5 tasks/s
        var bursts = new Bursts(1, 3, 0.1, 0.3);
        assertThat(bursts.busyShare()).isCloseTo(0.25, within(1e-15));
        assertThat(bursts.meanPerSlot(2, 5)).isCloseTo(3, within(1e-15));
        // 1 + (2 tau)^2 (3/16) (1 + .6) / (.4 x 3)
        assertThat(bursts.dispersion(2)).isCloseTo(1 + 16 * 3 / 16.0 * 1.6 / (0.4 * 3), within(1e-12));
        var task = new Task(1, 1, 1);
        assertThat(new Trace(List.of(new Request(0, task), new Request(10, task))).meanPerSlot(2, 4))
                .isEqualTo(0.1);
        assertThat(new Trace(List.of(new Request(0.5, task))).meanPerSlot(2, 4)).isEqualTo(0.25);
    }

    @Test
    void rejectsInvalidArrivals() {
        var task = new Task(1, 1, 1);
        assertThatThrownBy(() -> new Poisson(0)).hasMessageContaining("tasksPerSecond");
        assertThatThrownBy(() -> new Bursts(-1, 1, 1, 1)).hasMessageContaining("calmTasksPerSecond");
        assertThatThrownBy(() -> new Bursts(0, 0, 1, 1)).hasMessageContaining("busyTasksPerSecond");
        assertThatThrownBy(() -> new Bursts(0, 1, 0, 1)).hasMessageContaining("rise");
        assertThatThrownBy(() -> new Bursts(0, 1, 1, 2)).hasMessageContaining("fall");
        assertThatThrownBy(() -> new Trace(List.of())).hasMessage("requests must not be empty");
        assertThatThrownBy(() -> new Request(-1, task)).hasMessageContaining("seconds");
        assertThatThrownBy(() -> new Trace(List.of(new Request(2, task), new Request(1, task))))
                .hasMessage("requests[1].seconds must not be earlier than the previous one: 1.0");
        assertThat(new Trace(List.of(new Request(2, task), new Request(2, task))).requests())
                .hasSize(2);
    }

    @Test
    void rejectsSettingsOutOfRange() {
        assertThatThrownBy(() -> new HandoverSettings(0, 0.05, HandoverSettings.BrokenTransfer.HOME))
                .hasMessageContaining("hysteresis");
        assertThatThrownBy(() -> new HandoverSettings(1, -1, HandoverSettings.BrokenTransfer.HOME))
                .hasMessageContaining("relaySeconds");
        assertThat(HandoverSettings.standard())
                .isEqualTo(new HandoverSettings(0.8, 0.05, HandoverSettings.BrokenTransfer.HOME));
        assertThatThrownBy(() -> MessageDelaysBuilder.builder()
                        .baseSeconds(-1)
                        .jitterSeconds(0)
                        .loss(0)
                        .forgetSlots(10)
                        .quoteSlots(2)
                        .honour(MessageDelays.BilledPrice.QUOTE)
                        .build())
                .hasMessageContaining("baseSeconds");
        assertThatThrownBy(() -> MessageDelaysBuilder.builder()
                        .baseSeconds(0)
                        .jitterSeconds(-1)
                        .loss(0)
                        .forgetSlots(10)
                        .quoteSlots(2)
                        .honour(MessageDelays.BilledPrice.QUOTE)
                        .build())
                .hasMessageContaining("jitterSeconds");
        assertThatThrownBy(() -> MessageDelaysBuilder.builder()
                        .baseSeconds(0)
                        .jitterSeconds(0)
                        .loss(2)
                        .forgetSlots(10)
                        .quoteSlots(2)
                        .honour(MessageDelays.BilledPrice.QUOTE)
                        .build())
                .hasMessageContaining("loss");
        assertThatThrownBy(() -> MessageDelaysBuilder.builder()
                        .baseSeconds(0)
                        .jitterSeconds(0)
                        .loss(0)
                        .forgetSlots(0)
                        .quoteSlots(2)
                        .honour(MessageDelays.BilledPrice.QUOTE)
                        .build())
                .hasMessageContaining("forgetSlots");
        assertThatThrownBy(() -> MessageDelaysBuilder.builder()
                        .baseSeconds(0)
                        .jitterSeconds(0)
                        .loss(0)
                        .forgetSlots(1)
                        .quoteSlots(-1)
                        .honour(MessageDelays.BilledPrice.QUOTE)
                        .build())
                .hasMessageContaining("quoteSlots");
        assertThat(MessageDelays.immediate())
                .isEqualTo(MessageDelaysBuilder.builder()
                        .baseSeconds(0)
                        .jitterSeconds(0)
                        .loss(0)
                        .forgetSlots(10)
                        .quoteSlots(2)
                        .honour(MessageDelays.BilledPrice.QUOTE)
                        .build());
        assertThatThrownBy(() -> new ChannelDynamics(0, 13, 16, false, 2e9)).hasMessageContaining("clearMetres");
        assertThatThrownBy(() -> new ChannelDynamics(10, 0, 16, false, 2e9)).hasMessageContaining("blockedMetres");
        assertThatThrownBy(() -> new ChannelDynamics(10, 13, 0, false, 2e9)).hasMessageContaining("waves");
        assertThatThrownBy(() -> new ChannelDynamics(10, 13, 16, false, 0)).hasMessageContaining("carrierHertz");
        assertThat(ChannelDynamics.standard().withFadingPerSlot(true))
                .isEqualTo(new ChannelDynamics(10, 13, 16, true, 2e9));
        assertThatThrownBy(() -> PricingSettings.standard().withMode(PricingSettings.Mode.STEPS, 0))
                .hasMessageContaining("steps");
        assertThatThrownBy(() -> PricingSettings.standard().withHeadRoom(1)).hasMessageContaining("headRoom");
        assertThatThrownBy(() -> new AerialEnergy(0, 1e3, 0, 0, false)).hasMessageContaining("batteryJoules");
        assertThatThrownBy(() -> new AerialEnergy(1, 1e3, Double.NaN, 0, false)).hasMessageContaining("baseEast");
        assertThatThrownBy(() -> new AerialEnergy(1, 1e3, 0, Double.NaN, false)).hasMessageContaining("baseNorth");
        assertThatThrownBy(() -> new AerialEnergy(1, Checks.LARGEST_AMOUNT * 10, 0, 0, false))
                .hasMessageContaining("chargerWatts");
    }

    @Test
    void rejectsInvalidSetups() {
        var slow = Hamlet.HAMLET.withRules(Hamlet.HAMLET.rules().withOverloadDelay(OverloadDelay.SLOW));
        assertThatThrownBy(() -> Setups.of(slow, Hamlet.QUIET, 0)).hasMessageContaining("overloadDelay must be wait");
        Dynamics moving = Altered.from(Hamlet.QUIET)
                .withMotion(List.of(new Stationary(0, 0), new Stationary(0, 0)), List.of())
                .dynamics();
        assertThat(moving.moves()).isTrue();
        assertThat(Hamlet.QUIET.moves()).isFalse();
        assertThat(Altered.from(Hamlet.QUIET)
                        .withMotion(List.of(), List.of(new Stationary(0, 0)))
                        .dynamics()
                        .moves())
                .isTrue();
        assertThatThrownBy(() -> Setups.of(Hamlet.HAMLET, moving, 0)).hasMessageContaining("network must be");
        assertThatThrownBy(() -> Setups.of(Hamlet.HAMLET, Hamlet.QUIET, -1)).hasMessageContaining("certifyEvery");
        assertThat(Setups.of(Hamlet.lasting(2), Hamlet.QUIET, 0).slotSeconds()).isEqualTo(2);
        assertThat(Dynamics.stationary().aerialEnergy()).isEqualTo(Optional.empty());
        assertThat(Dynamics.stationary().escrow()).isTrue();
    }

    /** 0.01 of a mean weight of 10; slots of 2 s; deadlines of 4 s and one slot more. */
    @Test
    void initialStateHasDerivedConstants() {
        var state = new SimulationState(Setups.of(Hamlet.lasting(2), Hamlet.QUIET, 0));
        assertThat(state.moneyScale).isCloseTo(0.1, within(1e-17));
        assertThat(state.capacities).containsExactly(8e9, 16e9, 16e9);
        assertThat(state.homeCapacity).isEqualTo(4e9);
        assertThat(openRows(state)).as("open rows").isEqualTo(3);
        assertThat(openRows(new SimulationState(Setups.of(Hamlet.lasting(3), Hamlet.QUIET, 0))))
                .isEqualTo(3);
        assertThat(openRows(new SimulationState(Setups.of(Hamlet.HAMLET, Hamlet.QUIET, 0))))
                .isEqualTo(5);
        state.backlog[1] = 3;
        state.backlog[2] = 4;
        state.homeBacklog[1] = 5;
        assertThat(state.totalBacklog()).isEqualTo(7);
        assertThat(state.totalHomeBacklog()).isEqualTo(5);
    }

    private static int openRows(SimulationState state) {
        for (int slot = 0; ; slot++) {
            state.rows.begin(slot, 0);
            if (!state.rows
                    .add(new SlotRow(
                            slot, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS])))
                    .isEmpty()) {
                return slot;
            }
        }
    }

    /** A checkpoint contains the complete state: another state that reads it equals the saved one. */
    @Test
    void checkpointRestoresCompleteState() {
        var energy = new AerialEnergy(1e5, 1_000, 0, 0, false);
        var hamlet = new Hamlet(Hamlet.withEnergy(energy), 7).prepare();
        SimulationState state = hamlet.state;
        hamlet.piece(hamlet.task(0, 6.5), Hamlet.MA1, 0.5, 1e-6);
        state.backlog[1] = 4e9;
        state.homeBacklog[1] = 5e9;
        state.fates[3] = 6;
        state.tally.late = 8;
        state.tally.workLost = 9;
        state.fleet.play(0, 1e9, 1);
        state.soldLots.add(0, 3, 0, 3, 8);
        state.desk.setPrices(new double[] {1, 2, 3}, true);
        state.lastRatios.begin(0, 1);
        state.lastRatios.set(0, 1, 0.25);
        state.lastRatios.endSlot();
        state.mail.count(17);
        state.rows.begin(7, 2);
        state.rows.end(7, true);
        state.rows.add(
                new SlotRow(7, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS])));
        state.accounts.post(0, state.leaderAccount(1), 11, Reason.BILL);
        var copies = new Copies();
        state.exchange(copies);
        SimulationState same = new Hamlet(Hamlet.withEnergy(energy), 0).state;
        same.exchange(copies.read());
        assertThat(copies.isEmpty()).isTrue();
        assertThat(same.slot).isEqualTo(7);
        assertThat(same.backlog).containsExactly(0, 4e9, 0);
        assertThat(same.homeBacklog).containsExactly(0, 5e9);
        assertThat(same.fates).containsExactly(0, 0, 0, 6);
        assertThat(same.tally).usingRecursiveComparison().isEqualTo(state.tally);
        assertThat(same.fleet.joules(0)).isEqualTo(state.fleet.joules(0)).isLessThan(1e5);
        assertThat(same.fleet.spent(0)).isEqualTo(state.fleet.spent(0));
        assertThat(same.soldLots.heldUnits()).isEqualTo(3);
        assertThat(same.desk.prices()).containsExactly(1, 2, 3);
        assertThat(same.mail.sent()).isEqualTo(17);
        assertThat(same.accounts.balance(same.leaderAccount(1))).isEqualTo(11);
        assertThat(same.tasks.rows).isEqualTo(1);
        assertThat(same.pieces.rows).isEqualTo(1);
        same.lastRatios.begin(0, 1);
        same.lastRatios.set(0, 1, 0.5);
        assertThat(same.lastRatios.endSlot()).isEqualTo(0.25);
        assertThat(same.rows.flush())
                .singleElement()
                .matches(row -> row.slot() == 7 && row.of(Metric.DEADLINES) == 0.5);
    }

    @Test
    void endedTaskIsCountedForOwnerAndSlot() {
        var hamlet = new Hamlet(Hamlet.QUIET, 1);
        SimulationState state = hamlet.state;
        state.rows.begin(0, 3);
        int one = hamlet.task(1, 0);
        int piece = hamlet.piece(one, Hamlet.FA1, 0.5, 0);
        state.count(one, true);
        state.count(hamlet.task(1, 0), false);
        state.count(hamlet.task(0, 0), false);
        assertThat(state.fates).containsExactly(1, 0, 2, 1);
        state.rows.add(
                new SlotRow(0, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS])));
        assertThat(state.rows.flush().getFirst().of(Metric.DEADLINES)).isEqualTo(1 / 3.0);
        state.end(piece);
        assertThat(state.pieces.state[piece]).isEqualTo(PieceTable.ENDED);
        assertThat(state.tasks.openPieces[one]).isZero();
        assertThat(state.owner(piece)).isEqualTo(1);
        assertThat(state.agent(1).id()).isEqualTo("WA2");
    }

    @Test
    void metricColumnsAreCamelCase() {
        assertThat(Metric.ARRIVED.column()).isEqualTo("arrived");
        assertThat(Metric.EPS_PRICES_REAL.column()).isEqualTo("epsPricesReal");
        assertThat(Metric.ARRIVED.place()).isZero();
        assertThat(Metric.MET.place()).isEqualTo(1);
        assertThat(Metric.LOTS.unit()).isEqualTo("lots");
        assertThat(Metric.LOTS.meaning()).isEqualTo("sold in tier 2");
    }
}
