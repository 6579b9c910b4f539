package skybourse.auction;

import java.util.Arrays;
import skybourse.numeric.Checks;

/**
 * The steps that an auctioneer chooses from: {@code 1, 2, 3, 5, 8, 13, 21, 34} times {@code rho} ticks.
 *
 * @param rho in ticks, at least 1
 */
public record StepSet(long rho) {

    private static final long[] FACTORS = {1, 2, 3, 5, 8, 13, 21, 34};

    public StepSet {
        Checks.positive(rho, "rho");
    }

    /** Returns the set for clocks that start a gap apart: {@code rho = max(1, round(gap / 50))}. */
    public static StepSet forGap(long startGapTicks) {
        return new StepSet(Math.max(1, Math.floorDiv(startGapTicks + 25, 50)));
    }

    /** Returns how many steps there are. */
    public int size() {
        return FACTORS.length;
    }

    /** Returns how many steps are legal, the first ones: of all that reach the other clock only the smallest. */
    public int legal(long gapTicks) {
        long reaching = Math.ceilDiv(gapTicks, rho);
        int shorter = (int) Arrays.stream(FACTORS).filter(f -> f < reaching).count();
        return Math.min(FACTORS.length, shorter + 1);
    }

    /** Returns the step at an index from 0, cut where the clocks meet. */
    public long stepTicks(int index, long gapTicks) {
        return Math.min(FACTORS[index] * rho, gapTicks);
    }
}
