package skybourse.server.service;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** When each agent was heard of last. Who waits for an answer is heard of all the time. */
final class Presence {

    private final long startMillis;
    private final Map<String, Long> heard = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();

    /** Starts as if everybody had been heard of now: nobody could ask before. */
    Presence(long startMillis) {
        this.startMillis = startMillis;
    }

    synchronized void heard(String agent, long now) {
        heard.put(agent, now);
    }

    /** An agent begins to wait, or with -1 ends it. */
    synchronized void waits(String agent, int change) {
        waiting.merge(agent, change, Integer::sum);
        waiting.remove(agent, 0);
    }

    /** Returns how many requests wait. */
    synchronized int waiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns which agents have not been heard of since a time. */
    synchronized SortedSet<String> silent(Iterable<String> agents, long since) {
        SortedSet<String> silent = new TreeSet<>();
        for (String agent : agents) {
            if (!waiting.containsKey(agent) && heard.getOrDefault(agent, startMillis) < since) {
                silent.add(agent);
            }
        }
        return silent;
    }
}
