package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.Interval;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.training.ClairvoyantClocks;
import skybourse.learning.training.PlayedPolicy;
import skybourse.learning.training.ScenarioMarkets;
import skybourse.learning.training.ScenarioRound;
import skybourse.learning.training.TrainedModel;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;
import skybourse.tier2.clock.StepSet;

/** A trained model beside its rivals on markets that tier 1 of a scenario makes and that no training saw. */
final class ScenarioRivals {

    private static final int TRAINING_MARKETS = 200;

    private final TrainedModel model;
    private final Scenario scenario;
    private final long seed;
    private final List<ScenarioRound> seen;
    private final List<ScenarioRound> unseen;
    private final ClockReward reward;

    private ScenarioRivals(
            TrainedModel model,
            Scenario scenario,
            long seed,
            List<ScenarioRound> seen,
            List<ScenarioRound> unseen,
            ClockReward reward) {
        this.model = model;
        this.scenario = scenario;
        this.seed = seed;
        this.seen = seen;
        this.unseen = unseen;
        this.reward = reward;
    }

    /**
     * Makes the markets; nothing where the scenario leads to fewer than two in which steps can be chosen.
     *
     * @param markets how many that no training saw
     * @param seed fixes them
     */
    static Optional<ScenarioRivals> of(TrainedModel model, Scenario scenario, int markets, long seed) {
        List<ScenarioRound> seen = ScenarioRound.withChoices(scenario, "training-tasks", TRAINING_MARKETS);
        List<ScenarioRound> unseen = ScenarioRound.withChoices(scenario, "evaluation-tasks/" + seed, markets);
        return ScenarioMarkets.Pool.of(seen)
                .filter(_ -> unseen.size() > 1)
                .map(pool -> new ClockReward(model.reward().weights(), pool.scale()))
                .map(reward -> new ScenarioRivals(model, scenario, seed, seen, unseen, reward));
    }

    void print(PrintWriter out) {
        List<ClockPolicy> fixed = fixedSteps();
        String chosen = best(fixed, seen).policy();
        String hindsight = best(fixed, unseen).policy();
        PlayedPolicy steady = played(model.steady());
        List<PlayedPolicy> all = new ArrayList<>(List.of(steady, played(model.drawing())));
        fixed.forEach(policy -> all.add(played(policy)));
        all.add(played(new OrderStatistics()));
        all.add(played(new Greedy()));
        all.add(PlayedPolicy.of(reward, unseen, index -> new RandomStep(seed, index)));
        out.printf(
                Locale.ROOT,
                "%s, %,d markets of tier 1 that no training saw, turns %s%n",
                scenario.name(),
                unseen.size(),
                Wire.name(ScenarioMarkets.TURNS));
        out.printf(
                Locale.ROOT,
                "%-26s %-17s %16s %9s %10s   %s%n",
                "policy",
                "reward (95 %)",
                "gains from trade",
                "messages",
                "deadlines",
                steady.policy() + " has more reward by");
        for (PlayedPolicy policy : all) {
            String note = policy.policy().equals(chosen) ? "  best fixed step on the training markets" : "";
            note += policy.policy().equals(hindsight) ? "  best fixed step in hindsight" : "";
            out.println(line(policy, steady, note));
        }
        double[] bound = unseen.stream()
                .mapToDouble(round -> ClairvoyantClocks.value(round.market(), model.actions(), reward))
                .toArray();
        out.printf(
                Locale.ROOT,
                "%-26s %-17s knows every limit, the same steps; a bound%n",
                "clairvoyant",
                mean(Interval.of(bound), 4));
        compare(out, steady, named(all, chosen), "the best fixed step on the training markets");
        compare(out, steady, named(all, hindsight), "the best fixed step in hindsight");
        out.flush();
    }

    private static PlayedPolicy named(List<PlayedPolicy> all, String name) {
        return all.stream()
                .filter(policy -> policy.policy().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private PlayedPolicy played(ClockPolicy policy) {
        return PlayedPolicy.of(reward, unseen, _ -> policy);
    }

    /** Returns the model's own steps as long as they are on the first training market's gap, and those halfway between. */
    private List<ClockPolicy> fixedSteps() {
        StepSet steps = model.actions().on(seen.getFirst().market().gapTicks());
        var ticks = new TreeSet<Long>();
        long before = 0;
        for (long step : steps.ticks()) {
            if (before > 0) {
                ticks.add((before + step) / 2);
            }
            ticks.add(step);
            before = step;
        }
        return ticks.stream().map(step -> (ClockPolicy) new FixedStep(step)).toList();
    }

    private PlayedPolicy best(List<ClockPolicy> policies, List<ScenarioRound> rounds) {
        return policies.stream()
                .map(policy -> PlayedPolicy.of(reward, rounds, _ -> policy))
                .max(Comparator.comparingDouble(
                        played -> Arrays.stream(played.rewards()).sum()))
                .orElseThrow();
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

    private static void compare(PrintWriter out, PlayedPolicy steady, PlayedPolicy rival, String name) {
        double optimum = Arrays.stream(steady.optimum()).average().orElseThrow();
        out.printf(
                Locale.ROOT,
                "%s less %s (%s), pairwise: reward %s, gains from trade %s %% of the optimum, messages %s, deadlines met %s %%%n",
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
