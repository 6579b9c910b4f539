package skybourse.app.report.evaluation;

import java.util.Locale;
import skybourse.learning.headroom.Headroom;

/** Formats the table of the headrooms of benchmark markets, row by row. */
public final class HeadroomText {

    private HeadroomText() {}

    /** Returns the heading and the names of the columns. */
    public static String head(long seed, int markets) {
        return String.format(
                        Locale.ROOT,
                        "Reward of the best fixed step and of better policies. Where no exact value exists: %2$,d markets, seed %1$d, ± half of the 95 %% interval.\n\n",
                        seed,
                        markets)
                + String.format(
                        Locale.ROOT,
                        "%-19s %-20s %-20s %-31s %-36s %s\n",
                        "market",
                        "best fixed step",
                        "best in hindsight",
                        "best policy found",
                        "upper bound",
                        "headroom (%)");
    }

    /** Returns the row of one market. */
    public static String line(Headroom headroom) {
        String size = headroom.exact()
                ? String.format(Locale.ROOT, "%.1f", 100 * headroom.relative())
                : String.format(Locale.ROOT, "%.1f to %.1f", 100 * headroom.relativeFound(), 100 * headroom.relative());
        return String.format(
                Locale.ROOT,
                "%-19s %-20s %-20s %-31s %-36s %s\n",
                headroom.market(),
                text(headroom.fixed()),
                text(headroom.hindsight()),
                text(headroom.found()),
                text(headroom.ceiling()),
                size);
    }

    private static String text(Headroom.RewardMark mark) {
        return mark.halfWidth() == 0
                ? String.format(Locale.ROOT, "%s %.4f", mark.name(), mark.reward())
                : String.format(Locale.ROOT, "%s %.4f ± %.4f", mark.name(), mark.reward(), mark.halfWidth());
    }
}
