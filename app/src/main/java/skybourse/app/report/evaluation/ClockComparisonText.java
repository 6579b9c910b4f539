package skybourse.app.report.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.learning.training.ClockComparison;
import skybourse.learning.training.ClockComparison.ComparedClock;

/** Formats the comparison of clock policies on one scenario as text for a terminal. */
public final class ClockComparisonText {

    private static final int NAMED = 3;

    private ClockComparisonText() {}

    /**
     * Returns the line about clock policies for the summary of a run. It names up to three policies with a higher round reward than the policy in
     * use.
     */
    public static String of(ClockComparison clocks) {
        List<ComparedClock> better = clocks.better();
        String names =
                better.stream().limit(NAMED).map(ClockComparisonText::named).collect(Collectors.joining(", "));
        String head = better.isEmpty()
                ? "none of " + clocks.others().size() + " other clocks has a higher round reward here than "
                : names + (better.size() > NAMED ? " and " + (better.size() - NAMED) + " more" : "")
                        + (better.size() == 1 ? " has" : " have") + " a higher round reward here than ";
        return "Clocks           " + head + named(clocks.used()) + ". In hindsight, for this file alone.\n";
    }

    private static String named(ComparedClock tried) {
        return String.format(
                Locale.ROOT,
                "%s (%.3f, %d deadlines, %d messages)",
                tried.name(),
                tried.reward(),
                tried.deadlinesMet(),
                tried.messages());
    }
}
