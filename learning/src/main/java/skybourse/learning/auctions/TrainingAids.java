package skybourse.learning.auctions;

/**
 * Training aids of a learner: form of the reward, representation of the clocks, and policy before the first update. Learners that are
 * compared have the same aids.
 *
 * @param reward reward during training
 * @param clocks representation of the clocks in the state
 * @param start policy before the first update
 */
public record TrainingAids(TrainingReward reward, StateEncoding.Clocks clocks, InitialPolicy start) {

    /** Policy of a learner before its first update. */
    public enum InitialPolicy {
        /** Policy with random parameters. */
        DRAWN,
        /** Policy that imitates the dynamic program over clocks and counts, by imitation learning. */
        EXPERT
    }

    /** No aids. */
    public static final TrainingAids NONE =
            new TrainingAids(TrainingReward.PLAIN, StateEncoding.Clocks.PLAIN, InitialPolicy.DRAWN);

    /** Two aids: the market's largest attainable welfare as a baseline of the reward, and sine and cosine features of the clocks. */
    public static final TrainingAids BOTH =
            new TrainingAids(TrainingReward.HINDSIGHT, StateEncoding.Clocks.FOURIER, InitialPolicy.DRAWN);
}
