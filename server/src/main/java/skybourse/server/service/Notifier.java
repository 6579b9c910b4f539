package skybourse.server.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Wakes requests that wait for a named condition. A request must get its future before it reads the state; otherwise it may miss an event. Thread safe. */
final class Notifier {

    private final ConcurrentHashMap<String, CompletableFuture<Void>> bells = new ConcurrentHashMap<>();

    /** Returns a future that completes at the next signal for a name. */
    CompletableFuture<Void> of(String name) {
        return bells.computeIfAbsent(name, _ -> new CompletableFuture<>());
    }

    void signal(String name) {
        CompletableFuture<Void> bell = bells.remove(name);
        if (bell != null) {
            bell.complete(null);
        }
    }

    /** Waits for a future of {@link #of}, at most a given time. Throws {@link ProblemException} if the thread is interrupted. */
    static void await(CompletableFuture<Void> bell, long nanos) {
        try {
            bell.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // After a timeout, the caller reads the state once more.
        } catch (ExecutionException | InterruptedException _) {
            throw RunningExchange.gone();
        }
    }

    void signalAll() {
        bells.keySet().forEach(this::signal);
    }
}
