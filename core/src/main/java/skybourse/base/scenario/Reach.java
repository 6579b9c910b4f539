package skybourse.base.scenario;

import skybourse.base.numeric.TaskRunner;

/** Who can talk to whom in one scenario, prepared once and then asked agent by agent; safe for several threads. */
public interface Reach {

    /** Qualities below this are no link. */
    double LEAST_QUALITY = 1e-3;

    /** Returns the links of a scenario, all worked out now and kept: for whoever asks for them more than once. */
    static Reach kept(Scenario world) {
        return kept(world, TaskRunner.CALLER);
    }

    /** Returns the same, worked out by tasks. */
    static Reach kept(Scenario world, TaskRunner tasks) {
        return KeptReach.of(world, tasks);
    }

    /**
     * Returns the links of one wireless agent.
     *
     * @param wirelessAgent index into {@link Scenario#wirelessAgents()}
     */
    AgentLinks of(int wirelessAgent);

    /**
     * Returns the rate from a leader to an aerial agent in bit/s, 0 where there is no link.
     *
     * @param leader index into {@link Scenario#leaders()}
     * @param aerialAgent index into {@link Scenario#aerialAgents()}
     */
    double relayBitsPerSecond(int leader, int aerialAgent);
}
