package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a learner's targets do to it when networks and sampling are perfect: every expectation is exact, every state has its own
 * entry in a table.
 *
 * <p>A round values every step by its {@link Targets} in the mean of the histories that lead to its visible state, and takes the best
 * ones. The next round's histories are those of that policy with a share of random steps. The first round's histories are those of
 * uniformly random steps, and its present policy the smallest step.
 *
 * <p>Right to tell whether a learner that stops short lacks a better network or better targets. Wrong as a forecast of a network: it
 * smooths over states, and its policy moves while it learns.
 *
 * @param rounds of learning, at least 1
 * @param randomShares of the steps tried while learning, each above 0 and at most 1
 * @param mostStates of the Bayes-optimal program; 3e7 take 3 GB
 */
public record AliasingStudy(int rounds, List<Double> randomShares, long mostStates) {

    public AliasingStudy {
        randomShares = List.copyOf(randomShares);
    }

    /** Returns 6 rounds with 5 %, 40 % and nothing but random steps. */
    public static AliasingStudy standard(long mostStates) {
        return new AliasingStudy(6, List.of(0.05, 0.4, 1.0), mostStates);
    }

    /** Learns on a market; nothing where it is a mixture, or its Bayes-optimal program has more states than allowed. */
    public Optional<Aliasing> of(ClockMarket market) {
        return market.components().size() > 1
                ? Optional.empty()
                : BayesOptimal.solve(market, mostStates).map(optimal -> of(market, optimal.value()));
    }

    private Aliasing of(ClockMarket market, double optimum) {
        var program = new VisibleProgram(market, ClockReward.of(market));
        double fixed = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < market.steps().size(); step++) {
            fixed = Math.max(fixed, program.value(program.constant(step)));
        }
        List<Aliasing.Row> rows = new ArrayList<>();
        for (Targets targets : Targets.values()) {
            for (double randomShare : randomShares) {
                rows.add(new Aliasing.Row(targets, randomShare, rewards(program, targets, randomShare)));
            }
        }
        return new Aliasing(market.name(), fixed, optimum, rows);
    }

    private List<Double> rewards(VisibleProgram program, Targets targets, double randomShare) {
        List<Double> rewards = new ArrayList<>();
        int[] policy = program.constant(0);
        for (int round = 0; round < rounds; round++) {
            double[] histories = round == 0 ? program.uniform() : program.histories(policy, randomShare);
            policy = program.learn(targets, histories, policy).policy();
            rewards.add(program.value(policy));
        }
        return rewards;
    }
}
