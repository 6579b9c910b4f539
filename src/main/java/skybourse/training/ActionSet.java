package skybourse.training;

import java.util.Arrays;
import java.util.Locale;
import skybourse.auction.StepSet;
import skybourse.numeric.Checks;
import skybourse.yardstick.ClockSteps;

/**
 * The steps a model was trained with, scaled to the gap between the start clocks of the auction at hand: all of them times {@code
 * rho = max(1, round(gap / training gap))}, so that a model trained on one gap runs on another.
 *
 * <p>With the steps of {@link #standard} this is {@link StepSet#forGap}.
 */
public final class ActionSet {

    private final ClockSteps steps;
    private final long gapTicks;
    private final long[] ticks;

    /**
     * Makes the set.
     *
     * @param steps the steps in ticks on the training gap
     * @param gapTicks the training gap
     */
    public ActionSet(ClockSteps steps, long gapTicks) {
        this.steps = steps;
        this.gapTicks = Checks.positive(gapTicks, "gapTicks");
        ticks = steps.ticks().stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns the steps 1, 2, 3, 5, 8, 13, 21, 34 on a gap of 50. */
    public static ActionSet standard() {
        return new ActionSet(ClockSteps.forGap(50), 50);
    }

    public ClockSteps steps() {
        return steps;
    }

    public long gapTicks() {
        return gapTicks;
    }

    /** Returns how many steps there are. */
    public int size() {
        return ticks.length;
    }

    /** Returns what the steps are multiplied with on another gap. */
    public long rho(long startGapTicks) {
        return Math.max(1, Math.floorDiv(2 * startGapTicks + gapTicks, 2 * gapTicks));
    }

    /** Returns the smallest step in ticks. */
    long smallest(long rho) {
        return ticks[0] * rho;
    }

    /** Returns how many steps are legal, the first ones: of all that reach the other clock only the smallest. */
    public int legal(long distanceTicks, long rho) {
        int last = 0;
        while (last < ticks.length - 1 && ticks[last] * rho < distanceTicks) {
            last++;
        }
        return last + 1;
    }

    /** Returns the step at an index from 0, cut where the clocks meet. */
    public long stepTicks(int index, long distanceTicks, long rho) {
        return Math.min(ticks[index] * rho, distanceTicks);
    }

    /** Returns the most announcements that the smallest step can take. */
    public long mostAnnouncements(long startGapTicks) {
        return Math.ceilDiv(startGapTicks, smallest(rho(startGapTicks))) + 2;
    }

    /** Returns {@code boolean[size]}, the first ones true. */
    boolean[] mask(long distanceTicks, long rho) {
        boolean[] legal = new boolean[size()];
        Arrays.fill(legal, 0, legal(distanceTicks, rho), true);
        return legal;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionSet that && steps.equals(that.steps) && gapTicks == that.gapTicks;
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + Long.hashCode(gapTicks);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "steps %s on a gap of %d", steps.ticks(), gapTicks);
    }
}
