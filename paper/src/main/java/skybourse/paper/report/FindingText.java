package skybourse.paper.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MeasuredValue;

/** Formats the numbers of findings. */
final class FindingText {

    private static final String NOTHING = "–";
    private static final double SMALL = 1e-3;
    private static final double MANY = 100;
    private static final double TENS = 10;

    private FindingText() {}

    /**
     * Returns a number as text: an integer with all digits, another number with at most three decimals, NaN as a dash. Below 0.001 in size, the text
     * is in scientific notation with two digits.
     */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < Long.MAX_VALUE) {
            return NumberText.whole((long) value);
        }
        if (size < SMALL) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        String text = String.format(Locale.ROOT, size >= MANY ? "%,.1f" : size >= TENS ? "%.2f" : "%.3f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** Returns a mean as text. If the repetitions differ, its confidence interval is added. */
    static String interval(ConfidenceInterval interval) {
        return number(interval.mean()) + bounds(interval);
    }

    private static String bounds(ConfidenceInterval interval) {
        return interval.deviation() == 0 || interval.count() == 0
                ? ""
                : " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    /** Returns the number with its name and unit, such as {@code converged solves: 75.2 % [70.1, 80.3]}; a dash if it has no name. */
    static String measured(MeasuredValue measured) {
        if (measured.name().isEmpty()) {
            return NOTHING;
        }
        String unit = measured.unit().isEmpty() ? "" : " " + measured.unit();
        return measured.name() + ": " + number(measured.value().mean()) + unit + bounds(measured.value());
    }

    /** Returns the table in Markdown; empty if it has no rows. */
    static String markdown(FindingNumbers table) {
        if (table.rows().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n");
        lines(table)
                .forEach(line ->
                        text.append("| ").append(String.join(" | ", line)).append(" |\n"));
        int afterHead = text.indexOf("\n", 1) + 1;
        return text.insert(afterHead, "|---".repeat(table.columns().size() + 1) + "|\n")
                .toString();
    }

    /** Adds the table to a page unless it has no rows. */
    static void addTo(PageBuilder body, Claim claim, FindingNumbers table) {
        if (!table.rows().isEmpty()) {
            List<List<String>> lines = lines(table);
            body.table(claim.heading(), "", "wraps numbers", lines.getFirst(), lines.subList(1, lines.size()));
        }
    }

    private static List<List<String>> lines(FindingNumbers table) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(table.rowName()));
        head.addAll(table.columns());
        lines.add(head);
        for (FindingNumbers.Row row : table.rows()) {
            List<String> line = new ArrayList<>(List.of(row.name()));
            row.values().forEach(value -> line.add(interval(value)));
            lines.add(line);
        }
        return lines;
    }
}
