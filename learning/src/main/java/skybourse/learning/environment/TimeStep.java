package skybourse.learning.environment;

/**
 * What an environment says after a reset or an action. The first step has no reward and a terminated one no legal action,
 * so neither field is there to be wrong.
 *
 * <p>Source: the time steps of dm_env (Muldal et al., 2019) and the distinction of ends by Pardo et al., "Time limits in
 * reinforcement learning", ICML 2018.
 */
public sealed interface TimeStep {

    /** Returns the numbers the policy sees, {@code float[stateSize]}. */
    float[] observation();

    /** The start of an episode. */
    record First(float[] observation, boolean[] legal) implements TimeStep {}

    /** A step after which the episode goes on. */
    record Mid(double reward, float[] observation, boolean[] legal) implements TimeStep {}

    /** The last step of an episode that came to its own end: nothing can be gained after it. */
    record Terminated(double reward, float[] observation) implements TimeStep {}

    /** The last step of an episode that was cut off: more could have been gained after it. */
    record Truncated(double reward, float[] observation, boolean[] legal) implements TimeStep {}
}
