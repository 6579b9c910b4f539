package skybourse.app.report;

/**
 * A number in two results.
 *
 * @param name what it is called
 * @param unit of it, empty where the name says it
 * @param first in the first result, NaN where it has none
 * @param second in the second result, NaN where it has none
 */
public record Difference(String name, String unit, double first, double second) {

    private static final double LARGE = 1e6;

    /** Tells whether both have the same number, or none. */
    boolean isNone() {
        return Double.compare(first + 0.0, second + 0.0) == 0;
    }

    boolean isMeasured() {
        return !Double.isNaN(first) || !Double.isNaN(second);
    }

    /** Returns by how much they differ, as a share of the larger: 1 where only one has a number, or is not 0. */
    double size() {
        if (isNone()) {
            return 0;
        }
        double larger = Math.max(Math.abs(first), Math.abs(second));
        return Double.isNaN(larger) ? 1 : Math.abs(second - first) / larger;
    }

    /** Returns its name with the unit, where the name does not say it. */
    String label() {
        return unit.isEmpty() || name.contains(unit) ? name : name + " (" + unit + ")";
    }

    static String shown(double value) {
        return Math.abs(value) >= LARGE ? NumberText.si(value).strip() : NumberText.plain(value, 4);
    }

    /** Returns what the second has more or less than the first, in percent of the first. */
    String inWords() {
        if (Double.isNaN(first)) {
            return "only in B";
        }
        if (Double.isNaN(second)) {
            return "only in A";
        }
        if (isNone()) {
            return "equal";
        }
        double share = (second - first) / Math.abs(first);
        return Double.isFinite(share) ? (share > 0 ? "+" : "−") + NumberText.percent(Math.abs(share), 3) : "0 in A";
    }
}
