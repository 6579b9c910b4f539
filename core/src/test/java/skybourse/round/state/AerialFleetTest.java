package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.RotaryWing;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.FlightEnergy;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Setups;
import skybourse.round.simulation.Hamlet;
import skybourse.round.simulation.Simulation;
import skybourse.testing.Cases;
import skybourse.testing.Copies;

/** Battery energy: manual calculations, and a simulation with the smallest battery. */
public class AerialFleetTest {

    /** Slots in which aerial agents with the smallest battery fly. */
    private static final int SLOTS = Integer.getInteger("fleet.slots", Math.max(100, Cases.share(300)));

    private static AerialFleet fleet(double battery, double charger) {
        Dynamics d = Setups.moving(
                1, MessageDelays.immediate(), Optional.of(new AerialEnergy(battery, charger, 0, 0, false)));
        return new AerialFleet(Setups.REFERENCE, d, new EnergyAccounts(Setups.REFERENCE));
    }

    /** Sets the state of the only agent of a fleet. */
    public static void put(AerialFleet fleet, AerialMode mode, double joules, double flightLeft) {
        var copies = new Copies();
        copies.give(new int[] {mode.code()});
        copies.give(new double[] {joules});
        copies.give(new double[] {flightLeft});
        copies.give(new double[1]);
        copies.give(new double[1]);
        fleet.exchange(copies);
    }

    @Test
    void hoveringEnergyMatchesManualCalculation() {
        AerialFleet fleet = fleet(1e6, 1_000);
        for (int slot = 0; slot < 60; slot++) {
            fleet.startSlot();
            fleet.play(0, 0, 0);
        }
        assertThat(fleet.spent(0)).isCloseTo(10_109.05, within(0.01));
    }

    @Test
    void flightAndClimbEnergyMatchManualCalculation() {
        double cruise = RotaryWing.standard().powerWatts(AerialEnergy.CRUISE);
        assertThat(cruise * 300 / AerialEnergy.CRUISE).isCloseTo(2_648.62, within(0.1));
        assertThat(AerialEnergy.WEIGHT_NEWTONS * 100).isEqualTo(2_000);
    }

    @Test
    void aerialAgentsReturnToChargeInTime() {
        AerialFleet fleet = fleet(30_000, 1_000);
        int away = 0;
        int trips = 0;
        AerialMode before = AerialMode.SERVING;
        for (int slot = 0; slot < 2_000; slot++) {
            fleet.startSlot();
            int lots = fleet.lots(0, 1e6, 5e7);
            fleet.play(0, fleet.isServing(0) ? lots * Setups.REFERENCE.rules().lotWork() : 0, 1);
            assertThat(fleet.joules(0)).isGreaterThanOrEqualTo(0);
            assertThat(fleet.unaccounted(0)).isCloseTo(0, within(1e-6));
            away += fleet.isServing(0) ? 0 : 1;
            trips += before == AerialMode.SERVING && fleet.mode(0) != AerialMode.SERVING ? 1 : 0;
            before = fleet.mode(0);
        }
        assertThat(trips).isGreaterThan(5);
        assertThat(away).isBetween(100, 1_500);
    }

    @Test
    void batteryLimitsOfferedLots() {
        AerialFleet full = fleet(1e5, 1_000);
        int most = full.lots(0, 1e6, 5e7);
        assertThat(most).isPositive();
        // the input is so slow that each lot takes minutes of hovering
        assertThat(full.lots(0, 1e9, 1e6)).isBetween(0, most - 1);
        AerialFleet none = new AerialFleet(Setups.REFERENCE, Setups.ONE_ROUND, new EnergyAccounts(Setups.REFERENCE));
        assertThat(none.lots(0, 1e9, 1e6)).isEqualTo(most);
    }

    @Tag("slow")
    @Test
    void rejectsTooSmallBattery() {
        Dynamics energetic =
                Setups.moving(1, MessageDelays.immediate(), Optional.of(new AerialEnergy(1e5, 1_000, 0, 0, false)));
        double least = new FlightEnergy(Setups.REFERENCE, energetic).leastBatteryJoules();
        Dynamics enough =
                Setups.moving(1, MessageDelays.immediate(), Optional.of(new AerialEnergy(least, 1_000, 0, 0, false)));
        Simulation simulation = Simulation.begin(Setups.of(Setups.REFERENCE, enough, 0));
        for (int slot = 0; slot < SLOTS; slot++) {
            simulation.play();
        }
        Dynamics little = Setups.moving(
                1, MessageDelays.immediate(), Optional.of(new AerialEnergy(0.99 * least, 1_000, 0, 0, false)));
        assertThatThrownBy(() -> Setups.of(Setups.REFERENCE, little, 0))
                .hasMessageContaining("batteryJoules must be at least");
    }

    @Test
    void chargerMustExceedHoveringPower() {
        assertThatThrownBy(() -> new AerialEnergy(1e5, 168, 0, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chargerWatts must be above the hovering power");
    }

    /** A drone 100 m above a base 365.9 m away: 20 s each way at 18.295 m/s, 2 kJ for each climb. */
    private static final AerialEnergy FAR = new AerialEnergy(50_000, 1_000, 365.9, 0, false);

    private static final double HOVER = RotaryWing.standard().powerWatts(0);
    private static final double CRUISE = RotaryWing.standard().powerWatts(18.295);

    private static AerialFleet drone(AerialEnergy energy) {
        return new AerialFleet(Hamlet.HAMLET, Hamlet.withEnergy(energy), new EnergyAccounts(Hamlet.HAMLET));
    }

    /** The reserve for the return is 1.2 times the flight and the climb. */
    private static final double RETURN_RESERVE = 1.2 * (20 * CRUISE + 2_000);

    @Test
    void returnTripMatchesManualCalculation() {
        AerialFleet fleet = drone(FAR);
        put(fleet, AerialMode.RETURNING, 10_000, 20);
        for (int slot = 0; slot < 20; slot++) {
            assertThat(fleet.mode(0)).isEqualTo(AerialMode.RETURNING);
            fleet.play(0, 0, 0);
        }
        assertThat(fleet.mode(0)).isEqualTo(AerialMode.CHARGING);
        double home = 10_000 - 20 * CRUISE - 2_000;
        assertThat(fleet.joules(0)).isCloseTo(home, within(1e-6));
        int slots = 0;
        while (fleet.mode(0) == AerialMode.CHARGING) {
            fleet.play(0, 0, 0);
            slots++;
        }
        // charging to 45 kJ at 1 kW; the rest of the last second is flight
        double seconds = (45_000 - home) / 1_000;
        assertThat(slots).isEqualTo((int) Math.ceil(seconds));
        assertThat(fleet.mode(0)).isEqualTo(AerialMode.OUTBOUND);
        assertThat(fleet.joules(0)).isCloseTo(45_000 - (slots - seconds) * CRUISE, within(1e-6));
        for (int slot = 0; slot < 20; slot++) {
            assertThat(fleet.mode(0)).isEqualTo(AerialMode.OUTBOUND);
            fleet.play(0, 0, 0);
        }
        // it arrives within the slot and hovers for the rest
        double there = 45_000 - 20 * CRUISE - 2_000 - (20 - (20 - (slots - seconds))) * HOVER;
        assertThat(fleet.mode(0)).isEqualTo(AerialMode.SERVING);
        assertThat(fleet.joules(0)).isCloseTo(there, within(1e-6));
        assertThat(fleet.spent(0)).isCloseTo(10_000 + 1_000 * seconds - there, within(1e-6));
    }

    /** Lots of 2 J and 0.5 s each, and hovering for at least the slot. */
    @Test
    void offeredLotsKeepReserveForReturn() {
        AerialFleet fleet = drone(FAR);
        assertThat(fleet.lots(0, 4e6, 1e8)).as("two fit in a slot").isEqualTo(2);
        double two = 4 + HOVER * 1.08 + RETURN_RESERVE;
        put(fleet, AerialMode.SERVING, two + 1e-6, 0);
        assertThat(fleet.lots(0, 4e6, 1e8)).isEqualTo(2);
        put(fleet, AerialMode.SERVING, two - 1e-6, 0);
        assertThat(fleet.lots(0, 4e6, 1e8)).isEqualTo(1);
        put(fleet, AerialMode.SERVING, 2 + HOVER + RETURN_RESERVE - 1e-6, 0);
        assertThat(fleet.lots(0, 4e6, 1e8)).isZero();
        AerialFleet unlimited = new AerialFleet(Hamlet.HAMLET, Hamlet.QUIET, new EnergyAccounts(Hamlet.HAMLET));
        assertThat(unlimited.lots(0, 4e6, 1e8)).isEqualTo(2);
        assertThat(unlimited.charge(0)).isEqualTo(1);
        assertThat(unlimited.unaccounted(0)).isZero();
        unlimited.startSlot();
        unlimited.play(0, 4e9, 1);
        assertThat(unlimited.spent(0)).isZero();
        assertThat(unlimited.repricesByCharge()).isFalse();
        assertThat(unlimited.seller(0)).isSameAs(Hamlet.HAMLET.aerialAgents().getFirst());
    }

    @Test
    void agentWithoutEnergyForOneLotReturns() {
        AerialFleet fleet = drone(FAR);
        put(fleet, AerialMode.SERVING, 2 + HOVER + RETURN_RESERVE + 1e-6, 0);
        fleet.startSlot();
        assertThat(fleet.serving()).isEqualTo(1);
        put(fleet, AerialMode.SERVING, 2 + HOVER + RETURN_RESERVE - 1e-6, 0);
        fleet.startSlot();
        assertThat(fleet.isServing(0)).isFalse();
        assertThat(fleet.serving()).isZero();
        assertThat(fleet.mode(0)).isEqualTo(AerialMode.RETURNING);
        for (int slot = 0; slot < 19; slot++) {
            fleet.play(0, 0, 0);
        }
        assertThat(fleet.mode(0)).isEqualTo(AerialMode.RETURNING);
        fleet.play(0, 0, 0);
        assertThat(fleet.mode(0)).isEqualTo(AerialMode.CHARGING);
    }

    @Test
    void servingSlotSpendsComputingAndHoveringEnergy() {
        AerialFleet fleet = drone(FAR);
        fleet.play(0, 4e9, 1.25);
        assertThat(fleet.spent(0)).isCloseTo(4 + 1.25 * HOVER, within(1e-9));
        fleet.play(0, 0, 0.5);
        assertThat(fleet.spent(0)).isCloseTo(4 + 2.25 * HOVER, within(1e-9));
        assertThat(fleet.joules(0)).isCloseTo(50_000 - 4 - 2.25 * HOVER, within(1e-9));
        assertThat(fleet.unaccounted(0)).isCloseTo(0, within(1e-9));
        assertThat(fleet.charge(0)).isEqualTo(fleet.joules(0) / 50_000);
    }

    /** {@code beta (E_max / E - 1)}: at a quarter of the charge the price is three times beta. */
    @Test
    void batteryPriceMayDependOnCharge() {
        AerialFleet fleet = drone(new AerialEnergy(50_000, 1_000, 0, 0, true));
        assertThat(fleet.repricesByCharge()).isTrue();
        assertThat(fleet.seller(0).batteryPrice()).isZero();
        put(fleet, AerialMode.SERVING, 12_500, 0);
        assertThat(fleet.seller(0).batteryPrice()).isEqualTo(1.5);
        AerialFleet fixed = drone(FAR);
        put(fixed, AerialMode.SERVING, 12_500, 0);
        assertThat(fixed.repricesByCharge()).isFalse();
        assertThat(fixed.seller(0).batteryPrice()).isEqualTo(0.5);
    }

    /** Outbound flight, one slot with one lot, and the return, with 0.9 of a full charge. */
    @Test
    void smallestBatteryCoversTripWithOneLot() {
        double trip = 20 * CRUISE + 2_000 + 2 + HOVER + RETURN_RESERVE;
        assertThat(new FlightEnergy(Hamlet.HAMLET, Hamlet.withEnergy(FAR)).leastBatteryJoules())
                .isCloseTo(trip / 0.9, within(1e-6));
    }

    /** Initial energy plus charged minus spent energy must equal the battery's energy. */
    @Test
    void unaccountedEnergyIsDetected() {
        var copies = new Copies();
        copies.give(new int[] {AerialMode.SERVING.code()});
        copies.give(new double[] {49_999});
        copies.give(new double[1]);
        copies.give(new double[] {30});
        copies.give(new double[] {20});
        AerialFleet fleet = drone(FAR);
        fleet.exchange(copies);
        assertThat(fleet.unaccounted(0)).isCloseTo(11, within(1e-9));
    }
}
