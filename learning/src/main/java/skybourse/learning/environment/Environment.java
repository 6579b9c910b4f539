package skybourse.learning.environment;

/** Environment with discrete actions, one episode at a time. Equal seeds and actions give equal steps. */
public interface Environment {

    /** Returns the length of every observation. */
    int stateSize();

    /** Returns the number of actions. At least one is legal in each state that is not terminal. */
    int actions();

    /** Starts the episode of a seed; an episode that is running is dropped. */
    EnvironmentStepResult.First reset(long seed);

    /**
     * Plays one legal action.
     *
     * @param action from 0 to {@code actions() - 1}
     * @throws IllegalStateException if no episode is running
     */
    EnvironmentStepResult step(int action);
}
