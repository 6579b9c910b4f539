package skybourse.learning.auctions;

import java.util.Locale;
import skybourse.base.numeric.Checks;
import skybourse.tier2.clock.StepSet;

/**
 * Action set of an auctioneer: clock steps and the gap between the start clocks for which they are defined. On another gap the steps are multiplied
 * by an integer of at least 1 ({@link StepSet#scaled}), so that a model trained on one gap can be used on another.
 *
 * @param steps the steps in ticks on the training gap
 * @param gapTicks the training gap in ticks, at least 1
 */
public record ActionSet(StepSet steps, long gapTicks) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code gapTicks} is below 1
     */
    public ActionSet {
        Checks.positive(gapTicks, "gapTicks");
    }

    /** Returns the steps 1, 2, 3, 5, 8, 13, 21, 34 on a gap of 50. */
    public static ActionSet standard() {
        return new ActionSet(StepSet.forGap(50), 50);
    }

    /** Returns fifteen steps from 1 to 68 ticks on a gap of 100, for markets of scenarios. */
    public static ActionSet fine() {
        return new ActionSet(StepSet.of(1, 2, 3, 4, 6, 8, 10, 13, 16, 21, 26, 34, 42, 54, 68), 100);
    }

    /** Returns the number of steps. */
    public int size() {
        return steps.size();
    }

    /** Returns the steps scaled to a gap between the start clocks. */
    public StepSet on(long startGapTicks) {
        return steps.scaled(gapTicks, startGapTicks);
    }

    /** Returns the smallest step on a gap between the start clocks, ticks. */
    public long smallest(long startGapTicks) {
        return steps.ticks().getFirst() * StepSet.rho(gapTicks, startGapTicks);
    }

    /** Returns whether this set and {@code other} have the same number of steps, and the same smallest step on the given gap. */
    public boolean sameSteps(ActionSet other, long startGapTicks) {
        return size() == other.size() && smallest(startGapTicks) == other.smallest(startGapTicks);
    }

    /** Returns a step of the training gap scaled to another gap, ticks. */
    public long on(long stepTicks, long startGapTicks) {
        return stepTicks * StepSet.rho(gapTicks, startGapTicks);
    }

    /** Returns an upper bound on the number of announcements of an auction that uses only the smallest step. */
    public long mostAnnouncements(long startGapTicks) {
        return Math.ceilDiv(startGapTicks, smallest(startGapTicks)) + 2;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "steps %s on a gap of %d", steps.ticks(), gapTicks);
    }
}
