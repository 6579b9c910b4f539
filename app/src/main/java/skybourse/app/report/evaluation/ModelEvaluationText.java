package skybourse.app.report.evaluation;

import java.util.Locale;
import java.util.OptionalDouble;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.SampledValue;
import skybourse.learning.training.TrainedModelComparison;

/** Formats the table that compares a trained model with other policies on markets of one distribution, row by row. */
public final class ModelEvaluationText {

    private ModelEvaluationText() {}

    /**
     * Returns the heading and the names of the columns.
     *
     * @param model name or file of the model, as given by the user
     */
    public static String head(String model, long seed, int markets, Headroom headroom) {
        return String.format(
                        Locale.ROOT,
                        "%s on %s: %,d markets per policy, seed %d. Reward of the best fixed step: %s %.5f; upper bound: %s %.5f%s.\n\n",
                        model,
                        headroom.market(),
                        markets,
                        seed,
                        headroom.fixed().name(),
                        headroom.fixed().reward(),
                        headroom.ceiling().name(),
                        headroom.ceiling().reward(),
                        headroom.exact() ? " (both exact)" : "")
                + String.format(
                        Locale.ROOT,
                        "%-26s %-19s %-18s %16s %9s %11s\n",
                        "policy",
                        "reward (95 % CI)",
                        "share of headroom",
                        "gains from trade",
                        "messages",
                        "us/decision");
    }

    /** Returns the row of one policy. */
    public static String line(TrainedModelComparison.Row row, Headroom headroom) {
        SampledValue value = row.value();
        OptionalDouble exact = row.exact();
        return String.format(
                Locale.ROOT,
                "%-26s %-19s %-18s %16.4f %9.2f %11s\n",
                value.policy(),
                exact.isPresent()
                        ? String.format(Locale.ROOT, "%.5f exact", exact.getAsDouble())
                        : String.format(Locale.ROOT, "%.5f ± %.5f", value.reward(), value.halfWidth()),
                share(value, exact, headroom),
                value.welfareShare(),
                value.messages(),
                row.decisionMicros() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", row.decisionMicros()));
    }

    private static String share(SampledValue value, OptionalDouble exact, Headroom headroom) {
        double share = headroom.share(exact.orElse(value.reward()));
        double perReward = headroom.share(1) - headroom.share(0);
        return exact.isPresent()
                ? String.format(Locale.ROOT, "%.1f %% exact", 100 * share)
                : String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * share, 100 * value.halfWidth() * perReward);
    }

    /** Returns the row of the clairvoyant bound. */
    public static String clairvoyant(TrainedModelComparison.Bound bound, Headroom headroom) {
        return String.format(
                Locale.ROOT,
                "%-26s %-19s %.1f %%  (knows all limit prices; first %,d markets)\n",
                "clairvoyant",
                String.format(Locale.ROOT, "%.5f", bound.reward()),
                100 * headroom.share(bound.reward()),
                bound.markets());
    }
}
