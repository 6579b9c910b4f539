package skybourse.learning.training;

import skybourse.base.numeric.Checks;
import skybourse.learning.learners.Trainer;

/**
 * Length and rhythm of a training.
 *
 * @param rhythm epochs, episodes, steps and updates
 * @param lanes auctions side by side
 * @param judgedEpisodes auctions that judge the policy after each epoch, the same each time and none of them trained on
 */
public record TrainingSchedule(Trainer.Settings rhythm, int lanes, int judgedEpisodes) {

    public TrainingSchedule {
        Checks.positive(lanes, "lanes");
        Checks.positive(judgedEpisodes, "judgedEpisodes");
    }

    /**
     * Returns 32 auctions side by side, an update every step of all, 256 steps an epoch, 4,096 judging auctions, no early stop:
     * our choice.
     *
     * @param epochs how many at most
     * @param episodes after so many the epoch that is running is the last
     */
    public static TrainingSchedule standard(int epochs, long episodes) {
        return new TrainingSchedule(new Trainer.Settings(epochs, episodes, 256, 1, Integer.MAX_VALUE), 32, 4_096);
    }
}
