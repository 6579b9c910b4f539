package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.RotaryWing;

/** Batteries: a few numbers by hand, and a whole day of flying. */
class FleetTest {

    private static Fleet fleet(double battery, double charger) {
        Dynamics d =
                Setups.moving(1, Messages.immediate(), Optional.of(new AerialEnergy(battery, charger, 0, 0, false)));
        return new Fleet(Setups.REFERENCE, d);
    }

    @Test
    void hoveringAMinuteTakesTenKilojoules() {
        Fleet fleet = fleet(1e6, 1_000);
        for (int slot = 0; slot < 60; slot++) {
            fleet.startSlot();
            fleet.play(0, 0, 0);
        }
        assertThat(fleet.spent(0)).isCloseTo(10_109.05, within(0.01));
    }

    @Test
    void aWayOf300MetresAndAClimbOf100AreWhatTheirPowersSay() {
        double cruise = RotaryWing.standard().powerWatts(AerialEnergy.CRUISE);
        assertThat(cruise * 300 / AerialEnergy.CRUISE).isCloseTo(2_648.62, within(0.1));
        assertThat(AerialEnergy.WEIGHT_NEWTONS * 100).isEqualTo(2_000);
    }

    @Test
    void theyGoHomeInTimeChargeAndComeBack() {
        Fleet fleet = fleet(30_000, 1_000);
        int away = 0;
        int trips = 0;
        int before = Fleet.SERVING;
        for (int slot = 0; slot < 2_000; slot++) {
            fleet.startSlot();
            int lots = fleet.lots(0, 1e6, 5e7);
            fleet.play(0, fleet.isServing(0) ? lots * Setups.REFERENCE.rules().lotWork() : 0, 1);
            assertThat(fleet.joules(0)).isGreaterThanOrEqualTo(0);
            assertThat(fleet.unaccounted(0)).isCloseTo(0, within(1e-6));
            away += fleet.isServing(0) ? 0 : 1;
            trips += before == Fleet.SERVING && fleet.mode(0) != Fleet.SERVING ? 1 : 0;
            before = fleet.mode(0);
        }
        assertThat(trips).isGreaterThan(5);
        assertThat(away).isBetween(100, 1_500);
    }

    @Test
    void lotsThatABatteryCannotDoAreNotSold() {
        Fleet full = fleet(1e5, 1_000);
        int most = full.lots(0, 1e6, 5e7);
        assertThat(most).isPositive();
        // so slow an input that each lot keeps it in the air for minutes
        assertThat(full.lots(0, 1e9, 1e6)).isBetween(0, most - 1);
        Fleet none = new Fleet(Setups.REFERENCE, Setups.ONE_ROUND);
        assertThat(none.lots(0, 1e9, 1e6)).isEqualTo(most);
    }

    @Test
    void aBatteryThatDoesNotReachHomeIsRefused() {
        double least = fleet(1e5, 1_000).leastBattery();
        Dynamics enough =
                Setups.moving(1, Messages.immediate(), Optional.of(new AerialEnergy(least, 1_000, 0, 0, false)));
        Simulation simulation = Simulation.begin(Setups.of(Setups.REFERENCE, enough, 0));
        for (int slot = 0; slot < 300; slot++) {
            simulation.play(_ -> {});
        }
        Dynamics little =
                Setups.moving(1, Messages.immediate(), Optional.of(new AerialEnergy(0.99 * least, 1_000, 0, 0, false)));
        assertThatThrownBy(() -> Setups.of(Setups.REFERENCE, little, 0))
                .hasMessageContaining("batteryJoules must be at least");
    }

    @Test
    void aChargerMustPutInMoreThanHoveringTakes() {
        assertThatThrownBy(() -> new AerialEnergy(1e5, 168, 0, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chargerWatts must be above what hovering draws");
    }
}
