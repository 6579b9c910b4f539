package skybourse.learning.training;

import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.Policy;
import skybourse.learning.learners.TrainedPolicy;

/** The likeliest actions of a trained network: what is drawn for them is fixed by a key and the seed. For any number of threads. */
final class SteadyChoice {

    private final RandomStreams streams;
    private final ThreadLocal<Policy> steady;

    /**
     * Prepares the choice.
     *
     * @param seed fixes the chains of a diffusion actor
     * @throws IllegalArgumentException where the network has another shape than the problem
     */
    SteadyChoice(ExactProblem problem, TrainedPolicy policy, long seed) {
        TrainedPolicy.Form form = policy.form();
        if (form.stateSize() != problem.stateSize() || form.actions() != problem.actions()) {
            throw new IllegalArgumentException("policy must see " + problem.stateSize() + " numbers and choose from "
                    + problem.actions() + " actions: " + form.stateSize() + ", " + form.actions());
        }
        streams = new RandomStreams(seed);
        steady = ThreadLocal.withInitial(policy::steady);
    }

    /**
     * Returns the action.
     *
     * @param seen what the numbers were made of
     */
    int of(float[] numbers, boolean[] legal, long... seen) {
        long key = 0;
        for (long number : seen) {
            key = key * 1_000_003 + number;
        }
        int[] chosen = new int[1];
        steady.get().choose(streams.stream("learned-move", key), 1, numbers, legal, chosen);
        return chosen[0];
    }
}
