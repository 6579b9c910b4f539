package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LocalSweepEngineTest {

    @Nested
    class OneThread extends SweepEngineContract {
        @Override
        SweepEngine engine() {
            return new LocalSweepEngine(1);
        }
    }

    @Nested
    class FourThreads extends SweepEngineContract {
        @Override
        SweepEngine engine() {
            return new LocalSweepEngine(4);
        }
    }

    @Test
    void callingThreadReceivesResults() {
        Sweep sweep = HalvingTask.sweep(1L, 2L);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        new LocalSweepEngine(4).run(sweep, sweep.cells(), _ -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void interruptedThreadStaysInterrupted() {
        Sweep sweep = HalvingTask.sweep(1L);
        Thread.currentThread().interrupt();
        try {
            new LocalSweepEngine(1).run(sweep, sweep.cells(), _ -> {});
            throw new AssertionError("an interrupted run ended normally");
        } catch (IllegalStateException stopped) {
            assertThat(stopped).hasMessage("interrupted while cells ran");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Two cells that need all memory run one after the other for any number of threads; the task waits for another in vain. */
    @Test
    void cellsRunConcurrentlyIfMemorySuffices() {
        assertThat(mostConcurrentCells(1, false)).isEqualTo(2);
        assertThat(mostConcurrentCells(Integer.MAX_VALUE, false)).isEqualTo(1);
    }

    /** Times would be wrong beside another cell. */
    @Test
    void timedCellsRunAlone() {
        assertThat(mostConcurrentCells(2, true)).isEqualTo(1);
    }

    /** Returns the largest number of cells of this size that ran at the same time. */
    private static int mostConcurrentCells(int mebibytes, boolean isTimed) {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        CellTask task = large(mebibytes, isTimed, () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            two.countDown(); // after counting: a waiting cell may continue at once
            two.await(mebibytes == 1 ? 60_000 : 50, TimeUnit.MILLISECONDS);
            return running.decrementAndGet();
        });
        Sweep sweep = new Sweep("large", task, new LinkedHashMap<>(), List.of(1L, 2L), ScenarioSource.none());
        new LocalSweepEngine(2)
                .run(sweep, sweep.cells(), result -> assertThat(result).isInstanceOf(CellResult.Done.class));
        return most.get();
    }

    /** Returns a task that states its memory. */
    private static CellTask large(int mebibytes, boolean isTimed, Callable<Integer> work) {
        return CellTask.of(
                        "large",
                        new LinkedHashMap<>(),
                        List.of(new MeasuredColumn("left", "1", "made up", isTimed)),
                        (_, _) -> {},
                        (_, _, _) -> List.of(new double[] {call(work)}))
                .withMebibytes(_ -> mebibytes);
    }

    private static int call(Callable<Integer> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rejectsZeroThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalSweepEngine(0))
                .withMessageContaining("threads");
    }
}
