package skybourse.learning.auctions;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;
import skybourse.tier2.clock.ClockState;

/**
 * Representation of the auctioneer's state as numbers of about [0, 1]. The numbers are: the active side, the number of steps so far, both clocks, and
 * the number of waiting traders on each side. The full form adds, for each side, the number of queued lots and whether a price was announced.
 *
 * <p>Clocks count from the start of the sellers' clock and are divided by the gap between the start clocks. The number of steps is divided by the
 * largest number of announcements with the smallest step. A model trained on one gap can therefore be used on another.
 *
 * <p>The wide form adds six features of the market's size. They are the logarithm of the gap, the ratio of the start clocks, the difference of the
 * lengths of the queues, whether these lengths are equal, whether the buyers' queue has entries, and whether the sellers' queue has entries.
 *
 * <p>{@link Counts#ROUND} adds the information of {@link RoundFeatures}. With {@link Clocks#FOURIER}, sines and cosines of both clocks and of their
 * distance follow:
 *
 * <pre>
 *   [ side | step | buyers' clock | sellers' clock | waiting, 2 | queued, 2 | announced, 2 | wide, 6 | sin cos (pi x), sin cos (2 pi x), ... 8 pi x ]
 *                                                                   full form only                     for x = buyers' clock, sellers' clock, distance
 * </pre>
 *
 * @param full whether queues and announced sides are included
 * @param wide whether the six features of the market's size are included
 * @param counts representation of counts
 * @param buyersScale number of buyers' lots that is represented as 1, at least 1
 * @param sellersScale number of sellers' lots that is represented as 1, at least 1
 * @param clocks additional features of the clocks
 */
@RecordBuilder
public record StateEncoding(boolean full, boolean wide, Counts counts, int buyersScale, int sellersScale, Clocks clocks)
        implements StateEncodingBuilder.With {

    /** Representation of counts of traders and lots. */
    public enum Counts {
        /** Each count is divided by the scale of its side. */
        SHARES,
        /** A count n is represented as {@code log(1 + n) / log(1 + scale)}, for markets of different sizes. */
        LOGARITHMS,
        /**
         * Counts as in {@link #LOGARITHMS}. Three numbers are added: the lots not yet queued on either side, and the value of deadlines at stake per
         * lot.
         */
        ROUND
    }

    /** Additional features of the clocks. Model files contain these names, so a changed feature needs a new name. */
    public enum Clocks {
        /** No additional features. */
        PLAIN,
        /**
         * {@code sin(pi 2^k x)} and {@code cos(pi 2^k x)} for k = 0 to 3, where x is either clock or their distance. They enable a small network to
         * distinguish single ticks.
         */
        FOURIER
    }

    /** Number of sine and cosine features of a clock. */
    static final int WAVES = 8;

    private static final int SHORT = 6;
    private static final int FULL = 10;
    private static final int WIDE = 6;
    private static final int ROUND = 3;
    private static final double STAKE = 10;
    private static final float LOG_GAP = 10;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a scale is below 1
     */
    public StateEncoding {
        Checks.positive(buyersScale, "buyersScale");
        Checks.positive(sellersScale, "sellersScale");
    }

    /**
     * Returns the length of a state. It is 10 in the full form, otherwise 6. The wide form adds 6 numbers, clock features add 24, and information
     * about the round adds 3.
     */
    public int size() {
        return clear() + (clocks == Clocks.FOURIER ? 3 * WAVES : 0);
    }

    /** Returns the number of inputs before the sine and cosine features. */
    int clear() {
        return beforeRound() + (counts == Counts.ROUND ? ROUND : 0);
    }

    private int beforeRound() {
        return (full ? FULL : SHORT) + (wide ? WIDE : 0);
    }

    /** Writes the sine and cosine of {@code pi 2^k ticks / gapTicks} for k = 0 to 3, alternately, to {@code into} from index {@code at} on. */
    static void waves(long ticks, long gapTicks, float[] into, int at) {
        double angle = StrictMath.PI * ticks / Math.max(1, gapTicks);
        for (int k = 0; k < WAVES / 2; k++) {
            into[at + 2 * k] = (float) StrictMath.sin(angle * (1 << k));
            into[at + 2 * k + 1] = (float) StrictMath.cos(angle * (1 << k));
        }
    }

    /** Returns the state as numbers, {@code float[size()]}, with {@link RoundFeatures#NONE} as the information about the round. */
    public float[] numbers(ClockState state, ActionSet actions) {
        return numbers(state, actions, RoundFeatures.NONE);
    }

    /** Returns the state as numbers, {@code float[size()]}, with information about the round. */
    public float[] numbers(ClockState state, ActionSet actions, RoundFeatures view) {
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

    void write(VisibleState state, float[] into, int at) {
        float perTick = 1f / Math.max(1, state.gapTicks);
        into[at] = state.sellersMove ? 1 : 0;
        into[at + 1] = (float) state.step / state.mostSteps;
        into[at + 2] = state.buyersClock * perTick;
        into[at + 3] = state.sellersClock * perTick;
        into[at + 4] = count(state.buyersWaiting, buyersScale);
        into[at + 5] = count(state.sellersWaiting, sellersScale);
        if (full) {
            into[at + 6] = count(state.buyersQueued, buyersScale);
            into[at + 7] = count(state.sellersQueued, sellersScale);
            into[at + 8] = state.buyersAnnounced ? 1 : 0;
            into[at + 9] = state.sellersAnnounced ? 1 : 0;
        }
        if (wide) {
            writeWide(state, into, at + beforeRound() - WIDE);
        }
        if (clocks == Clocks.FOURIER) {
            int first = at + clear();
            waves(state.buyersClock, state.gapTicks, into, first);
            waves(state.sellersClock, state.gapTicks, into, first + WAVES);
            waves(state.buyersClock - state.sellersClock, state.gapTicks, into, first + 2 * WAVES);
        }
    }

    private void writeWide(VisibleState state, float[] into, int at) {
        int longer = state.buyersQueued - state.sellersQueued;
        into[at] = (float) StrictMath.log1p((double) state.gapTicks) / LOG_GAP;
        into[at + 1] = (float) state.sellersStart / Math.max(1, Math.abs(state.sellersStart + state.gapTicks));
        into[at + 2] = Integer.signum(longer) * count(Math.abs(longer), Math.max(buyersScale, sellersScale));
        into[at + 3] = longer == 0 ? 1 : 0;
        into[at + 4] = state.buyersQueued > 0 ? 1 : 0;
        into[at + 5] = state.sellersQueued > 0 ? 1 : 0;
    }

    private float count(int number, int scale) {
        return counts == Counts.SHARES
                ? (float) number / scale
                : (float) (StrictMath.log1p(number) / StrictMath.log1p(scale));
    }
}
