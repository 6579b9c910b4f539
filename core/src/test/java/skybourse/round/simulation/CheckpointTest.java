package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.dynamics.SlotRow;
import skybourse.testing.Cases;
import skybourse.testing.Copies;

/** A simulation that is saved and resumed has the same results as an uninterrupted one. */
class CheckpointTest {

    /** Prices are certified in the first slot and in the twenty-first, so 24 slots are enough for the fast tests. */
    private static final int SLOTS = Math.max(24, Cases.share(40));

    private static List<String> slots(SimulationSetup setup, int slots, int stopEvery) {
        List<String> results = new ArrayList<>();
        Simulation simulation = Simulation.begin(setup);
        for (int i = 0; i < slots; i++) {
            SlotResult slot = simulation.play();
            results.add(text(slot));
            if (stopEvery > 0 && (i + 1) % stopEvery == 0) {
                var copies = new Copies();
                simulation.serialize(copies);
                copies.read();
                simulation = Simulation.resume(setup, copies);
                assertThat(copies.isEmpty()).isTrue();
            }
        }
        simulation.remainingRows().forEach(row -> results.add(text(row)));
        return results;
    }

    private static String text(SlotResult slot) {
        StringBuilder text = new StringBuilder();
        text.append(slot.leaders()).append(slot.aerialAgents()).append(slot.ledger());
        for (double place : slot.places()) {
            text.append(' ').append(place);
        }
        slot.complete().forEach(row -> text.append(text(row)));
        return text.toString();
    }

    private static String text(SlotRow row) {
        StringBuilder text = new StringBuilder("\nslot " + row.slot());
        for (double value : row.values()) {
            text.append(' ').append(value);
        }
        return text.toString();
    }

    private static void assertResumeIsIdentical(SimulationSetup setup) {
        List<String> uninterrupted = slots(setup, SLOTS, 0);
        assertThat(slots(setup, SLOTS, 1)).isEqualTo(uninterrupted);
        assertThat(slots(setup, SLOTS, 7)).isEqualTo(uninterrupted);
    }

    @Test
    void resumedStationaryMarketIsIdentical() {
        assertResumeIsIdentical(Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 20));
    }

    /** Slots shorter than transfers: agents without offers have pieces in transfer, in a market with constant links. */
    @Test
    void resumedMarketWithLongTransfersIsIdentical() {
        Rules r = Setups.REFERENCE.rules();
        Scenario brief = Setups.REFERENCE.withRules(r.withRoundSeconds(0.015)
                .withLotWork(r.lotWork() / 64)
                .withExpectedResalePrice(OptionalDouble.empty()));
        Dynamics moving = Setups.moving(20, MessageDelays.immediate(), Optional.empty());
        assertResumeIsIdentical(SimulationSetupBuilder.builder()
                .scenario(brief)
                .dynamics(moving)
                .seed(1)
                .frozen(true)
                .solver(Setups.solver())
                .certifyEvery(0)
                .mechanism(Setups::rule)
                .tasks(TaskRunner.CALLER)
                .build());
        assertResumeIsIdentical(Setups.of(brief, moving, 0));
    }

    @Test
    void resumedMovingMarketIsIdentical() {
        var energy = new AerialEnergy(20_000, 2_000, 0, 0, true);
        assertResumeIsIdentical(
                Setups.of(Setups.REFERENCE, Setups.moving(1, MessageDelays.immediate(), Optional.of(energy)), 20));
    }

    @Tag("slow")
    @Test
    void resumedMarketWithStaleInformationIsIdentical() {
        MessageDelays late = MessageDelays.immediate().withTravel(0.5, 1, 0.2);
        assertResumeIsIdentical(Setups.of(Setups.REFERENCE, Setups.moving(0.8, late, Optional.empty()), 20));
    }
}
