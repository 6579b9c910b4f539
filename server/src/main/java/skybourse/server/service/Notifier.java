package skybourse.server.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

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

    void signalAll() {
        bells.keySet().forEach(this::signal);
    }
}
