package skybourse.server.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What those who wait listen for, by name. Whoever took a bell before it looked misses nothing that happens after. */
final class Bells {

    private final ConcurrentHashMap<String, CompletableFuture<Void>> bells = new ConcurrentHashMap<>();

    /** Returns what ends when the bell is rung next. */
    CompletableFuture<Void> of(String name) {
        return bells.computeIfAbsent(name, _ -> new CompletableFuture<>());
    }

    void ring(String name) {
        CompletableFuture<Void> bell = bells.remove(name);
        if (bell != null) {
            bell.complete(null);
        }
    }

    void ringAll() {
        bells.keySet().forEach(this::ring);
    }
}
