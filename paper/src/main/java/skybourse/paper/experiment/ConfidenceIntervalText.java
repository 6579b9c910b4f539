package skybourse.paper.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import skybourse.evidence.sweep.ConfidenceInterval;

/** A confidence interval as a text value of SQL: {@code ci(count, mean, low, high, deviation)}. */
final class ConfidenceIntervalText {

    private static final String NUMBER = ", (-?(?:[0-9.]+(?:E-?[0-9]+)?|Infinity)|NaN)";

    private static final Pattern FORM = Pattern.compile("ci\\(([0-9]+)" + NUMBER.repeat(4) + "\\)");

    private ConfidenceIntervalText() {}

    static String of(ConfidenceInterval interval) {
        return String.format(
                Locale.ROOT,
                "ci(%d, %s, %s, %s, %s)",
                interval.count(),
                interval.mean(),
                interval.low(),
                interval.high(),
                interval.deviation());
    }

    /** Parses a text of this form. Returns empty for any other text. */
    static Optional<ConfidenceInterval> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ConfidenceInterval(
                        Integer.parseInt(form.group(1)),
                        Double.parseDouble(form.group(2)),
                        Double.parseDouble(form.group(3)),
                        Double.parseDouble(form.group(4)),
                        Double.parseDouble(form.group(5))))
                : Optional.empty();
    }
}
