package skybourse.learning.training;

import skybourse.base.numeric.Checks;
import skybourse.learning.learners.Trainer;

/**
 * Length of a training and of its evaluations.
 *
 * @param rhythm numbers of epochs, episodes, steps and updates
 * @param lanes number of auctions in parallel, at least 1
 * @param judgedEpisodes number of held-out auctions with which the policy is evaluated after each epoch, at least 1
 */
public record TrainingLength(Trainer.Settings rhythm, int lanes, int judgedEpisodes) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code lanes} or {@code judgedEpisodes} is below 1
     */
    public TrainingLength {
        Checks.positive(lanes, "lanes");
        Checks.positive(judgedEpisodes, "judgedEpisodes");
    }

    /**
     * Returns the standard schedule (ours): 32 auctions in parallel, an update after every step of all, 256 steps per epoch, 4,096 held-out auctions,
     * no early stop.
     *
     * @param epochs largest number of epochs, at least 1
     * @param episodes number of episodes after which the current epoch is the last, at least 1
     * @throws IllegalArgumentException if an argument is below 1
     */
    public static TrainingLength standard(int epochs, long episodes) {
        return new TrainingLength(new Trainer.Settings(epochs, episodes, 256, 1, Integer.MAX_VALUE), 32, 4_096);
    }
}
