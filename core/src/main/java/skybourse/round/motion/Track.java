package skybourse.round.motion;

import java.util.Arrays;
import skybourse.base.numeric.Checks;

/** A recorded way: places at rising times, straight between them. Immutable. */
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
     * Makes a track of samples without those that nobody can have been at: a sample that implies more than the greatest speed from
     * the last one kept is dropped.
     *
     * @param seconds {@code double[samples]}, rising
     * @param eastMetres {@code double[samples]}
     * @param northMetres {@code double[samples]}
     * @param mostMetresPerSecond the greatest speed believed
     * @throws IllegalArgumentException where times do not rise, a number is not finite, or fewer than two samples are kept
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

    /** Returns how many samples were dropped for their speed. */
    public int dropped() {
        return dropped;
    }

    /** Returns how long it is, from its first sample kept to its last. */
    public double lengthSeconds() {
        return seconds[seconds.length - 1];
    }

    /** Returns how many stretches between two samples it has. */
    int segments() {
        return seconds.length - 1;
    }

    /** Returns when a sample was taken, the first at 0. */
    double second(int sample) {
        return seconds[sample];
    }

    double east(int sample) {
        return eastMetres[sample];
    }

    double north(int sample) {
        return northMetres[sample];
    }

    /** Returns the segment at a time from 0 up to, but not at, the end. */
    int segmentAt(double second) {
        int found = Arrays.binarySearch(seconds, second);
        return found >= 0 ? found : -found - 2;
    }
}
