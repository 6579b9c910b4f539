package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.server.journal.SimulatedDisk.Fault;
import skybourse.venue.event.RoundPrices;

/**
 * {@code -Dexchange.seeds=100000} simulates that many exchanges with faults of network, disk and clock, on all
 * processors.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
class ExchangeSimulationTest {

    private static final int SEEDS = Integer.getInteger("exchange.seeds", 40);
    private static final int MOST_SEEDS = Integer.getInteger("exchange.faults", 1_000);

    private final Map<List<Object>, RoundPrices> prices = new ConcurrentHashMap<>();

    @Tag("slow")
    @Test
    void repliedCommandsSurviveAllFaultsOnce() {
        var played = new AtomicInteger();
        long cuts = IntStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToLong(seed -> {
                    try {
                        return new SimulatedExchange(seed, Fault.NONE, prices).play();
                    } catch (AssertionError | RuntimeException e) {
                        throw new AssertionError("seed " + seed, e);
                    } finally {
                        int count = played.incrementAndGet();
                        if (count % 10_000 == 0) {
                            System.out.println(count + " seeds of " + SEEDS);
                        }
                    }
                })
                .sum();
        assertThat(cuts).isGreaterThan(2L * SEEDS);
        System.out.println(SEEDS + " seeds, " + cuts + " cuts, 0 violations");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void injectedFaultsAreFound(Fault fault) {
        for (int seed = 1; seed <= MOST_SEEDS; seed++) {
            try {
                new SimulatedExchange(seed, fault, prices).play();
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
