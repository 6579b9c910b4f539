package skybourse.learning.environment;

/** A problem with numbered actions, one episode at a time. Equal seeds and actions give equal steps. */
public interface Environment {

    /** Returns the length of every observation. */
    int stateSize();

    /** Returns the number of actions; at least one of them is legal whenever one is asked for. */
    int actions();

    /** Begins the episode that the seed fixes, whatever happened before. */
    TimeStep.First reset(long seed);

    /**
     * Plays one legal action.
     *
     * @param action from 0 to {@code actions() - 1}
     * @throws IllegalStateException if no episode is running
     */
    TimeStep step(int action);
}
