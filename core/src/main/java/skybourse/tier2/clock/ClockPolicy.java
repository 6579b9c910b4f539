package skybourse.tier2.clock;

/**
 * Clock policy: chooses the size of each clock step. A learned auctioneer implements this interface.
 *
 * <p>The answer must depend on the state only. A randomized policy takes its random numbers from a fixed seed, so that a repeated auction
 * has the same announcements.
 */
public interface ClockPolicy extends Auctioneer {

    /** Returns a description of the steps that follows the words "clock steps", for example {@code of 3 ticks}. */
    default String steps() {
        return "chosen by the policy " + name();
    }

    /**
     * Returns the step of the active side's clock.
     *
     * @param state what the auctioneer observes; {@link ClockState#largestStepTicks} is at least 1
     * @return step in {@code [1, state.largestStepTicks()]}; any other value ends the auction without a trade
     */
    long stepTicks(ClockState state);
}
