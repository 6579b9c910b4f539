package skybourse.server.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import skybourse.venue.AgentView;
import skybourse.venue.ExchangeEngine;

/** Record of the time of each agent's last request. An agent with a waiting request counts as active. Thread safe. */
final class AgentActivity {

    private final long startMillis;
    private final Map<String, Long> heard = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();

    /**
     * Creates a record in which all agents were active at the start, because they could not send a request before it. The time of the start is in
     * milliseconds of the market's clock.
     */
    AgentActivity(long startMillis) {
        this.startMillis = startMillis;
    }

    synchronized void record(String agent, long now) {
        heard.put(agent, now);
    }

    /** Changes the number of an agent's waiting requests by {@code change}, which is 1 or -1. */
    synchronized void addWaiting(String agent, int change) {
        waiting.merge(agent, change, Integer::sum);
        waiting.remove(agent, 0);
    }

    /** Returns the number of waiting requests of all agents. */
    synchronized int waiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Returns the agents that take part in a market and have been inactive for two rounds; none if rounds are closed only on request.
     *
     * @param now milliseconds of the market's clock
     * @param roundSeconds length of a round, s; 0 if rounds are closed only on request
     */
    SortedSet<String> inactive(ExchangeEngine market, long now, double roundSeconds) {
        List<String> present = market.agents().stream()
                .filter(AgentView::isPresent)
                .map(AgentView::id)
                .toList();
        return roundSeconds > 0 ? inactive(present, now - (long) (2_000 * roundSeconds)) : new TreeSet<>();
    }

    /** Returns those of {@code agents} that have no waiting request and whose last request was before {@code since}, milliseconds of the market's clock. */
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
