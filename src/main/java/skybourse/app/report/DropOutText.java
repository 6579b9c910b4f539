package skybourse.app.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.learning.training.DropOutStudy;

/** How far learned drop-out clocks come as a table that grows market by market. */
public final class DropOutText {

    private DropOutText() {}

    /** Returns what the numbers mean and the names of the columns. */
    public static String head(DropOutStudy study) {
        return String.format(
                        Locale.ROOT,
                        "drop-out clocks, reward welfare / W0 - 0.2 messages / m0, exact; %s, %d epochs, seeds from"
                                + " %d\n"
                                + "shares in percent: 0 is the best posted price, 100 the best of all policies\n",
                        study.learner(),
                        study.epochs(),
                        study.firstSeed())
                + String.format(
                        Locale.ROOT,
                        "%-19s %8s %8s %9s  %-11s %8s  %s\n",
                        "market",
                        "posted",
                        "bayes",
                        "in steps",
                        "epoch",
                        "mean",
                        "by seed");
    }

    /** Returns the two rows of one market: the last epoch and the best one. */
    public static String lines(String market, DropOutStudy.Found found) {
        String start = String.format(
                Locale.ROOT,
                "%-19s %8.5f %8.5f %9.1f  ",
                market,
                found.posted(),
                found.bayes(),
                100 * found.share(found.inSteps()));
        return start + row("last", found, found.last()) + start + row("best", found, found.best());
    }

    private static String row(String epoch, DropOutStudy.Found found, List<Double> rewards) {
        double mean = rewards.stream()
                .mapToDouble(reward -> 100 * found.share(reward))
                .average()
                .orElseThrow();
        String each = rewards.stream()
                .map(reward -> String.format(Locale.ROOT, "%.1f", 100 * found.share(reward)))
                .collect(Collectors.joining(" "));
        return String.format(Locale.ROOT, "%-11s %8.1f  %s\n", epoch, mean, each);
    }
}
