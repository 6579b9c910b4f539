package skybourse.learning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Scenario;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;

/**
 * A trained model beside its rivals on markets that tier 1 of a scenario makes and that no training saw.
 *
 * @param scenario its name
 * @param played every policy on the same markets: the model by its likeliest steps first
 * @param chosen name of the fixed step that was best on the training markets
 * @param hindsight name of the fixed step that was best on these markets
 * @param beyond the fixed steps in ticks that the model took in each market beyond its training
 * @param clairvoyant the reward on each market of steps that know every limit, a bound
 */
public record RivalStudy(
        String scenario,
        List<PlayedPolicy> played,
        String chosen,
        String hindsight,
        List<Long> beyond,
        List<Double> clairvoyant) {

    private static final int TRAINING_MARKETS = 200;

    public RivalStudy {
        played = List.copyOf(played);
        beyond = List.copyOf(beyond);
        clairvoyant = List.copyOf(clairvoyant);
    }

    /**
     * Makes the markets and plays all policies on them; nothing where the scenario leads to fewer than two markets in which
     * steps can be chosen.
     *
     * @param markets how many that no training saw
     * @param seed fixes them
     */
    public static Optional<RivalStudy> of(TrainedModel model, Scenario scenario, int markets, long seed) {
        List<ScenarioRound> seen = seen(scenario);
        List<ScenarioRound> unseen = unseen(scenario, seed, markets);
        return ScenarioMarkets.Pool.of(seen)
                .filter(_ -> unseen.size() > 1)
                .map(pool -> new ClockReward(model.reward().weights(), pool.scale()))
                .map(reward -> play(model, scenario.name(), seed, seen, unseen, reward));
    }

    /** Returns rounds like those of a training; rewards are measured in their means. */
    static List<ScenarioRound> seen(Scenario scenario) {
        return ScenarioRound.withChoices(scenario, "training-tasks", TRAINING_MARKETS);
    }

    /** Returns rounds that no training saw. */
    static List<ScenarioRound> unseen(Scenario scenario, long seed, int markets) {
        return ScenarioRound.withChoices(scenario, "evaluation-tasks/" + seed, markets);
    }

    private static RivalStudy play(
            TrainedModel model,
            String scenario,
            long seed,
            List<ScenarioRound> seen,
            List<ScenarioRound> unseen,
            ClockReward reward) {
        List<ClockPolicy> fixed = fixedSteps(model, seen.getFirst());
        List<ClockPolicy> policies = new ArrayList<>(List.of(model.steady(), model.drawing()));
        policies.addAll(fixed);
        policies.addAll(List.of(new OrderStatistics(), new Greedy()));
        List<PlayedPolicy> played = new ArrayList<>(played(policies, reward, unseen));
        List<PlayedPolicy> fixedPlayed = List.copyOf(played.subList(2, 2 + fixed.size())); // after the model's two
        played.add(PlayedPolicy.of(reward, unseen, index -> new RandomStep(seed, index)));
        List<Double> bound = unseen.stream()
                .map(round -> ClairvoyantClocks.value(round.market(), model.actions(), reward))
                .toList();
        LearnedClockPolicy steady = model.steady();
        List<Long> beyond = unseen.stream()
                .map(round -> steady.asked(
                        round.market().dutch(steady), round.market().book(), new TieOrder.ById()))
                .filter(asked -> asked.beyond() > 0)
                .map(LearnedClockPolicy.Asked::elsewhereTicks)
                .toList();
        return new RivalStudy(scenario, played, best(played(fixed, reward, seen)), best(fixedPlayed), beyond, bound);
    }

    /** Returns the model's own steps as long as they are on a training market's gap, and those halfway between. */
    private static List<ClockPolicy> fixedSteps(TrainedModel model, ScenarioRound round) {
        return model.actions().on(round.market().gapTicks()).withHalfway().ticks().stream()
                .map(step -> (ClockPolicy) new FixedStep(step))
                .toList();
    }

    private static List<PlayedPolicy> played(
            List<ClockPolicy> policies, ClockReward reward, List<ScenarioRound> rounds) {
        return policies.stream()
                .map(policy -> PlayedPolicy.of(reward, rounds, _ -> policy))
                .toList();
    }

    private static String best(List<PlayedPolicy> played) {
        return played.stream()
                .max(Comparator.comparingDouble(
                        one -> Arrays.stream(one.rewards()).sum()))
                .orElseThrow()
                .policy();
    }

    /** Returns the model by its likeliest steps. */
    public PlayedPolicy steady() {
        return played.getFirst();
    }

    /** Returns what was played by its name. */
    public PlayedPolicy named(String name) {
        return played.stream()
                .filter(policy -> policy.policy().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
