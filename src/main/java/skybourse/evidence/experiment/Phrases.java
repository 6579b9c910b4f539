package skybourse.evidence.experiment;

import java.util.Locale;
import skybourse.evidence.sweep.Interval;

/** Numbers inside sentences. */
final class Phrases {

    private Phrases() {}

    /** Returns up to four significant digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "none";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        String text = String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** Returns a mean with its interval. */
    static String interval(Interval interval) {
        return String.format(
                Locale.ROOT, "%s [%s, %s]", number(interval.mean()), number(interval.low()), number(interval.high()));
    }

    /** Returns a share in percent. */
    static String percent(double share) {
        return number(100 * share) + " %";
    }
}
