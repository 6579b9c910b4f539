package skybourse.tier2.clock;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import skybourse.base.numeric.Checks;

/**
 * Steps from which an auctioneer chooses by index.
 *
 * @param ticks at least one step, each at least 1, ascending
 */
public record StepSet(List<Long> ticks) {

    private static final StepSet STANDARD = of(1, 2, 3, 5, 8, 13, 21, 34);
    private static final long STANDARD_GAP = 50;

    /** @throws IllegalArgumentException if {@code ticks} is empty, or not positive and ascending */
    public StepSet {
        ticks = List.copyOf(ticks);
        Checks.positive(ticks.size(), "number of ticks");
        long last = 0;
        for (long step : ticks) {
            if (step <= last) {
                throw new IllegalArgumentException("ticks must be positive and ascending: " + ticks);
            }
            last = step;
        }
    }

    /**
     * Returns a set of steps.
     *
     * @throws IllegalArgumentException if {@code ticks} is empty, or not positive and ascending
     */
    public static StepSet of(long... ticks) {
        return new StepSet(Arrays.stream(ticks).boxed().toList());
    }

    /**
     * Returns the steps {@code 1, 2, 3, 5, 8, 13, 21, 34} for a gap of 50 ticks between the start clocks. For another gap, returns these
     * steps {@link #scaled}.
     */
    public static StepSet forGap(long startGapTicks) {
        return STANDARD.scaled(STANDARD_GAP, startGapTicks);
    }

    /**
     * Returns the factor by which steps made for one gap between the start clocks are multiplied for another gap:
     * {@code rho = max(1, round(startGapTicks / ownGapTicks))}.
     */
    public static long rho(long ownGapTicks, long startGapTicks) {
        return Math.max(1, Math.floorDiv(2 * startGapTicks + ownGapTicks, 2 * ownGapTicks));
    }

    /** Returns the steps for another gap between the start clocks: all steps multiplied by {@link #rho}. */
    public StepSet scaled(long ownGapTicks, long startGapTicks) {
        long rho = rho(ownGapTicks, startGapTicks);
        return rho == 1
                ? this
                : new StepSet(ticks.stream().map(step -> step * rho).toList());
    }

    /** Returns these steps and the midpoints between neighbours, rounded down. */
    public StepSet withHalfway() {
        var all = new TreeSet<>(ticks);
        for (int i = 1; i < ticks.size(); i++) {
            all.add((ticks.get(i - 1) + ticks.get(i)) / 2);
        }
        return new StepSet(List.copyOf(all));
    }

    /** Returns the number of steps. */
    public int size() {
        return ticks.size();
    }

    /**
     * Returns the number of legal steps, at least 1. The legal steps are the first ones of the set: all below the gap, and the smallest of
     * those that reach the other clock.
     */
    public int legal(long gapTicks) {
        int count = 1;
        while (count < ticks.size() && ticks.get(count - 1) < gapTicks) {
            count++;
        }
        return count;
    }

    /** Returns {@code boolean[size()]}, true for the legal steps. */
    public boolean[] legalMask(long gapTicks) {
        boolean[] mask = new boolean[size()];
        Arrays.fill(mask, 0, legal(gapTicks), true);
        return mask;
    }

    /** Returns the step at an index from 0, at most the gap. */
    public long stepTicks(int index, long gapTicks) {
        return Math.min(ticks.get(index), gapTicks);
    }
}
