package skybourse.server.service;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Time of each agent's last request. An agent with a waiting request counts as active. Thread safe. */
final class AgentActivity {

    private final long startMillis;
    private final Map<String, Long> heard = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();

    /** Counts all agents as active at the start, milliseconds of the market's clock, because they could send no request before. */
    AgentActivity(long startMillis) {
        this.startMillis = startMillis;
    }

    synchronized void record(String agent, long now) {
        heard.put(agent, now);
    }

    /** Adds a waiting request of an agent or, with -1, removes one. */
    synchronized void addWaiting(String agent, int change) {
        waiting.merge(agent, change, Integer::sum);
        waiting.remove(agent, 0);
    }

    /** Returns the number of waiting requests. */
    synchronized int waiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the agents without a waiting request whose last request was before a time, milliseconds of the market's clock. */
    synchronized SortedSet<String> inactive(Iterable<String> agents, long since) {
        SortedSet<String> silent = new TreeSet<>();
        for (String agent : agents) {
            if (!waiting.containsKey(agent) && heard.getOrDefault(agent, startMillis) < since) {
                silent.add(agent);
            }
        }
        return silent;
    }
}
