package skybourse.app.report;

import java.util.stream.IntStream;

/** Round numbers along an axis. */
final class SvgTicks {

    private static final int TICKS = 6;

    private SvgTicks() {}

    /** Returns about six round numbers in the range. */
    static double[] ticks(double from, double to) {
        double step = step(from, to);
        long first = (long) Math.ceil(from / step - 1e-9);
        long last = (long) Math.floor(to / step + 1e-9);
        return IntStream.rangeClosed(0, (int) (last - first))
                .mapToDouble(i -> (first + i) * step)
                .toArray();
    }

    private static double step(double from, double to) {
        double raw = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        return raw / power <= 1 ? power : raw / power <= 2 ? 2 * power : raw / power <= 5 ? 5 * power : 10 * power;
    }

    /** Returns the range widened so that it ends at round numbers, with room for what is drawn at its ends. */
    static double[] rounded(double[] range) {
        double[] wide = widened(range);
        double step = step(wide[0], wide[1]);
        return new double[] {Math.floor(wide[0] / step + 1e-9) * step, Math.ceil(wide[1] / step - 1e-9) * step};
    }

    /** Returns the range, one wide where it is none. */
    static double[] widened(double[] range) {
        return range[1] > range[0] ? range : new double[] {range[0], range[0] + 1};
    }
}
