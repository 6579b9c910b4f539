package skybourse.learning.training;

/**
 * What a learner is given beside the problem, so that learners can be compared with the same.
 *
 * @param reward what it is paid while it trains
 * @param clocks how it sees the clocks
 */
public record Aids(TrainingReward reward, StateForm.Clocks clocks) {

    /** Nothing. */
    public static final Aids NONE = new Aids(TrainingReward.PLAIN, StateForm.Clocks.PLAIN);

    /** The market's best possible welfare taken off, and waves of the clocks. */
    public static final Aids BOTH = new Aids(TrainingReward.HINDSIGHT, StateForm.Clocks.FOURIER);
}
