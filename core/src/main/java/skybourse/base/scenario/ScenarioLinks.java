package skybourse.base.scenario;

import skybourse.base.numeric.TaskRunner;

/** Links of one scenario, queried agent by agent. Safe for several threads. */
public interface ScenarioLinks {

    /** Smallest quality of a link. */
    double LEAST_QUALITY = 1e-3;

    /** Computes all links of a scenario on the calling thread and stores them, for callers that query them more than once. */
    static ScenarioLinks cached(Scenario scenario) {
        return cached(scenario, TaskRunner.CALLER);
    }

    /** Computes all links of a scenario on the threads of {@code tasks} and stores them. */
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
