package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {

    @Test
    void everyPieceRunsOnce() {
        for (int threads = 1; threads <= 5; threads++) {
            for (int count : new int[] {0, 1, 2, 7, 300}) {
                var runs = new AtomicIntegerArray(count);
                TaskRunner.of(threads).run(count, 1, runs::incrementAndGet);
                for (int i = 0; i < count; i++) {
                    assertThat(runs.get(i))
                            .as("%d of %d on %d", i, count, threads)
                            .isEqualTo(1);
                }
            }
        }
    }

    @Test
    void resultsKeepOrderOfPieces() {
        assertThat(TaskRunner.of(3).map(100, 1, i -> i * i, Integer[]::new))
                .isEqualTo(TaskRunner.CALLER.map(100, 1, i -> i * i, Integer[]::new))
                .startsWith(0, 1, 4, 9);
    }

    /** Each piece waits until all three have started. */
    @Test
    void usesRequestedNumberOfThreads() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        var begun = new CountDownLatch(3);
        TaskRunner.of(3).run(3, 1, _ -> {
            seen.add(Thread.currentThread());
            begun.countDown();
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(seen).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void fewPiecesRunOnCallersThread() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        TaskRunner.of(8).run(19, 10, _ -> seen.add(Thread.currentThread()));
        TaskRunner.of(1).run(1_000, 1, _ -> seen.add(Thread.currentThread()));
        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @Test
    void exceptionOfPieceReachesCaller() {
        for (TaskRunner tasks : new TaskRunner[] {TaskRunner.CALLER, TaskRunner.of(2)}) {
            assertThatThrownBy(() -> tasks.run(50, 1, i -> Checks.positive(i - 49, "piece")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("piece");
            assertThatThrownBy(() -> tasks.run(4, 1, _ -> {
                        throw new AssertionError("no");
                    }))
                    .isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> TaskRunner.of(0)).hasMessageContaining("threads");
    }
}
