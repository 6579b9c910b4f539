package skybourse.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.evidence.sweep.Interval;
import skybourse.learning.training.ExactStudy;

/** How far learned drop-out clocks come as a table that grows market by market. */
public final class DropOutText {

    private DropOutText() {}

    /** Returns what the numbers mean and the names of the columns. */
    public static String head(ExactStudy study) {
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
                        "%-19s %8s %8s %9s  %-5s %8s %15s  %s\n",
                        "market",
                        "posted",
                        "bayes",
                        "in steps",
                        "epoch",
                        "reward",
                        "share",
                        "by seed");
    }

    /** Returns the two rows of one market: the last epoch and the best one. */
    public static String lines(String market, ExactStudy.Found found) {
        return rows(
                String.format(
                        Locale.ROOT,
                        "%-19s %8.5f %8.5f %9.1f  ",
                        market,
                        found.base(),
                        found.best(),
                        100 * found.share(found.byActions())),
                found);
    }

    /** Returns the same start with what the last epochs and the best ones came to. */
    static String rows(String start, ExactStudy.Found found) {
        return start + row("last", found, found.last()) + start + row("best", found, found.judged());
    }

    private static String row(String epoch, ExactStudy.Found found, List<Double> values) {
        double[] shares =
                values.stream().mapToDouble(value -> 100 * found.share(value)).toArray();
        Interval mean = Interval.of(shares);
        String each = Arrays.stream(shares)
                .mapToObj(share -> String.format(Locale.ROOT, "%.1f", share))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%-5s %8.5f %7.1f +-%5.1f  %s\n",
                epoch,
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                mean.mean(),
                mean.high() - mean.mean(),
                each);
    }
}
