package skybourse.base.scenario;

import skybourse.base.numeric.TaskRunner;

/** Links of one scenario, queried agent by agent. Safe for several threads. */
public interface ScenarioLinks {

    /** Smallest quality of a link. */
    double LEAST_QUALITY = 1e-3;

    /**
     * Computes the links of all wireless agents on the calling thread and stores them, for callers that query them more than once. Relay rates are
     * not stored.
     */
    static ScenarioLinks cached(Scenario scenario) {
        return cached(scenario, TaskRunner.CALLER);
    }

    /** Computes the links of all wireless agents on the threads of {@code tasks} and stores them. Relay rates are not stored. */
    static ScenarioLinks cached(Scenario scenario, TaskRunner tasks) {
        return CachedLinks.of(scenario, tasks);
    }

    /**
     * Returns the links of one wireless agent.
     *
     * @param wirelessAgent index into {@link Scenario#wirelessAgents()}
     */
    AgentLinks of(int wirelessAgent);

    /**
     * Returns the rate from a leader to an aerial agent in bit/s, 0 without a link.
     *
     * @param leader index into {@link Scenario#leaders()}
     * @param aerialAgent index into {@link Scenario#aerialAgents()}
     */
    double relayBitsPerSecond(int leader, int aerialAgent);
}
