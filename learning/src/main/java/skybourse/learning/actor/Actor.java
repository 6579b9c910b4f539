package skybourse.learning.actor;

import java.util.random.RandomGenerator;
import skybourse.learning.networks.Matrix;

/**
 * A network that turns states into preferences, one per action; the softmax of the preferences are the probabilities.
 *
 * <p>Passes of different threads may run at once, each in its own {@link Pass}, while nobody changes the parameters.
 */
public sealed interface Actor permits DiffusionActor, PlainActor {

    int stateSize();

    int actions();

    /** Returns how many standard normal numbers one pass takes for a state; 0 for a network without chance. */
    int noiseSize();

    /** Returns the shape, as it is written down. */
    TrainedPolicy.Form form();

    /** Returns all parameters in one array, not a copy. */
    float[] parameters();

    /** Draws all parameters anew. */
    void initialise(RandomGenerator random);

    /** Must be called after the array of parameters was changed. */
    void parametersChanged();

    /** Returns an actor of the same shape with the same parameters in an array of its own. */
    Actor copy();

    /**
     * Makes the memory for passes over {@code rows} states at once.
     *
     * @param trains whether a backward pass follows
     */
    Pass pass(int rows, boolean trains);

    /** One forward and backward pass; its memory is used again by the next. */
    interface Pass {

        /** Draws what the next forward pass needs of chance in so many rows from one on; a plain network needs none. */
        void draw(RandomGenerator random, int firstRow, int count);

        /** Takes what the next forward pass needs of chance for one row from {@code noise}, {@link #noiseSize()} numbers from {@code at}. */
        void observe(int row, float[] noise, int at);

        /** Returns the preferences, {@code rows} x {@code actions}, for as many states. */
        Matrix forward(Matrix states);

        /**
         * Adds to {@code sums} the derivative by the parameters.
         *
         * @param byPreference derivative by the preferences; padding zero; used up
         */
        void backward(Matrix byPreference, float[] sums);
    }
}
