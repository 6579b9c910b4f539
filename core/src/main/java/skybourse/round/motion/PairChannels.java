package skybourse.round.motion;

import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.numeric.StateArchive;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;

/**
 * State of the channels of many pairs: shadowing, line of sight, and the distance that the two ends have moved relative to each other (odometer).
 * Shadowing and line of sight change with that distance, not with time.
 *
 * <p>Shadowing is autoregressive in the distance (Gudmundson 1991; TR 38.901 table 7.5-6): {@code X' = r X + sqrt(1 - r^2) w},
 * {@code r = exp(-distance / d_cor)}. A pair has line of sight while its random number is below the probability of line of sight at its present
 * distance. A new number is sampled after each {@code d_cor} of movement. Random numbers are keyed by the pair's name and the slot. Different pairs
 * may be used by different threads.
 *
 * <p>Layout, each {@code double[pairs]}: {@code shadow[p]}, {@code sight[p]}, {@code odometer[p]}, {@code sightDrawn[p]} (the odometer when
 * {@code sight[p]} was sampled); {@code long[pairs]}: the two keys of a pair's random numbers.
 */
public final class PairChannels {

    /**
     * Correlation distances {@code d_cor} of shadowing.
     *
     * @param clearMetres correlation distance with line of sight
     * @param blockedMetres correlation distance without line of sight
     */
    public record Correlation(double clearMetres, double blockedMetres) {

        /** Street canyons, TR 38.901 UMi. */
        public static final Correlation URBAN_MICRO = new Correlation(10, 13);

        /** Cells above the roofs, TR 38.901 UMa. */
        public static final Correlation URBAN_MACRO = new Correlation(37, 50);

        double metres(boolean clear) {
            return clear ? clearMetres : blockedMetres;
        }
    }

    private final Correlation correlation;
    private final long[] shadowKeys;
    private final long[] sightKeys;
    private final double[] shadow;
    private final double[] sight;
    private final double[] odometer;
    private final double[] sightDrawn;

    /**
     * Creates the channels of pairs that have not moved, with random initial states.
     *
     * @param pairs number of pairs
     * @param names name of each pair by index; must be the same in each run
     * @param streams source of random numbers
     * @param correlation correlation distances
     */
    public PairChannels(int pairs, IntFunction<String> names, RandomStreams streams, Correlation correlation) {
        this.correlation = correlation;
        shadowKeys = new long[pairs];
        sightKeys = new long[pairs];
        shadow = new double[pairs];
        sight = new double[pairs];
        odometer = new double[pairs];
        sightDrawn = new double[pairs];
        var random = new ReusableGenerator(0);
        for (int pair = 0; pair < pairs; pair++) {
            shadowKeys[pair] = streams.key("shadowing-step/" + names.apply(pair), 0);
            sightKeys[pair] = streams.key("sight-draw/" + names.apply(pair), 0);
            random.restart(shadowKeys[pair]);
            shadow[pair] = random.nextGaussian();
            random.restart(sightKeys[pair]);
            sight[pair] = random.nextDouble();
        }
    }

    /**
     * Replaces the random initial state of a pair.
     *
     * @param pair index of the pair
     * @param shadowing initial shadowing, in standard deviations
     * @param sightLot random number in [0, 1) that decides the line of sight, see {@link #isClear}
     */
    public void begin(int pair, double shadowing, double sightLot) {
        shadow[pair] = shadowing;
        sight[pair] = sightLot;
    }

    /** Saves the state of all pairs to a checkpoint, or restores it. */
    public void exchange(StateArchive state) {
        for (double[] column : List.of(shadow, sight, odometer, sightDrawn)) {
            double[] other = state.numbers(column);
            System.arraycopy(other, 0, column, 0, column.length);
        }
    }

    /**
     * Moves a pair.
     *
     * @param pair index of the pair
     * @param slot number of the new slot, from 1; part of the key of the random numbers
     * @param metres relative movement of the two ends, not negative
     * @param clear whether the pair had line of sight before the move
     * @param random scratch generator, restarted by this method
     */
    public void move(int pair, long slot, double metres, boolean clear, ReusableGenerator random) {
        assert metres >= 0 && slot > 0 : metres + " m, slot " + slot;
        if (metres == 0) {
            return;
        }
        double reach = correlation.metres(clear);
        double kept = StrictMath.exp(-metres / reach);
        random.restart(shadowKeys[pair] + slot);
        shadow[pair] = kept * shadow[pair] + Math.sqrt(1 - kept * kept) * random.nextGaussian();
        odometer[pair] += metres;
        if (odometer[pair] - sightDrawn[pair] >= reach) {
            random.restart(sightKeys[pair] + slot);
            sight[pair] = random.nextDouble();
            sightDrawn[pair] = odometer[pair];
        }
    }

    /** Returns the shadowing in standard deviations, of mean 0 and variance 1 over pairs. A positive value is a larger loss. */
    public double shadow(int pair) {
        return shadow[pair];
    }

    /** Returns whether a pair has line of sight if its probability of line of sight is {@code chance}. */
    public boolean isClear(int pair, double chance) {
        return sight[pair] < chance;
    }

    /** Returns the random number that {@link #isClear} compares with the probability, in [0, 1). */
    public double sight(int pair) {
        return sight[pair];
    }

    /** Returns the total relative movement of the two ends. */
    public double odometerMetres(int pair) {
        return odometer[pair];
    }
}
