package skybourse.app.report.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.learning.training.TriedClocks;
import skybourse.learning.training.TriedClocks.Tried;

/** Which clocks would have done better on one file, in words for a terminal. */
public final class ClockWords {

    private static final int NAMED = 3;

    private ClockWords() {}

    /** Returns the line of a summary. */
    public static String of(TriedClocks clocks) {
        List<Tried> better = clocks.better();
        String names = better.stream().limit(NAMED).map(ClockWords::named).collect(Collectors.joining(", "));
        String head = better.isEmpty()
                ? "none of " + clocks.others().size() + " other clocks has a higher round reward here than "
                : names + (better.size() > NAMED ? " and " + (better.size() - NAMED) + " more" : "")
                        + (better.size() == 1 ? " has" : " have") + " a higher round reward here than ";
        return "Clocks           " + head + named(clocks.used()) + ". In hindsight, for this file alone.\n";
    }

    private static String named(Tried tried) {
        return String.format(
                Locale.ROOT,
                "%s (%.3f, %d deadlines, %d messages)",
                tried.name(),
                tried.reward(),
                tried.deadlinesMet(),
                tried.messages());
    }
}
