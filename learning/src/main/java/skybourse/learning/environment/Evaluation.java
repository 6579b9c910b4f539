package skybourse.learning.environment;

/** Evaluation of a policy on held-out episodes. Its result must not depend on the time of the call. */
@FunctionalInterface
public interface Evaluation {

    /** Returns the score of a policy from undiscounted returns; higher is better. */
    double score(Policy policy);
}
