package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LocalEngineTest {

    @Nested
    class OneThread extends SweepEngineContract {
        @Override
        SweepEngine engine() {
            return new LocalEngine(1);
        }
    }

    @Nested
    class FourThreads extends SweepEngineContract {
        @Override
        SweepEngine engine() {
            return new LocalEngine(4);
        }
    }

    @Test
    void resultsAreToldByTheThreadThatAsked() {
        Sweep sweep = HalvingTask.sweep(1L, 2L);
        Set<Thread> tellers = ConcurrentHashMap.newKeySet();
        new LocalEngine(4).run(sweep, sweep.cells(), _ -> tellers.add(Thread.currentThread()));
        assertThat(tellers).containsExactly(Thread.currentThread());
    }

    @Test
    void whoIsInterruptedStaysInterrupted() {
        Sweep sweep = HalvingTask.sweep(1L);
        Thread.currentThread().interrupt();
        try {
            new LocalEngine(1).run(sweep, sweep.cells(), _ -> {});
            throw new AssertionError("an interrupted run came to an end");
        } catch (IllegalStateException stopped) {
            assertThat(stopped).hasMessage("interrupted while cells ran");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void itNeedsAThread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalEngine(0))
                .withMessageContaining("threads");
    }
}
