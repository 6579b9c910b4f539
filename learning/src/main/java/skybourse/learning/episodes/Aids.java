package skybourse.learning.episodes;

/**
 * What a learner is given beside the problem, so that learners can be compared with the same.
 *
 * @param reward what it is paid while it trains
 * @param clocks how it sees the clocks
 * @param start what it does before it learns
 */
public record Aids(TrainingReward reward, StateForm.Clocks clocks, Start start) {

    /** What a learner does before its first update. */
    public enum Start {
        /** What its drawn parameters say. */
        DRAWN,
        /** About what the program over clocks and numbers does, of which its actor is made a clone. */
        EXPERT
    }

    /** Nothing. */
    public static final Aids NONE = new Aids(TrainingReward.PLAIN, StateForm.Clocks.PLAIN, Start.DRAWN);

    /** The market's best possible welfare taken off, and waves of the clocks. */
    public static final Aids BOTH = new Aids(TrainingReward.HINDSIGHT, StateForm.Clocks.FOURIER, Start.DRAWN);
}
