package skybourse.app.report.round;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.learning.training.HeldOutComparison;
import skybourse.learning.training.HeldOutComparison.Column;
import skybourse.learning.training.HeldOutComparison.Row;
import skybourse.learning.training.RoundDynamicProgram;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.StagedStep;

/** Formats the comparison of policies on held-out rounds as two tables. One contains the results, the other the differences from the best fixed step. */
public final class HeldOutComparisonText {

    private static final List<String> HEADS = List.of(
            "round reward",
            "reward",
            "no regret",
            "gains",
            "worst 1 %",
            "worst 10 %",
            "messages",
            "announced",
            "deadlines",
            "welfare");
    private static final List<Column> CELLS =
            List.of(Column.ROUND, Column.REWARD, Column.NO_REGRET, Column.MESSAGES, Column.DEADLINES);
    private static final int WIDTH = 13;
    private static final int INTERVAL_WIDTH = 19;
    private static final Map<Column, Integer> DIGITS =
            new EnumMap<>(Map.of(Column.MESSAGES, 2, Column.ANNOUNCEMENTS, 2, Column.WELFARE, 3));

    private HeldOutComparisonText() {}

    /** Returns the tables. */
    public static String of(HeldOutComparison study) {
        Row fixed = study.rows().getFirst();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Means of %,d rounds of %s that were not used in training. Round reward: money and deadlines of all agents, less messages; reward: in units of each market's mean; no regret: the same without regret; gains: share of the"
                        + " attainable gains from trade; worst 1 %% and 10 %%: mean gains over the worst rounds.\n\n",
                HeldOutComparison.at(fixed.of(), Column.REWARD).length,
                study.name()));
        text.append(head("policy", WIDTH));
        study.rows()
                .forEach(row -> text.append(
                        line(row, "%.*f", WIDTH, row.of(), row.beyond().isEmpty() ? "" : "  " + row.beyond())));
        text.append("\n").append(head("difference from " + fixed.name(), INTERVAL_WIDTH));
        study.rows().stream().skip(1).forEach(row -> text.append(difference(row, fixed, study.by())));
        return text.toString();
    }

    private static String difference(Row row, Row fixed, Column by) {
        Map<Column, double[]> less = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            double[] differences = HeldOutComparison.at(row.of(), column).clone();
            Arrays.setAll(differences, i -> differences[i] - HeldOutComparison.at(fixed.of(), column)[i]);
            less.put(column, differences);
        }
        String lower = Stream.of(by, Column.WORST_TENTH, Column.DEADLINES)
                .filter(column -> ConfidenceInterval.of(HeldOutComparison.at(less, column))
                                .high()
                        < 0)
                .map(column -> column.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        boolean more = ConfidenceInterval.of(HeldOutComparison.at(less, by)).low() > 0;
        String verdict = !lower.isEmpty() ? "  worse: " + lower : more ? "  better" : "  no difference";
        return line(row, "%+.*f ± %.*f", INTERVAL_WIDTH, less, verdict);
    }

    /** Returns the results by kind, policy and round as tab-separated values. */
    public static String cells(List<HeldOutComparison> studies) {
        StringBuilder text = new StringBuilder("kind\tpolicy\tround");
        CELLS.forEach(column -> text.append('\t')
                .append(column == Column.ROUND ? "round_reward" : column.name().toLowerCase(Locale.ROOT)));
        for (HeldOutComparison study : studies) {
            for (Row row : study.rows()) {
                for (int i = 0; i < HeldOutComparison.at(row.of(), Column.ROUND).length; i++) {
                    text.append('\n').append(String.join("\t", study.name(), row.name(), Integer.toString(i)));
                    for (Column column : CELLS) {
                        text.append(String.format(Locale.ROOT, "\t%.4g", HeldOutComparison.at(row.of(), column)[i]));
                    }
                }
            }
        }
        return text.append('\n').toString();
    }

    /** Returns a table for small rounds. It contains the optimal round reward and the rewards of untrained policies, in descending order. */
    public static String smallRoundsTable(RoundDynamicProgram program) {
        Map<String, Double> values = new LinkedHashMap<>();
        program.best().ifPresent(best -> values.put("optimum, list of rounds known", best));
        values.put("optimum, all limits known", program.bestWithLimitsKnown());
        Stream.of(new OrderStatisticStep(), new GreedyStep(), StagedStep.standard())
                .forEach(policy -> values.put(policy.name(), program.value(policy)));
        for (long step = 1; step <= program.parts() / 2; step++) {
            values.put("fixed, " + step + " parts", program.value(new FixedStep(step)));
        }
        return String.format(
                        Locale.ROOT,
                        "Round reward on %,d rounds of at most 3 x 2 lots, limits rounded to %d parts of the gap:%n",
                        program.rounds().size(),
                        program.parts())
                + values.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .map(value -> String.format(Locale.ROOT, "%-50s %8.4f%n", value.getKey(), value.getValue()))
                        .collect(Collectors.joining());
    }

    private static String head(String first, int width) {
        return String.format(Locale.ROOT, "%-42s", first)
                + HEADS.stream().map(name -> padded(name, width)).collect(Collectors.joining())
                + "\n";
    }

    private static String padded(String text, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", text);
    }

    private static String line(Row row, String form, int width, Map<Column, double[]> of, String note) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-42s", row.name()));
        of.forEach((column, numbers) -> {
            ConfidenceInterval interval = ConfidenceInterval.of(numbers);
            String digits = DIGITS.getOrDefault(column, 4).toString();
            String number = String.format(
                    Locale.ROOT, form.replace("*", digits), interval.mean(), interval.high() - interval.mean());
            line.append(padded(number, width));
        });
        return line + note + "\n";
    }
}
