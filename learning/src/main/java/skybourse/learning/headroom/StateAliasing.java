package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Effect of state aliasing on a learner's targets. It is computed with exact expectations and a table of all visible states, without networks and
 * sampling.
 *
 * <p>In a round of learning, the value of a step is the mean of its {@link ValueTargetKind} over the histories that lead to the visible state. The new
 * policy takes the step with the highest value. The next round uses the histories of the new policy, with a share of random steps. The first round
 * uses the histories of uniformly random steps; its present policy takes the smallest step.
 *
 * <p>The result shows whether a learner below the optimum needs a better network or better targets. It does not predict the result of a network,
 * which generalizes over states and changes its policy while it learns.
 *
 * @param fixed the expected reward of the best fixed step
 * @param optimum the expected reward of the Bayes-optimal auctioneer
 * @param rewards the expected reward of the greedy policy after each round, by kind of target
 */
public record StateAliasing(double fixed, double optimum, Map<ValueTargetKind, List<Double>> rewards) {

    public StateAliasing {
        rewards = Collections.unmodifiableMap(new EnumMap<>(rewards));
    }

    /**
     * Computes the effect on a market; empty if it is a mixture or its Bayes-optimal program has too many states.
     *
     * @param market the distribution of markets
     * @param rounds number of rounds of learning, at least 1
     * @param randomShare share of random steps while learning, above 0 and at most 1
     * @param mostStates largest number of states of the Bayes-optimal program; 3e7 take 3 GB
     */
    public static Optional<StateAliasing> of(
            ClockMarketDistribution market, int rounds, double randomShare, long mostStates) {
        return market.components().size() > 1
                ? Optional.empty()
                : BayesOptimalPolicy.solve(market, mostStates)
                        .map(optimal -> of(market, rounds, randomShare, optimal.value()));
    }

    private static StateAliasing of(ClockMarketDistribution market, int rounds, double randomShare, double optimum) {
        var program = new VisibleDynamicProgram(market, ClockReward.of(market));
        double fixed = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < market.steps().size(); step++) {
            fixed = Math.max(fixed, program.value(program.constant(step)));
        }
        Map<ValueTargetKind, List<Double>> rewards = new EnumMap<>(ValueTargetKind.class);
        for (ValueTargetKind targets : ValueTargetKind.values()) {
            rewards.put(targets, rewards(program, targets, rounds, randomShare));
        }
        return new StateAliasing(fixed, optimum, rewards);
    }

    private static List<Double> rewards(
            VisibleDynamicProgram program, ValueTargetKind targets, int rounds, double randomShare) {
        List<Double> rewards = new ArrayList<>();
        int[] policy = program.constant(0);
        for (int round = 0; round < rounds; round++) {
            double[] histories = round == 0 ? program.uniform() : program.histories(policy, randomShare);
            policy = program.learn(targets, histories, policy).policy();
            rewards.add(program.value(policy));
        }
        return rewards;
    }

    /** Returns the share of the headroom captured after each round: 0 for the best fixed step, 1 for Bayes-optimal. */
    public List<Double> shares(ValueTargetKind targets) {
        return rewards.getOrDefault(targets, List.of()).stream()
                .map(reward -> (reward - fixed) / (optimum - fixed))
                .toList();
    }
}
