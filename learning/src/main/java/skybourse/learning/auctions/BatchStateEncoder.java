package skybourse.learning.auctions;

import static skybourse.tier2.clock.fast.AuctionBatchSide.LANES;
import static skybourse.tier2.clock.fast.AuctionBatchSide.SPECIES;

import java.util.HashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import skybourse.tier2.clock.fast.AuctionBatch;
import skybourse.tier2.clock.fast.AuctionBatchSide;

/**
 * Vectorized form of {@link StateEncoding#write} for the auctions of a batch. It has the same results for the forms that it {@linkplain #supports
 * supports}.
 */
final class BatchStateEncoder {

    private static final VectorSpecies<Float> FLOATS = SPECIES.withLanes(float.class);
    private static final int MOST_NUMBERS = 10;

    private final StateEncoding form;
    private final ActionSet actions;
    private final AuctionBatch clocks;
    /** Inputs of all auctions: the first input of every auction, then the second input of every auction, and so on. */
    private final float[] numbers = new float[MOST_NUMBERS * LANES];

    private final int[] gap = new int[LANES];
    private final float[] perTick = new float[LANES];
    private final float[] mostSteps = new float[LANES];
    /** Sine and cosine features of all clock positions, {@code float[(gap + 1) * WAVES]}, by auction. Auctions with equal gaps share an array. */
    private final float[][] waves = new float[LANES][];

    private final Map<Integer, float[]> wavesByGap = new HashMap<>();

    BatchStateEncoder(StateEncoding form, ActionSet actions, AuctionBatch clocks) {
        this.form = form;
        this.actions = actions;
        this.clocks = clocks;
    }

    /** Returns whether a form is not wide and has {@link StateEncoding.Counts#SHARES}. */
    static boolean supports(StateEncoding form) {
        return !form.wide() && form.counts() == StateEncoding.Counts.SHARES;
    }

    int size() {
        return form.size();
    }

    /** Sets the scale of an auction that starts. */
    void scale(int lane) {
        int gapTicks = clocks.gapTicks(lane);
        if (gapTicks != gap[lane]) {
            gap[lane] = gapTicks;
            perTick[lane] = 1f / Math.max(1, gapTicks);
            mostSteps[lane] = actions.mostAnnouncements(gapTicks);
        }
        if (form.clocks() == StateEncoding.Clocks.FOURIER) {
            waves[lane] = wavesByGap.computeIfAbsent(gapTicks, BatchStateEncoder::waves);
        }
    }

    private static float[] waves(int gapTicks) {
        float[] all = new float[(gapTicks + 1) * StateEncoding.WAVES];
        for (int ticks = 0; ticks <= gapTicks; ticks++) {
            StateEncoding.waves(ticks, gapTicks, all, ticks * StateEncoding.WAVES);
        }
        return all;
    }

    /** Computes the inputs of a vector of auctions. */
    void encode(int first) {
        AuctionBatchSide buyers = clocks.buyers();
        AuctionBatchSide sellers = clocks.sellers();
        FloatVector scale = FloatVector.fromArray(FLOATS, perTick, first);
        put(0, first, floats(clocks.sellersMove(), first));
        put(1, first, floats(clocks.announcements(), first).div(FloatVector.fromArray(FLOATS, mostSteps, first)));
        put(2, first, floats(buyers.clock(), first).mul(scale));
        put(3, first, toFloats(ints(sellers.clock(), first).neg()).mul(scale));
        put(4, first, floats(buyers.waiting(), first).div(form.buyersScale()));
        put(5, first, floats(sellers.waiting(), first).div(form.sellersScale()));
        if (form.full()) {
            put(6, first, floats(buyers.queued(), first).div(form.buyersScale()));
            put(7, first, floats(sellers.queued(), first).div(form.sellersScale()));
            put(8, first, announced(buyers, first));
            put(9, first, announced(sellers, first));
        }
    }

    private void put(int number, int first, FloatVector values) {
        values.intoArray(numbers, number * LANES + first);
    }

    private static IntVector ints(int[] values, int first) {
        return IntVector.fromArray(SPECIES, values, first);
    }

    private static FloatVector toFloats(IntVector values) {
        return (FloatVector) values.convert(VectorOperators.I2F, 0);
    }

    private static FloatVector floats(int[] values, int first) {
        return toFloats(ints(values, first));
    }

    private static FloatVector announced(AuctionBatchSide side, int first) {
        return FloatVector.zero(FLOATS).blend(1, side.announced(first).cast(FLOATS));
    }

    /** Writes the inputs of an auction that has ended; the active side is the buyers', as in {@code DoubleDutchRun.state()}. */
    void writeEnd(int lane, float[] into, int at) {
        write(lane, into, at);
        into[at] = 0;
    }

    /** Writes the inputs of an auction to {@code into} from index {@code at} on. */
    void write(int lane, float[] into, int at) {
        into[at] = numbers[lane];
        into[at + 1] = numbers[lane + LANES];
        into[at + 2] = numbers[lane + 2 * LANES];
        into[at + 3] = numbers[lane + 3 * LANES];
        into[at + 4] = numbers[lane + 4 * LANES];
        into[at + 5] = numbers[lane + 5 * LANES];
        if (form.full()) {
            into[at + 6] = numbers[lane + 6 * LANES];
            into[at + 7] = numbers[lane + 7 * LANES];
            into[at + 8] = numbers[lane + 8 * LANES];
            into[at + 9] = numbers[lane + 9 * LANES];
        }
        if (form.clocks() == StateEncoding.Clocks.FOURIER) {
            writeWaves(lane, into, at + form.clear());
        }
    }

    private void writeWaves(int lane, float[] into, int at) {
        int buyersClock = clocks.buyers().clock()[lane];
        int sellersClock = -clocks.sellers().clock()[lane];
        float[] all = waves[lane];
        System.arraycopy(all, buyersClock * StateEncoding.WAVES, into, at, StateEncoding.WAVES);
        System.arraycopy(all, sellersClock * StateEncoding.WAVES, into, at + StateEncoding.WAVES, StateEncoding.WAVES);
        int distance = buyersClock - sellersClock;
        System.arraycopy(all, distance * StateEncoding.WAVES, into, at + 2 * StateEncoding.WAVES, StateEncoding.WAVES);
    }
}
