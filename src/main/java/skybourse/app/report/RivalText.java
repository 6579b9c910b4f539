package skybourse.app.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Function;
import skybourse.base.numeric.Wire;
import skybourse.evidence.sweep.Interval;
import skybourse.learning.training.PlayedPolicy;
import skybourse.learning.training.RivalStudy;
import skybourse.learning.training.ScenarioMarkets;

/** A trained model and its rivals on markets of a scenario as a table. */
public final class RivalText {

    private RivalText() {}

    /** Returns each policy in a row, then the model beside the best fixed steps, pair by pair. */
    public static String of(RivalStudy study) {
        PlayedPolicy steady = study.steady();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %,d markets of tier 1 that no training saw, turns %s\n",
                study.scenario(),
                study.clairvoyant().size(),
                Wire.name(ScenarioMarkets.TURNS)));
        text.append(String.format(
                Locale.ROOT,
                "%-26s %-17s %16s %9s %10s   %s\n",
                "policy",
                "reward (95 %)",
                "gains from trade",
                "messages",
                "deadlines",
                steady.policy() + " has more reward by"));
        for (PlayedPolicy policy : study.played()) {
            String note = policy.policy().equals(study.chosen()) ? "  best fixed step on the training markets" : "";
            note += policy.policy().equals(study.hindsight()) ? "  best fixed step in hindsight" : "";
            text.append(line(policy, steady, note)).append('\n');
        }
        double[] bound =
                study.clairvoyant().stream().mapToDouble(Double::doubleValue).toArray();
        text.append(String.format(
                Locale.ROOT,
                "%-26s %-17s knows every limit, the same steps; a bound\n",
                "clairvoyant",
                mean(Interval.of(bound), 4)));
        if (!study.beyond().isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s took a fixed step, %d to %d ticks, in the %,d markets that are beyond its training\n",
                    steady.policy(),
                    Collections.min(study.beyond()),
                    Collections.max(study.beyond()),
                    study.beyond().size()));
        }
        text.append(compare(steady, study.named(study.chosen()), "the best fixed step on the training markets"));
        text.append(compare(steady, study.named(study.hindsight()), "the best fixed step in hindsight"));
        return text.toString();
    }

    private static String line(PlayedPolicy policy, PlayedPolicy steady, String note) {
        double optimum = Arrays.stream(policy.optimum()).sum();
        String gain = policy.policy().equals(steady.policy())
                ? ""
                : mean(difference(steady, policy, PlayedPolicy::rewards, 1), 4);
        return String.format(
                        Locale.ROOT,
                        "%-26s %-17s %16.4f %9.2f %8.2f %%   %-18s%s",
                        policy.policy(),
                        mean(Interval.of(policy.rewards()), 4),
                        Arrays.stream(policy.welfare()).sum() / optimum,
                        Arrays.stream(policy.messages()).average().orElseThrow(),
                        100 * Arrays.stream(policy.deadlines()).average().orElseThrow(),
                        gain,
                        note)
                .stripTrailing();
    }

    private static String compare(PlayedPolicy steady, PlayedPolicy rival, String name) {
        double optimum = Arrays.stream(steady.optimum()).average().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s less %s (%s), pairwise: reward %s, gains from trade %s %% of the optimum, messages %s, deadlines met %s %%\n",
                steady.policy(),
                rival.policy(),
                name,
                mean(difference(steady, rival, PlayedPolicy::rewards, 1), 4),
                mean(difference(steady, rival, PlayedPolicy::welfare, 100 / optimum), 2),
                mean(difference(steady, rival, PlayedPolicy::messages, 1), 2),
                mean(difference(steady, rival, PlayedPolicy::deadlines, 100), 2));
    }

    private static Interval difference(
            PlayedPolicy one, PlayedPolicy other, Function<PlayedPolicy, double[]> of, double factor) {
        double[] differences = new double[one.rewards().length];
        Arrays.setAll(differences, i -> factor * (of.apply(one)[i] - of.apply(other)[i]));
        return Interval.of(differences);
    }

    private static String mean(Interval interval, int digits) {
        String number = "%." + digits + "f";
        return String.format(Locale.ROOT, number + " +- " + number, interval.mean(), interval.high() - interval.mean());
    }
}
