package skybourse.tier2.clock;

/**
 * Chooses how far a clock moves: the seam where a learned auctioneer sits.
 *
 * <p>The answer depends on the state alone. A policy with chance fixes its draws by a seed that it was made with, so that
 * the same auction takes the same course every time.
 */
public interface ClockPolicy extends Auctioneer {

    /** Returns how its steps come about, in words that follow "clock steps", such as {@code of 3 ticks}. */
    default String steps() {
        return "chosen by the policy " + name();
    }

    /**
     * Returns how far the active side's clock moves.
     *
     * @param state what the auctioneer sees; {@link ClockState#largestStepTicks} is at least 1
     * @return in {@code [1, state.largestStepTicks()]}; anything else ends the auction without a trade
     */
    long stepTicks(ClockState state);
}
