package skybourse.tier2.clock.refining;

import java.util.Optional;
import skybourse.tier2.clock.Auctioneer;

/**
 * Chooses what is asked in a refining auction: the seam where any auctioneer sits. What it asks changes how long the auction
 * takes, never who trades at which price.
 */
public interface Questioner extends Auctioneer {

    /** What is asked in one auction; may remember what it asked. For one thread. */
    @FunctionalInterface
    interface Questions {

        /**
         * Returns the next question.
         *
         * @param open what the answers so far leave open, which has not ended
         * @return one that is legal for a side at least; anything else, or none, is replaced by bisection
         */
        Optional<Question> next(Refinement open);
    }

    /** Its steps grow with the gap. */
    @Override
    default long leastStepTicks(long gapTicks) {
        return Math.max(1, gapTicks / 64);
    }

    /** Begins an auction. */
    Questions begin();
}
