package skybourse.learning.episodes;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;
import skybourse.tier2.clock.ClockState;

/**
 * How the auctioneer's view becomes numbers of about [0, 1]: active side, step number, both clocks, how many wait on each side
 * and, in the full form, how many have queued and which sides were announced.
 *
 * <p>Clocks count from the sellers' start and are divided by the starting gap, the step number by the most announcements that the
 * smallest step can take, so that a model trained on one gap runs on another.
 *
 * <p>The wide form adds what tells markets of different sizes apart: the logarithm of the gap, the ratio of the start clocks, how much longer
 * the buyers' queue is, and whether the queues are as long as each other, the buyers' has begun and the sellers' has.
 *
 * <p>{@link Counts#ROUND} adds what {@link RoundView} tells. With {@link Clocks#FOURIER} waves of both clocks and of their distance follow:
 *
 * <pre>
 *   [ side | step | buyers' clock | sellers' clock | waiting, 2 | queued, 2 | announced, 2 | wide, 6 | sin cos (pi x), sin cos (2 pi x), ... 8 pi x ]
 *                                                                   full form only                     for x = buyers' clock, sellers' clock, distance
 * </pre>
 *
 * @param full whether queues and announced sides are among the numbers
 * @param wide whether six more are that differ from market to market
 * @param counts how numbers of people and lots are written
 * @param buyersScale how many buyers' lots count as 1
 * @param sellersScale how many sellers' lots count as 1
 * @param clocks what is added of the clocks
 */
@RecordBuilder
public record StateForm(boolean full, boolean wide, Counts counts, int buyersScale, int sellersScale, Clocks clocks)
        implements StateFormBuilder.With {

    /** How numbers of people and lots are written. */
    public enum Counts {
        /** As shares of the scale. */
        SHARES,
        /** As logarithms, {@code log(1 + n) / log(1 + scale)}: for markets of very different size. */
        LOGARITHMS,
        /** As logarithms; after the wide form come the lots that wait on both sides, and the value of deadlines at stake per lot. */
        ROUND
    }

    /** What is added of the clocks. A form that changes gets another name, so that a model file says which one it was. */
    public enum Clocks {
        /** Nothing. */
        PLAIN,
        /** {@code sin} and {@code cos} of {@code pi 2^k x}, k = 0 to 3, of both clocks and their distance: a small network tells ticks apart. */
        FOURIER
    }

    /** Waves of one clock. */
    static final int WAVES = 8;

    private static final int SHORT = 6;
    private static final int FULL = 10;
    private static final int WIDE = 6;
    private static final int ROUND = 3;
    private static final double STAKE = 10;
    private static final float LOG_GAP = 10;

    public StateForm {
        Checks.positive(buyersScale, "buyersScale");
        Checks.positive(sellersScale, "sellersScale");
    }

    /** Returns how many numbers a state has: 10 in the full form, else 6; 6 more in the wide one, 24 with waves, 3 of a round. */
    public int size() {
        return clear() + (clocks == Clocks.FOURIER ? 3 * WAVES : 0);
    }

    /** Returns how many numbers come before the waves. */
    int clear() {
        return beforeRound() + (counts == Counts.ROUND ? ROUND : 0);
    }

    private int beforeRound() {
        return (full ? FULL : SHORT) + (wide ? WIDE : 0);
    }

    /** Writes the waves of a clock that stands {@code ticks} above the sellers' start. */
    static void waves(long ticks, long gapTicks, float[] into, int at) {
        double angle = StrictMath.PI * ticks / Math.max(1, gapTicks);
        for (int k = 0; k < WAVES / 2; k++) {
            into[at + 2 * k] = (float) StrictMath.sin(angle * (1 << k));
            into[at + 2 * k + 1] = (float) StrictMath.cos(angle * (1 << k));
        }
    }

    /** Returns the state as numbers, {@code float[size]}, where no round is known. */
    public float[] numbers(ClockState state, ActionSet actions) {
        return numbers(state, actions, RoundView.NONE);
    }

    /** Returns the state of an auction of a round as numbers, {@code float[size]}. */
    public float[] numbers(ClockState state, ActionSet actions, RoundView view) {
        float[] numbers = new float[size()];
        VisibleState seen = VisibleState.of(state, actions);
        write(seen, numbers, 0);
        if (counts == Counts.ROUND) {
            int first = beforeRound();
            numbers[first] = count(Math.max(0, view.wantedLots() - seen.buyersQueued), buyersScale);
            numbers[first + 1] = count(Math.max(0, view.offeredLots() - seen.sellersQueued), sellersScale);
            numbers[first + 2] = (float) (StrictMath.log1p(view.stake()) / StrictMath.log1p(STAKE));
        }
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
        if (wide) {
            writeWide(seen, into, at + beforeRound() - WIDE);
        }
        if (clocks == Clocks.FOURIER) {
            int first = at + clear();
            waves(seen.buyersClock, seen.gapTicks, into, first);
            waves(seen.sellersClock, seen.gapTicks, into, first + WAVES);
            waves(seen.buyersClock - seen.sellersClock, seen.gapTicks, into, first + 2 * WAVES);
        }
    }

    private void writeWide(VisibleState seen, float[] into, int at) {
        int longer = seen.buyersQueued - seen.sellersQueued;
        into[at] = (float) StrictMath.log1p((double) seen.gapTicks) / LOG_GAP;
        into[at + 1] = (float) seen.sellersStart / Math.max(1, Math.abs(seen.sellersStart + seen.gapTicks));
        into[at + 2] = Integer.signum(longer) * count(Math.abs(longer), Math.max(buyersScale, sellersScale));
        into[at + 3] = longer == 0 ? 1 : 0;
        into[at + 4] = seen.buyersQueued > 0 ? 1 : 0;
        into[at + 5] = seen.sellersQueued > 0 ? 1 : 0;
    }

    private float count(int number, int scale) {
        return counts == Counts.SHARES
                ? (float) number / scale
                : (float) (StrictMath.log1p(number) / StrictMath.log1p(scale));
    }
}
