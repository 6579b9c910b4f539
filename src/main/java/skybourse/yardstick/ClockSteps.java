package skybourse.yardstick;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.auction.StepSet;
import skybourse.numeric.Checks;

/**
 * The steps that an auctioneer chooses from, by index.
 *
 * @param ticks at least one step, each at least 1, ascending
 */
public record ClockSteps(List<Long> ticks) {

    public ClockSteps {
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

    /** Returns a set of steps. */
    public static ClockSteps of(long... ticks) {
        return new ClockSteps(Arrays.stream(ticks).boxed().toList());
    }

    /** Returns the steps of {@link StepSet} for clocks that start a gap apart. */
    public static ClockSteps forGap(long startGapTicks) {
        StepSet set = StepSet.forGap(startGapTicks);
        return new ClockSteps(IntStream.range(0, set.size())
                .mapToObj(i -> set.stepTicks(i, Long.MAX_VALUE))
                .toList());
    }

    /** Returns how many steps there are. */
    public int size() {
        return ticks.size();
    }

    /** Returns how many steps are legal, the first ones: of all that reach the other clock only the smallest. */
    public int legal(long gapTicks) {
        int count = 1;
        while (count < ticks.size() && ticks.get(count - 1) < gapTicks) {
            count++;
        }
        return count;
    }

    /** Returns the step at an index from 0, cut where the clocks meet. */
    public long stepTicks(int index, long gapTicks) {
        return Math.min(ticks.get(index), gapTicks);
    }
}
