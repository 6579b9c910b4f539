package skybourse.learning.environment;

/**
 * Result of a reset or a step of an environment. The first step has no reward. A terminated step has no legal actions.
 *
 * <p>Sources: time steps as in dm_env (Muldal et al., 2019); terminated and truncated episodes as in Pardo et al., "Time limits in reinforcement
 * learning", ICML 2018.
 */
public sealed interface EnvironmentStepResult {

    /** Returns the observation, {@code float[stateSize]}. */
    float[] observation();

    /**
     * Start of an episode.
     *
     * @param observation {@code float[stateSize]}
     * @param legal mask of legal actions, {@code boolean[actions]}
     */
    record First(float[] observation, boolean[] legal) implements EnvironmentStepResult {}

    /**
     * Step after which the episode continues.
     *
     * @param reward reward of the step
     * @param observation {@code float[stateSize]}
     * @param legal mask of legal actions, {@code boolean[actions]}
     */
    record Mid(double reward, float[] observation, boolean[] legal) implements EnvironmentStepResult {}

    /**
     * Last step of an episode that terminated. No reward can follow.
     *
     * @param reward reward of the step
     * @param observation {@code float[stateSize]}
     */
    record Terminated(double reward, float[] observation) implements EnvironmentStepResult {}

    /**
     * Last step of an episode that was truncated. Without the truncation, rewards could have followed.
     *
     * @param reward reward of the step
     * @param observation {@code float[stateSize]}
     * @param legal mask of legal actions, {@code boolean[actions]}
     */
    record Truncated(double reward, float[] observation, boolean[] legal) implements EnvironmentStepResult {}
}
