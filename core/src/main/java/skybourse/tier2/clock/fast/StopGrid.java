package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;

/**
 * The stops that a clock with a fixed step can make, numbered by how far they are from the start.
 *
 * <p>Stop {@code 2 i} is {@code i} whole steps from the start. Where the gap between the start clocks is no multiple of the
 * step, the auction's last move is cut short; stop {@code 2 i + 1} is that cut move after {@code i} whole steps.
 *
 * @param side whose clock
 * @param startTicks where it starts
 * @param stepTicks at least 1
 * @param wholeSteps how many whole steps fit between the start clocks
 * @param cutTicks what is left of the gap, below the step
 */
public record StopGrid(Side side, long startTicks, long stepTicks, int wholeSteps, long cutTicks) {

    /** Returns the number of a limit that no stop is within: above every stop's number. */
    public int never() {
        return 2 * wholeSteps + 2;
    }

    /** Returns the first stop that accepts a limit. */
    public int stopOf(long limitTicks) {
        long distance = side == Side.BUYERS ? startTicks - limitTicks : limitTicks - startTicks;
        if (distance <= 0) {
            return 0;
        }
        long level = Math.ceilDiv(distance, stepTicks);
        boolean early = distance - (level - 1) * stepTicks <= cutTicks;
        if (level > wholeSteps) {
            return early && level == wholeSteps + 1L ? 2 * wholeSteps + 1 : never();
        }
        return (int) (2 * level - (early ? 1 : 0));
    }

    /** Returns where the clock stands at a stop. */
    public long ticks(int stop) {
        long distance = (stop / 2) * stepTicks + (stop % 2 == 1 ? cutTicks : 0);
        return side == Side.BUYERS ? startTicks - distance : startTicks + distance;
    }
}
