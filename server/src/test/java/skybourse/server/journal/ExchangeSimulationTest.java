package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.server.journal.SimulatedDisk.Fault;

/** {@code -Dexchange.seeds=100000} plays as many exchanges through faults of network, disk and clock. */
class ExchangeSimulationTest {

    private static final int SEEDS = Integer.getInteger("exchange.seeds", 40);
    private static final int MOST_SEEDS = Integer.getInteger("exchange.faults", 1_000);

    @Test
    void whatWasAnsweredIsKeptOnceThroughAllFaults() {
        long cuts = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                cuts += new SimulatedExchange(seed, Fault.NONE).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(cuts).isGreaterThan(2L * SEEDS);
        System.out.println(SEEDS + " seeds, " + cuts + " cuts, 0 violations");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsFound(Fault fault) {
        for (int seed = 1; seed <= MOST_SEEDS; seed++) {
            try {
                new SimulatedExchange(seed, fault).play();
            } catch (AssertionError | RuntimeException e) {
                System.out.println(fault + " found with seed " + seed + ": "
                        + String.valueOf(e.getMessage())
                                .lines()
                                .filter(l -> !l.isBlank())
                                .findFirst()
                                .orElse(""));
                return;
            }
        }
        throw new AssertionError(fault + " was not found in " + MOST_SEEDS + " seeds");
    }
}
