package skybourse.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileGateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final FileGate gate = new FileGate();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> written = new ArrayList<>();

    /** A writing that passes the gate again while it is held, as folders do for their files. */
    private final Thread writer = Thread.ofPlatform()
            .daemon()
            .unstarted(() -> gate.through(() -> {
                written.add("first");
                begun.countDown();
                awaitQuietly(goOn);
                gate.through(() -> written.add("second"));
            }));

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void holdTheWriter() {
        writer.start();
        awaitQuietly(begun);
    }

    @AfterEach
    void letGo() throws InterruptedException {
        goOn.countDown();
        writer.join();
    }

    @Test
    void aWritingThatHasBegunIsFinishedAndNoneBeginsAfterTheGateIsClosed() throws InterruptedException {
        holdTheWriter();
        Thread closing = Thread.ofPlatform().start(() -> gate.close(LONG));
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(written).containsExactly("first");
        goOn.countDown();
        closing.join();
        assertThat(written).containsExactly("first", "second");
        Thread late = Thread.ofPlatform().daemon().start(() -> gate.through(() -> written.add("late")));
        while (late.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(written).containsExactly("first", "second");
    }

    @Test
    void theEndDoesNotWaitForEverForAWritingThatHangs() throws InterruptedException {
        holdTheWriter();
        assertThat(gate.close(Duration.ofMillis(1))).isFalse();
        goOn.countDown();
        writer.join();
        assertThat(gate.close(LONG)).isTrue();
    }
}
