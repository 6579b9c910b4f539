package skybourse.learning.training;

import skybourse.learning.learners.BatchEnvironment;
import skybourse.learning.learners.TrainedPolicy;

/** A problem to learn in which what a trained policy brings can be had exactly. */
interface ExactProblem {

    /** Returns how many numbers a state has. */
    int stateSize();

    /** Returns how many actions there are. */
    int actions();

    /** Returns auctions side by side. */
    BatchEnvironment lanes(int lanes);

    /**
     * Returns what a trained policy brings by its likeliest moves, exactly.
     *
     * @param seed fixes the chains of a diffusion actor
     */
    double value(TrainedPolicy policy, long seed);
}
