package skybourse.server.selling;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Outage of a service. Reports its start and its end once, however many requests fail. Thread safe. */
final class Outage {

    private final String service;
    private final Consumer<String> lines;
    private final Set<Object> failing = new HashSet<>();
    private boolean isReported;

    /**
     * Creates an outage that has not started.
     *
     * @param service name of the service, at the start of a sentence
     * @param lines receives the reports
     */
    Outage(String service, Consumer<String> lines) {
        this.service = service;
        this.lines = lines;
    }

    /** Starts the outage if it has not started. It lasts until each failing request is answered or given up, and one is answered. */
    synchronized void failed(Object request, String reason) {
        failing.add(request);
        if (!isReported) {
            isReported = true;
            lines.accept(service + " cannot be used: " + reason + ". Trying again.");
        }
    }

    synchronized void answered(Object request) {
        failing.remove(request);
        if (isReported && failing.isEmpty()) {
            isReported = false;
            lines.accept(service + " can be used again.");
        }
    }

    /** Returns whether the outage has started. */
    synchronized boolean isReported() {
        return isReported;
    }

    synchronized void givenUp(Object request) {
        failing.remove(request);
    }
}
