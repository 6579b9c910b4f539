package skybourse.learning.environment;

/** Judges a policy, undiscounted, on episodes kept for it; higher is better. Must not depend on when it is called. */
@FunctionalInterface
public interface Evaluation {

    double score(Policy policy);
}
