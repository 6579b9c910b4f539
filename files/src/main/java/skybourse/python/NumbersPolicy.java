package skybourse.python;

import skybourse.learning.training.AuctionProblem;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.StepSet;

/**
 * Somebody else's function as an auctioneer: it sees the numbers of a problem's state and which actions are legal, and answers with one.
 *
 * @param name short
 * @param problem whose state and steps they are
 * @param chooser the function
 */
public record NumbersPolicy(String name, AuctionProblem problem, Chooser chooser) implements ClockPolicy {

    /** What chooses. */
    @FunctionalInterface
    public interface Chooser {

        /** Returns the place of an action, of which the first {@code legal} are legal. */
        int choose(float[] numbers, int legal);
    }

    @Override
    public long stepTicks(ClockState state) {
        StepSet steps = problem.actions().on(state.startGapTicks());
        long gap = state.largestStepTicks();
        int legal = steps.legal(gap);
        int action = chooser.choose(problem.form().numbers(state, problem.actions()), legal);
        if (action < 0 || action >= legal) {
            throw new IllegalArgumentException("action must be legal, below " + legal + ": " + action);
        }
        return steps.stepTicks(action, gap);
    }
}
