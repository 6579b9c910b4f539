package skybourse.learning.episodes;

import java.util.Locale;
import skybourse.base.numeric.Checks;
import skybourse.tier2.clock.StepSet;

/**
 * The steps a model was trained with and the gap between the start clocks that they were made for; on another gap they are
 * {@link StepSet#scaled}, so that a model trained on one gap runs on another.
 *
 * @param steps the steps in ticks on the training gap
 * @param gapTicks the training gap
 */
public record ActionSet(StepSet steps, long gapTicks) {

    public ActionSet {
        Checks.positive(gapTicks, "gapTicks");
    }

    /** Returns the steps 1, 2, 3, 5, 8, 13, 21, 34 on a gap of 50. */
    public static ActionSet standard() {
        return new ActionSet(StepSet.forGap(50), 50);
    }

    /** Returns fifteen steps for markets of scenarios: half a fiftieth of the gap to 34 of them. */
    public static ActionSet fine() {
        return new ActionSet(StepSet.of(1, 2, 3, 4, 6, 8, 10, 13, 16, 21, 26, 34, 42, 54, 68), 100);
    }

    /** Returns how many steps there are. */
    public int size() {
        return steps.size();
    }

    /** Returns the steps as they are on a gap between the start clocks. */
    public StepSet on(long startGapTicks) {
        return steps.scaled(gapTicks, startGapTicks);
    }

    /** Returns the smallest step on a gap between the start clocks. */
    public long smallest(long startGapTicks) {
        return steps.ticks().getFirst() * StepSet.rho(gapTicks, startGapTicks);
    }

    /** Tells whether another set has as many steps, and the same smallest one on a gap between the start clocks. */
    public boolean sameSteps(ActionSet other, long startGapTicks) {
        return size() == other.size() && smallest(startGapTicks) == other.smallest(startGapTicks);
    }

    /** Returns a step that is meant for the training gap as it is on another. */
    public long on(long stepTicks, long startGapTicks) {
        return stepTicks * StepSet.rho(gapTicks, startGapTicks);
    }

    /** Returns the most announcements that the smallest step can take. */
    public long mostAnnouncements(long startGapTicks) {
        return Math.ceilDiv(startGapTicks, smallest(startGapTicks)) + 2;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "steps %s on a gap of %d", steps.ticks(), gapTicks);
    }
}
