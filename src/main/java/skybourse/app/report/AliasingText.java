package skybourse.app.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.learning.headroom.Aliasing;
import skybourse.learning.headroom.Targets;

/** What aliasing costs as a table that grows market by market. */
public final class AliasingText {

    private AliasingText() {}

    /** Returns what the numbers mean and the names of the columns. */
    public static String head(int rounds) {
        String columns = IntStream.rangeClosed(1, rounds)
                .mapToObj(round -> String.format(Locale.ROOT, " %7d", round))
                .collect(Collectors.joining());
        return "share of the headroom in percent after each round, exact: 0 is the best fixed step, 100 Bayes-optimal\n"
                + String.format(
                        Locale.ROOT, "%-19s %-27s %14s%s\n", "market", "learned from", "random steps %", columns);
    }

    /** Returns the rows of one market. */
    public static String lines(Aliasing aliasing) {
        return aliasing.rows().stream().map(row -> line(aliasing, row)).collect(Collectors.joining());
    }

    private static String line(Aliasing aliasing, Aliasing.Row row) {
        String shares = row.rewards().stream()
                .map(reward -> String.format(Locale.ROOT, " %7.1f", 100 * aliasing.share(reward)))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%-19s %-27s %14.1f%s\n",
                aliasing.market(),
                words(row.targets()),
                100 * row.randomShare(),
                shares);
    }

    private static String words(Targets targets) {
        return switch (targets) {
            case ONE_STEP_PAID_AT_THE_END -> "one step, paid at the end";
            case ONE_STEP_PAID_WHEN_SETTLED -> "one step, paid when settled";
            case WHOLE_EPISODE -> "whole-episode returns";
        };
    }
}
