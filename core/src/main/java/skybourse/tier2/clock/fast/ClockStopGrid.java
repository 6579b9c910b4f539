package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;

/**
 * Stops of a clock with a fixed step, numbered by their distance from the start clock.
 *
 * <p>Stop {@code 2 i} is {@code i} whole steps from the start. If the gap between the start clocks is not a multiple of the step, the
 * auction's last move is shortened. Stop {@code 2 i + 1} is such a shortened move after {@code i} whole steps.
 *
 * @param side side of the clock
 * @param startTicks start of the clock
 * @param stepTicks the step, at least 1
 * @param wholeSteps number of whole steps that fit between the start clocks
 * @param cutTicks rest of the gap, less than {@code stepTicks}
 */
public record ClockStopGrid(Side side, long startTicks, long stepTicks, int wholeSteps, long cutTicks) {

    /** Returns the number that stands for a limit price that accepts no stop. It is greater than the number of every stop. */
    public int never() {
        return 2 * wholeSteps + 2;
    }

    /** Returns the first stop that a limit price accepts; {@link #never} if there is none. */
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

    /** Returns the clock price of a stop. */
    public long ticks(int stop) {
        long distance = (stop / 2) * stepTicks + (stop % 2 == 1 ? cutTicks : 0);
        return side == Side.BUYERS ? startTicks - distance : startTicks + distance;
    }
}
