package skybourse.learning.environment;

/** Evaluation of a policy on held-out episodes. Calls with the same policy must return the same score at any time. */
@FunctionalInterface
public interface PolicyEvaluation {

    /** Returns the score of a policy, computed from undiscounted returns. Higher is better. */
    double score(Policy policy);
}
