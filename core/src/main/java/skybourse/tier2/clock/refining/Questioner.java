package skybourse.tier2.clock.refining;

import java.util.Optional;
import skybourse.tier2.clock.Auctioneer;

/**
 * Policy that chooses the questions of a refining auction. Its choice changes the communication of the auction, but not the trades and
 * prices. Immutable; the state of one auction is in {@link Questions}.
 */
public interface Questioner extends Auctioneer {

    /** Questions of one auction. May depend on earlier questions; not thread-safe. */
    @FunctionalInterface
    interface Questions {

        /**
         * Returns the next question.
         *
         * @param open state of the auction, which has not ended; must not be changed
         * @return a question that is legal for at least one side; if the result is empty or not legal, the auction asks by bisection
         */
        Optional<Question> next(RefiningState open);
    }

    @Override
    default long leastStepTicks(long gapTicks) {
        return Math.max(1, gapTicks / 64);
    }

    /** Returns the questions of a new auction. */
    Questions begin();
}
