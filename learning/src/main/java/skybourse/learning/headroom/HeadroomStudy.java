package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.learning.headroom.Headroom.RewardMark;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;

/**
 * Computation of the headroom of a market. The headroom is exact if the Bayes-optimal program can be solved. Otherwise the study computes two bounds.
 * The lower bound is the best policy found. The upper bound is the value of Bayes-optimal auctioneers that know the component. For components that
 * are too large, it is the clairvoyant schedule.
 *
 * <p>Use it before training, because without headroom there is nothing to learn. It needs the distribution of markets; samples are not enough.
 *
 * @param seed seed of the sampled markets
 * @param trainingMarkets number of markets on which the fixed step is chosen
 * @param evaluationMarkets number of markets on which policies are compared
 * @param scheduleMarkets number of markets with a clairvoyant schedule, over all components
 * @param mostStates largest number of states of one exact program; 3e7 take 3 GB
 */
public record HeadroomStudy(
        long seed, int trainingMarkets, int evaluationMarkets, int scheduleMarkets, long mostStates) {

    private static final Comparator<RewardMark> BY_REWARD = Comparator.comparingDouble(RewardMark::reward);

    /** Returns a study with 20,000 markets for the choice, 100,000 for the comparison, 4,000 for the bound, and 2,000,000 states. */
    public static HeadroomStudy standard(long seed) {
        return new HeadroomStudy(seed, 20_000, 100_000, 4_000, 2_000_000);
    }

    /** Returns the headroom of a market. */
    public Headroom of(ClockMarketDistribution market) {
        ClockReward reward = ClockReward.of(market);
        if (market.components().size() == 1) {
            Optional<BayesOptimalPolicy> optimal =
                    BayesOptimalPolicy.solve(market, market.components().getFirst(), reward, mostStates);
            if (optimal.isPresent()) {
                return exact(market, reward, optimal.get().value());
            }
        }
        return bracket(market, reward);
    }

    private Headroom exact(ClockMarketDistribution market, ClockReward reward, double optimum) {
        List<RewardMark> fixed = new ArrayList<>();
        fixedSteps(market).forEach(policy -> fixed.add(exactly(market, reward, policy)));
        List<RewardMark> found = new ArrayList<>(fixed);
        adaptive(market, reward).forEach(policy -> found.add(exactly(market, reward, policy)));
        RewardMark best = best(fixed);
        return new Headroom(market.name(), best, best, best(found), new RewardMark("bayes-optimal", optimum, 0), true);
    }

    private static RewardMark exactly(ClockMarketDistribution market, ClockReward reward, ClockPolicy policy) {
        OptionalDouble value = PolicyValue.exact(market, reward, policy, Long.MAX_VALUE);
        return new RewardMark(policy.name(), value.orElseThrow(), 0);
    }

    private Headroom bracket(ClockMarketDistribution market, ClockReward reward) {
        List<SampledMarket> training = SampledValue.markets(market, seed, "training-markets", trainingMarkets);
        List<SampledMarket> evaluation = SampledValue.markets(market, seed, "evaluation-markets", evaluationMarkets);
        List<RewardMark> marks = new ArrayList<>();
        int chosen = 0;
        double chosenReward = Double.NEGATIVE_INFINITY;
        for (ClockPolicy policy : fixedSteps(market)) {
            double trained = SampledValue.of(market, reward, policy, training).reward();
            if (trained > chosenReward) {
                chosenReward = trained;
                chosen = marks.size();
            }
            marks.add(sampled(market, reward, policy, evaluation));
        }
        RewardMark fixed = marks.get(chosen);
        RewardMark hindsight = best(marks);
        adaptive(market, reward).forEach(policy -> marks.add(sampled(market, reward, policy, evaluation)));
        return new Headroom(market.name(), fixed, hindsight, best(marks), ceiling(market, reward), false);
    }

    private static RewardMark sampled(
            ClockMarketDistribution market, ClockReward reward, ClockPolicy policy, List<SampledMarket> draws) {
        SampledValue value = SampledValue.of(market, reward, policy, draws);
        return new RewardMark(policy.name(), value.reward(), value.halfWidth());
    }

    private static List<ClockPolicy> fixedSteps(ClockMarketDistribution market) {
        return market.steps().ticks().stream()
                .map(ticks -> (ClockPolicy) new FixedStep(ticks))
                .toList();
    }

    private static List<ClockPolicy> adaptive(ClockMarketDistribution market, ClockReward reward) {
        return List.of(new OrderStatisticStep(), new GreedyStep(), new CountOptimalPolicy(market, reward));
    }

    private static RewardMark best(List<RewardMark> marks) {
        return marks.stream().max(BY_REWARD).orElseThrow();
    }

    private RewardMark ceiling(ClockMarketDistribution market, ClockReward reward) {
        int count = market.components().size();
        double sum = 0;
        double variance = 0;
        int told = 0;
        for (UnitDemandMarketDistribution component : market.components()) {
            Optional<BayesOptimalPolicy> optimal =
                    count == 1 ? Optional.empty() : BayesOptimalPolicy.solve(market, component, reward, mostStates);
            if (optimal.isPresent()) {
                sum += optimal.get().value();
                told++;
            } else {
                RewardMark bound = schedules(market, component, reward);
                sum += bound.reward();
                variance += bound.halfWidth() * bound.halfWidth();
            }
        }
        String name = told == count ? "component told" : told == 0 ? "clairvoyant" : "told or clairvoyant";
        return new RewardMark(name, sum / count, Math.sqrt(variance) / count);
    }

    private RewardMark schedules(
            ClockMarketDistribution market, UnitDemandMarketDistribution component, ClockReward reward) {
        ClockMarketDistribution alone = alone(market, component);
        List<SampledMarket> draws = SampledValue.markets(
                alone,
                seed,
                "schedule-markets",
                Math.max(2, scheduleMarkets / market.components().size()));
        double sum = 0;
        double squares = 0;
        for (SampledMarket draw : draws) {
            double value = ClairvoyantSteps.value(alone, reward, draw);
            sum += value;
            squares += value * value;
        }
        return SampledValue.mark("clairvoyant", sum, squares, draws.size());
    }

    private static ClockMarketDistribution alone(
            ClockMarketDistribution market, UnitDemandMarketDistribution component) {
        return market.withName(
                        "schedules/" + market.name() + "/" + market.components().indexOf(component))
                .withComponents(List.of(component));
    }
}
