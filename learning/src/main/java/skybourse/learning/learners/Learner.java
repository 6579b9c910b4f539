package skybourse.learning.learners;

import java.util.random.RandomGenerator;
import skybourse.learning.actor.TrainedPolicy;
import skybourse.learning.environment.Policy;

/** A way to improve a policy from transitions. Equal parameters, batches and chance give equal bytes for any thread count. */
public interface Learner extends AutoCloseable {

    /** What a learner wants to be fed with. */
    sealed interface Diet {

        /**
         * Batches drawn from all that was seen lately.
         *
         * @param capacity transitions kept
         * @param warmUp transitions seen before the first update
         * @param rows transitions of one update
         * @param steps steps of one transition
         */
        record Replay(int capacity, int warmUp, int rows, int steps) implements Diet {}

        /**
         * What the present policy saw, once.
         *
         * @param steps steps per lane between updates
         */
        record Fresh(int steps) implements Diet {}
    }

    Diet diet();

    /** Returns the discount per step, in [0, 1]. */
    double discount();

    /** Returns how many standard normal numbers follow every state that {@link #exploring} and {@link #update} are shown. */
    default int noiseSize() {
        return 0;
    }

    /** Draws the first parameters. */
    void initialise(RandomGenerator random);

    /** Makes one update; chance only from {@code random}. */
    Losses update(RandomGenerator random, Batch batch);

    /** Returns the present policy as it explores; it changes with every update. */
    Policy exploring();

    /** Returns the present policy as it is judged; later updates do not change it. */
    TrainedPolicy policy();

    /** Exchanges all that the next update depends on, with a checkpoint of a learner of the same kind and settings. */
    void exchange(CheckpointExchange state);

    @Override
    void close();
}
