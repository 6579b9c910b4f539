package skybourse.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileGateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private FileGate gate = new FileGate(LONG);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> written = new ArrayList<>();

    /** A writing that passes the gate again while it is held, as folders do for their files. */
    private final Thread writer = Thread.ofPlatform()
            .daemon()
            .unstarted(() -> gate.pass(() -> {
                written.add("first");
                begun.countDown();
                awaitQuietly(goOn);
                gate.pass(() -> written.add("second"));
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
        Thread closing = Thread.ofPlatform().start(() -> gate.close());
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(written).containsExactly("first");
        goOn.countDown();
        closing.join();
        assertThat(written).containsExactly("first", "second");
        Thread late = Thread.ofPlatform().daemon().start(() -> gate.pass(() -> written.add("late")));
        while (late.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(written).containsExactly("first", "second");
    }

    @Test
    void theEndDoesNotWaitForEverForAWritingThatHangs() throws InterruptedException {
        gate = new FileGate(Duration.ofMillis(1));
        holdTheWriter();
        assertThat(gate.close()).isFalse();
        goOn.countDown();
        writer.join();
        assertThat(gate.close()).isTrue();
    }

    @Test
    void whoWaitsLongerThanTheLimitWritesNothing() throws InterruptedException {
        gate = new FileGate(Duration.ofMillis(1));
        holdTheWriter();
        assertThatThrownBy(() -> gate.pass(() -> written.add("behind it")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another file takes too long");
        goOn.countDown();
        writer.join();
        gate.close();
        assertThatThrownBy(() -> gate.pass(() -> written.add("late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the program is ending");
        assertThat(written).containsExactly("first", "second");
    }

    @Test
    void whoIsInterruptedWritesNothingAndClosesNothing() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gate.pass(() -> written.add("interrupted")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing was written: interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(gate.close()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        gate.pass(() -> written.add("open"));
        assertThat(written).containsExactly("open");
    }

    @Test
    void aClosedGateIsClosedAgainByAnother() throws InterruptedException {
        assertThat(gate.close()).isTrue();
        List<Boolean> closed = new ArrayList<>();
        Thread other = Thread.ofPlatform().start(() -> closed.add(gate.close()));
        other.join();
        assertThat(closed).containsExactly(true);
    }
}
