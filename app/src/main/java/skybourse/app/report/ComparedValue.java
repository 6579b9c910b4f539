package skybourse.app.report;

/**
 * Values of the same quantity in two results, A and B.
 *
 * @param name name of the quantity
 * @param unit unit; empty if the name contains it
 * @param first value in A; NaN if A has no value
 * @param second value in B; NaN if B has no value
 */
public record ComparedValue(String name, String unit, double first, double second) {

    private static final double LARGE = 1e6;

    /** Returns whether both values are equal or both are missing. */
    boolean isNone() {
        return Double.compare(first + 0.0, second + 0.0) == 0;
    }

    boolean isMeasured() {
        return !Double.isNaN(first) || !Double.isNaN(second);
    }

    /** Returns the absolute difference relative to the larger absolute value; 0 if equal, 1 if one value is missing. */
    double size() {
        if (isNone()) {
            return 0;
        }
        double larger = Math.max(Math.abs(first), Math.abs(second));
        return Double.isNaN(larger) ? 1 : Math.abs(second - first) / larger;
    }

    /** Returns the name, followed by the unit if the name does not contain it. */
    String label() {
        return unit.isEmpty() || name.contains(unit) ? name : name + " (" + unit + ")";
    }

    static String shown(double value) {
        return Math.abs(value) >= LARGE ? NumberText.si(value).strip() : NumberText.plain(value, 4);
    }

    /** Returns the difference relative to A in percent, or a few words if it cannot be stated in percent. */
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
