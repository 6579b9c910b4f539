package skybourse.round.motion;

import java.util.Arrays;
import skybourse.base.numeric.Checks;

/** Recorded path: positions at ascending times, with straight lines between them. Immutable. */
public final class Track {

    private final double[] seconds;
    private final double[] eastMetres;
    private final double[] northMetres;
    private final int dropped;

    private Track(double[] seconds, double[] eastMetres, double[] northMetres, int dropped) {
        this.seconds = seconds;
        this.eastMetres = eastMetres;
        this.northMetres = northMetres;
        this.dropped = dropped;
    }

    /**
     * Creates a track from samples. Drops each sample that could be reached from the last accepted sample only at more than the maximum speed.
     * Times are shifted so that the first accepted sample is at 0.
     *
     * @param seconds {@code double[samples]}, strictly ascending
     * @param eastMetres {@code double[samples]}
     * @param northMetres {@code double[samples]}
     * @param mostMetresPerSecond largest plausible speed, in [1e-18, 1e18]
     * @throws IllegalArgumentException if {@code mostMetresPerSecond} is out of its range, the arrays differ in length, times do not ascend,
     *     a number is not finite, or fewer than two samples remain
     */
    public static Track of(double[] seconds, double[] eastMetres, double[] northMetres, double mostMetresPerSecond) {
        Checks.amount(mostMetresPerSecond, "mostMetresPerSecond");
        if (seconds.length != eastMetres.length || seconds.length != northMetres.length) {
            throw new IllegalArgumentException("each time must have a place: " + seconds.length + " times, "
                    + eastMetres.length + " and " + northMetres.length + " places");
        }
        int[] kept = new int[seconds.length];
        int count = 0;
        for (int i = 0; i < seconds.length; i++) {
            Checks.finite(seconds[i], "seconds[" + i + "]");
            Checks.finite(eastMetres[i], "eastMetres[" + i + "]");
            Checks.finite(northMetres[i], "northMetres[" + i + "]");
            if (i > 0 && seconds[i] <= seconds[i - 1]) {
                throw new IllegalArgumentException(
                        "seconds[" + i + "] must be later than the previous sample: " + seconds[i]);
            }
            int last = count == 0 ? i : kept[count - 1];
            double metres = Math.hypot(eastMetres[i] - eastMetres[last], northMetres[i] - northMetres[last]);
            if (metres <= mostMetresPerSecond * (seconds[i] - seconds[last])) {
                kept[count++] = i;
            }
        }
        if (count < 2) {
            throw new IllegalArgumentException("a track must keep two samples or more: " + count);
        }
        int[] chosen = Arrays.copyOf(kept, count);
        return new Track(
                Arrays.stream(chosen)
                        .mapToDouble(i -> seconds[i] - seconds[chosen[0]])
                        .toArray(),
                Arrays.stream(chosen).mapToDouble(i -> eastMetres[i]).toArray(),
                Arrays.stream(chosen).mapToDouble(i -> northMetres[i]).toArray(),
                seconds.length - count);
    }

    /** Returns the number of samples dropped because of their speed. */
    public int dropped() {
        return dropped;
    }

    /** Returns the duration from the first to the last sample. */
    public double lengthSeconds() {
        return seconds[seconds.length - 1];
    }

    /** Returns the number of segments between neighbouring samples. */
    int segments() {
        return seconds.length - 1;
    }

    /** Returns the time of a sample; the first is at 0. */
    double second(int sample) {
        return seconds[sample];
    }

    double east(int sample) {
        return eastMetres[sample];
    }

    double north(int sample) {
        return northMetres[sample];
    }

    /** Returns the segment at a time in {@code [0, lengthSeconds())}. */
    int segmentAt(double second) {
        int found = Arrays.binarySearch(seconds, second);
        return found >= 0 ? found : -found - 2;
    }
}
