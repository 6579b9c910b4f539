package skybourse.learning.learners;

import java.util.List;
import java.util.Optional;
import skybourse.learning.policy.TrainedPolicy;

/** Result of a training. */
public sealed interface TrainingResult {

    /**
     * Evaluation after one epoch.
     *
     * @param epoch number of the epoch, from 1
     * @param environmentSteps environment steps so far, all lanes together
     * @param episodes episodes ended so far
     * @param meanReturn mean undiscounted return of the epoch's exploring episodes; NaN if none ended
     * @param losses of the epoch's last update; empty if there was none
     * @param score result of the evaluation
     */
    record Epoch(
            int epoch,
            long environmentSteps,
            long episodes,
            double meanReturn,
            Optional<UpdateLosses> losses,
            double score) {}

    /** Returns all evaluations in order. */
    List<Epoch> epochs();

    /**
     * Policy with the result of its evaluation.
     *
     * @param epoch epoch after which the policy was evaluated; 0 for the policy after imitation of an expert, before the first epoch
     * @param score result of the evaluation
     * @param policy the policy
     */
    record EvaluatedPolicy(int epoch, double score, TrainedPolicy policy) {}

    /** Returns the policy with the highest score; of equal scores, the earliest. Empty before the first evaluation. */
    default Optional<EvaluatedPolicy> bestPolicy() {
        return switch (this) {
            case Finished finished -> Optional.of(finished.best);
            case Diverged diverged -> diverged.best;
        };
    }

    /**
     * Returns the evaluation with the highest score; of equal scores, the earliest.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    default Epoch bestEvaluation() {
        Epoch best = epochs().getFirst();
        for (Epoch epoch : epochs()) {
            best = epoch.score() > best.score() ? epoch : best;
        }
        return best;
    }

    /**
     * Training that ended at a limit of its settings.
     *
     * @param epochs all evaluations
     * @param best the policy with the highest score; of equal scores, the earliest
     * @param last the policy after the last epoch
     * @param start the policy after imitation of an expert, before the first epoch; empty without imitation
     */
    record Finished(List<Epoch> epochs, EvaluatedPolicy best, TrainedPolicy last, Optional<EvaluatedPolicy> start)
            implements TrainingResult {}

    /**
     * Training that diverged, because a loss or a parameter is not finite.
     *
     * @param epochs all evaluations before the divergence
     * @param epoch the epoch of the divergence
     * @param update number of updates before the divergence, over the complete training
     * @param losses losses of the epoch's last update; all 0 if it had none
     * @param best the best policy before the divergence; empty before the first evaluation
     */
    record Diverged(List<Epoch> epochs, int epoch, long update, UpdateLosses losses, Optional<EvaluatedPolicy> best)
            implements TrainingResult {}
}
