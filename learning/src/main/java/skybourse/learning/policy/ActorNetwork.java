package skybourse.learning.policy;

import java.util.random.RandomGenerator;
import skybourse.learning.networks.Matrix;

/**
 * Policy network: computes one preference per action from a state. The softmax of the preferences gives the probabilities.
 *
 * <p>Several threads may run passes at once, each with its own {@link Pass}, while the parameters do not change.
 */
public sealed interface ActorNetwork permits DiffusionActor, PlainActor {

    /** Returns the length of a state. */
    int stateSize();

    /** Returns the number of actions. */
    int actions();

    /** Returns the number of standard normal numbers that one pass needs per state; 0 for a deterministic network. */
    int noiseSize();

    /** Returns the shape of the network, as it is stored. */
    TrainedPolicy.NetworkShape form();

    /** Returns all parameters in one array, not a copy. After a change, call {@link #parametersChanged}. */
    float[] parameters();

    /** Initializes all parameters at random. */
    void initialise(RandomGenerator random);

    /** Updates derived data. Must be called after the array of parameters was changed. */
    void parametersChanged();

    /** Returns an actor of the same shape with a copy of the parameters. */
    ActorNetwork copy();

    /**
     * Creates a pass with its memory.
     *
     * @param rows number of states per pass
     * @param trains whether backward passes follow
     */
    Pass pass(int rows, boolean trains);

    /** Forward and backward pass; the next one overwrites its results. */
    interface Pass {

        /** Samples the noise of the next forward pass for {@code count} rows from {@code firstRow} on. A deterministic network needs no noise. */
        void draw(RandomGenerator random, int firstRow, int count);

        /**
         * Sets the noise of one row for the next forward pass. It is copied from {@code noise}: {@link #noiseSize()} numbers from index {@code at}
         * on.
         */
        void observe(int row, float[] noise, int at);

        /** Returns the preferences of all states, {@code rows} x {@code actions}. */
        Matrix forward(Matrix states);

        /**
         * Adds the derivative with respect to the parameters to {@code sums}.
         *
         * @param byPreference derivative with respect to the preferences, with zero padding; may be overwritten
         * @param sums array to which the derivative is added, with the length of {@link #parameters()}
         */
        void backward(Matrix byPreference, float[] sums);
    }
}
