package skybourse.app.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import skybourse.base.numeric.Wire;
import skybourse.evidence.sweep.Interval;
import skybourse.learning.training.PlayedRule;
import skybourse.learning.training.TruthfulStudy;
import skybourse.tier2.audit.PropertyAudit;

/** A trained auctioneer beside the truthful rules as a table, and what learning buys in one sentence. */
public final class TruthfulText {

    private TruthfulText() {}

    /**
     * Returns the table.
     *
     * @param model as it was typed
     */
    public static String of(String model, long seed, TruthfulStudy study) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s beside truthful rules on %s, seed %d, %,d common markets; everybody tells the truth\n",
                model,
                study.markets(),
                seed,
                study.possible().length));
        text.append(String.format(
                Locale.ROOT,
                "%-35s %-12s %16s %9s %13s %12s %9s\n",
                "rule",
                "truth pays",
                "gains from trade",
                "messages",
                "announcements",
                "house, ticks",
                "reward"));
        text.append(played(study.learned(), study));
        for (TruthfulStudy.Row row : study.rules()) {
            text.append(
                    switch (row) {
                        case PlayedRule rule -> played(rule, study);
                        case TruthfulStudy.Refused refused ->
                            String.format(Locale.ROOT, "%-35s %s\n", refused.name(), refused.reason());
                    });
        }
        return text.append(notes(study))
                .append(lies(model, study.lies()))
                .append(answer(study))
                .toString();
    }

    private static String played(PlayedRule rule, TruthfulStudy study) {
        return String.format(
                Locale.ROOT,
                "%-35s %-12s %16.4f %9.2f %13.2f %12.2f %9.4f\n",
                rule.name(),
                truth(rule, study.severalLots()),
                sum(rule.gains()) / sum(study.possible()),
                mean(rule.messages()),
                mean(rule.announcements()),
                mean(rule.house()),
                mean(rule.rewards()));
    }

    private static String truth(PlayedRule rule, boolean severalLots) {
        if (rule.isTruthful(severalLots)) {
            return Wire.name(rule.traits().sense());
        }
        return switch (rule.traits().truthful()) {
            case NO -> "no";
            case UNIT_DEMAND, ANY_LOTS, SELLERS -> "one lot only";
        };
    }

    private static String notes(TruthfulStudy study) {
        return "Reward: the weights of gains and messages; no regret, which is defined for the Double Dutch alone.\n"
                + "A rule without announcements takes sealed limits: one message a trader tells all.\n"
                + "Estimates by the law and Bayes-optimal clocks know the law of limits; the posted price of the drop-out clocks is the best on 50 other markets.\n"
                + (study.severalLots() ? "One lot only: here somebody has several, and lies can pay.\n" : "");
    }

    private static String lies(String model, PropertyAudit lies) {
        return lies.searched() == 0
                ? "Lies were not searched: too many traders.\n"
                : String.format(
                        Locale.ROOT,
                        "Lies under the learned midpoint: somebody gains in %.0f %% of the first %d markets,"
                                + " %.1f ticks in the mean, at most %.1f; more: ./skybourse audit --policy %s\n",
                        100 * lies.gainfulMarkets().mean(),
                        lies.searched(),
                        lies.gainTicks().mean(),
                        lies.worstGainHalfTicks().toDouble() / 2,
                        model);
    }

    private static String answer(TruthfulStudy study) {
        Map<PlayedRule, String> best = new LinkedHashMap<>();
        best.put(study.mostReward(), "the most reward");
        best.merge(study.mostRewardByClocks(), "the most reward by clocks", TruthfulText::both);
        best.merge(study.mostGains(), "the most gains", TruthfulText::both);
        return best.entrySet().stream()
                .map(entry -> compare(study, entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String both(String one, String other) {
        return one + " and " + other;
    }

    private static String compare(TruthfulStudy study, PlayedRule rule, String best) {
        double possible = sum(study.possible()) / study.possible().length;
        return String.format(
                Locale.ROOT,
                "Learning without truth, less the truthful rule of %s (%s), pairwise:"
                        + " gains from trade %s %% of the possible, messages %s, reward %s.\n",
                best,
                rule.name(),
                difference(study.learned(), rule, PlayedRule::gains, 100 / possible, 2),
                difference(study.learned(), rule, PlayedRule::messages, 1, 2),
                difference(study.learned(), rule, PlayedRule::rewards, 1, 4));
    }

    private static String difference(
            PlayedRule one, PlayedRule other, Function<PlayedRule, double[]> of, double factor, int digits) {
        double[] differences = new double[of.apply(one).length];
        Arrays.setAll(differences, i -> factor * (of.apply(one)[i] - of.apply(other)[i]));
        Interval interval = Interval.of(differences);
        String number = "%+." + digits + "f +- %." + digits + "f";
        return String.format(Locale.ROOT, number, interval.mean(), interval.high() - interval.mean());
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double mean(double[] values) {
        return sum(values) / values.length;
    }
}
