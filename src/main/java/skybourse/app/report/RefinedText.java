package skybourse.app.report;

import java.util.Locale;
import skybourse.learning.training.ExactStudy;

/** How far learned questions of refining clocks come as a table that grows market by market. */
public final class RefinedText {

    private RefinedText() {}

    /** Returns what the numbers mean and the names of the columns. */
    public static String head(ExactStudy study) {
        return String.format(
                        Locale.ROOT,
                        "refining clocks, messages of a market, exact; both sides are asked at once; %s, %d epochs,"
                                + " seeds from %d\n"
                                + "shares in percent: 0 is bisection, 100 the best of all such questions\n",
                        study.learner(),
                        study.epochs(),
                        study.firstSeed())
                + String.format(
                        Locale.ROOT,
                        "%-19s %9s %8s %9s %7s %10s  %-5s %8s %15s  %s\n",
                        "market",
                        "bisection",
                        "estimate",
                        "law known",
                        "best",
                        "in parts",
                        "epoch",
                        "messages",
                        "share",
                        "by seed");
    }

    /** Returns the two rows of one market: the last epoch and the best one. */
    public static String lines(String market, ExactStudy.Asked asked) {
        ExactStudy.Found found = asked.found();
        return DropOutText.rows(
                String.format(
                        Locale.ROOT,
                        "%-19s %9.3f %8.3f %9.3f %7.3f %10.1f  ",
                        market,
                        found.base(),
                        asked.estimate(),
                        asked.byLaw(),
                        found.best(),
                        100 * found.share(found.byActions())),
                found);
    }
}
