package skybourse.learning.learners;

import java.util.List;
import java.util.Optional;
import skybourse.learning.actor.TrainedPolicy;

/** How a training ended. */
public sealed interface TrainingResult {

    /**
     * One evaluation.
     *
     * @param epoch number of the epoch, from 1
     * @param environmentSteps steps made so far, all lanes together
     * @param episodes episodes ended so far
     * @param meanReturn mean undiscounted return of the epoch's exploring episodes; NaN if none ended
     * @param losses of the epoch's last update; empty if there was none
     * @param score what the evaluation said
     */
    record Epoch(
            int epoch,
            long environmentSteps,
            long episodes,
            double meanReturn,
            Optional<Losses> losses,
            double score) {}

    /** Returns all evaluations in order. */
    List<Epoch> epochs();

    /**
     * A policy and its score.
     *
     * @param epoch after which it was judged; 0 before the first, where a training began with a lesson
     */
    record Judged(int epoch, double score, TrainedPolicy policy) {}

    /** Returns the policy with the highest score, the earliest of equals; empty before the first evaluation. */
    default Optional<Judged> judged() {
        return switch (this) {
            case Finished finished -> Optional.of(finished.best);
            case Diverged diverged -> diverged.best;
        };
    }

    /** Returns the evaluation with the highest score, the first of equals; there must be one. */
    default Epoch bestJudged() {
        Epoch best = epochs().getFirst();
        for (Epoch epoch : epochs()) {
            best = epoch.score() > best.score() ? epoch : best;
        }
        return best;
    }

    /**
     * All epochs were trained, or none of the last few was better than the best.
     *
     * @param best the policy with the highest score; the earliest of equals
     * @param last the policy after the last epoch
     * @param start the policy after the lesson that the training began with, if it did
     */
    record Finished(List<Epoch> epochs, Judged best, TrainedPolicy last, Optional<Judged> start)
            implements TrainingResult {}

    /**
     * A loss or a parameter was not finite any more.
     *
     * @param epoch the epoch it happened in
     * @param update the number of the update over the whole training, from 0
     * @param losses what that update reported
     * @param best the best policy until then; empty before the first evaluation
     */
    record Diverged(List<Epoch> epochs, int epoch, long update, Losses losses, Optional<Judged> best)
            implements TrainingResult {}
}
