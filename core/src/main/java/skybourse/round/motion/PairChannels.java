package skybourse.round.motion;

import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.numeric.StateExchange;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;

/**
 * What the channels of many pairs remember from slot to slot: shadowing, line of sight, and how far the two ends have moved
 * against each other. Both change with that way and not with time: pairs that stand keep both.
 *
 * <p>Shadowing is autoregressive in the way (Gudmundson 1991; TR 38.901 table 7.5-6): {@code X' = r X + sqrt(1 - r^2) w}, {@code r =
 * exp(-way / d_cor)}. A pair sees each other while its drawn number is below the chance of that at its distance; the number is drawn
 * anew whenever the pair has moved by {@code d_cor}. Draws are keyed by the pair's name and the slot. Mutable; each pair is for one
 * thread at a time.
 *
 * <p>Layout, each {@code double[pairs]}: {@code shadow[p]}, {@code sight[p]}, {@code odometer[p]}, {@code sightDrawn[p]} (the odometer when
 * the sight was drawn); {@code long[pairs]}: the two keys of a pair's draws.
 */
public final class PairChannels {

    /**
     * Ways after which shadowing has forgotten where it was, in metres.
     *
     * @param clearMetres of a pair in line of sight
     * @param blockedMetres of another
     */
    public record Correlation(double clearMetres, double blockedMetres) {

        /** Streets of TR 38.901, UMi. */
        public static final Correlation URBAN_MICRO = new Correlation(10, 13);

        /** Cells above the roofs of TR 38.901, UMa. */
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
     * Makes channels of pairs that have not moved yet.
     *
     * @param pairs how many
     * @param names each pair's name, the same in every run in which the pair is
     * @param streams chance
     * @param correlation how far shadowing reaches
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

    /** Sets what a pair has before it moves, instead of what was drawn for it. */
    public void begin(int pair, double shadowing, double sightLot) {
        shadow[pair] = shadowing;
        sight[pair] = sightLot;
    }

    /** Exchanges all that changes on the way. */
    public void exchange(StateExchange state) {
        for (double[] column : List.of(shadow, sight, odometer, sightDrawn)) {
            double[] other = state.numbers(column);
            System.arraycopy(other, 0, column, 0, column.length);
        }
    }

    /**
     * Moves a pair.
     *
     * @param pair which
     * @param slot number of the slot that it moves into, from 1; draws depend on it
     * @param metres how far one end moved as seen from the other, not negative
     * @param clear whether they saw each other where they came from
     * @param random lent; where it stands makes no difference
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

    /** Returns the shadowing in standard deviations; of mean 0 and variance 1 over pairs, more loss where positive. */
    public double shadow(int pair) {
        return shadow[pair];
    }

    /** Tells whether a pair sees each other where the chance of that is given. */
    public boolean isClear(int pair, double chance) {
        return sight[pair] < chance;
    }

    /** Returns the lot that {@link #isClear} compares, in [0, 1). */
    public double sight(int pair) {
        return sight[pair];
    }

    /** Returns how far the two ends have moved against each other in all. */
    public double odometerMetres(int pair) {
        return odometer[pair];
    }
}
