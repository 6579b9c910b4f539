package skybourse.learning.learners;

import java.util.random.RandomGenerator;
import skybourse.learning.environment.Policy;
import skybourse.learning.policy.TrainedPolicy;

/**
 * Reinforcement learner that improves a policy from transitions. Equal parameters, batches and random numbers give equal results, to the bit, for any
 * number of threads.
 */
public interface Learner extends AutoCloseable {

    /** Source of a learner's batches. */
    sealed interface BatchSource {

        /**
         * Off-policy: batches sampled from a replay buffer.
         *
         * @param capacity transitions stored
         * @param warmUp transitions stored before the first update
         * @param rows transitions per update
         * @param steps steps per transition (n-step returns)
         */
        record OffPolicyBatches(int capacity, int warmUp, int rows, int steps) implements BatchSource {}

        /**
         * On-policy: the steps of the present policy, each used for one update.
         *
         * @param steps steps per lane between updates
         */
        record OnPolicyBatches(int steps) implements BatchSource {}
    }

    /** Returns the source of batches. */
    BatchSource batchSource();

    /** Returns the discount per step, in [0, 1]. */
    double discount();

    /**
     * Returns the number of standard normal random numbers that follow every state in the inputs of {@link #explorationPolicy} and {@link #update}.
     */
    default int noiseSize() {
        return 0;
    }

    /** Initializes the parameters at random. */
    void initialise(RandomGenerator random);

    /** Makes one update. {@code random} is the only source of randomness. */
    UpdateLosses update(RandomGenerator random, TransitionBatch batch);

    /** Returns the policy with exploration, for training episodes. It changes with every update. */
    Policy explorationPolicy();

    /** Returns a copy of the present policy for evaluation; later updates do not change it. */
    TrainedPolicy policy();

    /** Saves or restores all state that the next update depends on. A checkpoint must come from a learner of the same kind with the same settings. */
    void serialize(CheckpointSerializer state);

    @Override
    void close();
}
