package skybourse.learning.training;

import skybourse.base.numeric.Checks;
import skybourse.tier2.clock.ClockState;

/**
 * How the auctioneer's view becomes numbers of about [0, 1]: active side, step number, both clocks, how many wait on each side
 * and, in the full form, how many have queued and which sides were announced.
 *
 * <p>Clocks count from the sellers' start and are divided by the starting gap, the step number by the most announcements that the
 * smallest step can take, so that a model trained on one gap runs on another.
 *
 * @param full whether queues and announced sides are among the numbers
 * @param counts how numbers of people and lots are written
 * @param buyersScale how many buyers' lots count as 1
 * @param sellersScale how many sellers' lots count as 1
 */
public record StateForm(boolean full, Counts counts, int buyersScale, int sellersScale) {

    /** How numbers of people and lots are written. */
    public enum Counts {
        /** As shares of the scale. */
        SHARES,
        /** As logarithms, {@code log(1 + n) / log(1 + scale)}: for markets of very different size. */
        LOGARITHMS
    }

    private static final int SHORT = 6;
    private static final int FULL = 10;

    public StateForm {
        Checks.positive(buyersScale, "buyersScale");
        Checks.positive(sellersScale, "sellersScale");
    }

    /** Returns how many numbers a state has: 10 in the full form, else 6. */
    public int size() {
        return full ? FULL : SHORT;
    }

    /** Returns the state as numbers, {@code float[size]}. */
    public float[] numbers(ClockState state, ActionSet actions) {
        float[] numbers = new float[size()];
        write(VisibleState.of(state, actions), numbers, 0);
        return numbers;
    }

    void write(VisibleState seen, float[] into, int at) {
        float perTick = 1f / Math.max(1, seen.gapTicks);
        into[at] = seen.sellersMove ? 1 : 0;
        into[at + 1] = (float) seen.step / seen.mostSteps;
        into[at + 2] = seen.buyersClock * perTick;
        into[at + 3] = seen.sellersClock * perTick;
        into[at + 4] = count(seen.buyersWaiting, buyersScale);
        into[at + 5] = count(seen.sellersWaiting, sellersScale);
        if (full) {
            into[at + 6] = count(seen.buyersQueued, buyersScale);
            into[at + 7] = count(seen.sellersQueued, sellersScale);
            into[at + 8] = seen.buyersAnnounced ? 1 : 0;
            into[at + 9] = seen.sellersAnnounced ? 1 : 0;
        }
    }

    private float count(int number, int scale) {
        return counts == Counts.SHARES
                ? (float) number / scale
                : (float) (StrictMath.log1p(number) / StrictMath.log1p(scale));
    }
}
