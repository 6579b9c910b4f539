package skybourse.learning.headroom;

import java.util.Arrays;

/**
 * Exact evaluation and improvement of policies that depend only on the visible state. This state consists of the active side, the number of
 * announcements, the clocks and the numbers of waiting traders.
 *
 * <p>The steps of such a policy do not depend on the limit prices of unmatched entries. All gains from unmatched entries are therefore linear in the
 * expected limit prices. One expected limit price per entry of a visible state represents all histories that lead to this state. The optimal policy
 * of {@link ClockDynamicProgram} is not a policy of the visible state, because it uses more information.
 *
 * <p>A policy is an array {@code int[states]} of step indices. An index above the largest legal step means the largest legal step.
 */
final class VisibleDynamicProgram {

    private final VisibleTurns turns;
    private final int states;
    private final int width;
    private final double rewardPerTick;
    private final double[] uniform;

    /**
     * Improved policy.
     *
     * @param policy index of the best step of each state that the histories reach; 0 for other states
     * @param value expected reward by the learner's estimate, which may be wrong
     */
    record ImprovedPolicy(int[] policy, double value) {}

    /** Lists the states of a market of one component. */
    VisibleDynamicProgram(ClockMarketDistribution market, ClockReward reward) {
        turns = new VisibleTurns(market, reward);
        // Two announcements are the first of their side. Each of the others moves a clock by at least one tick.
        int mostAnnouncements = (int) market.gapTicks() + 2;
        states = turns.count() * mostAnnouncements;
        width = 2 + Math.max(market.mostBuyers(), market.mostSellers());
        rewardPerTick = reward.welfare(1);
        uniform = histories(constant(0), 1);
    }

    int states() {
        return states;
    }

    TurnState turn(int state) {
        return turns.turn(state % turns.count());
    }

    int announcements(int state) {
        return state / turns.count();
    }

    /** Returns the policy with one step index in all states. */
    int[] constant(int step) {
        int[] policy = new int[states];
        Arrays.fill(policy, step);
        return policy;
    }

    /** Returns the histories, as in {@link VisibleMove}, of a policy with a share of uniformly random legal steps. */
    double[] histories(int[] policy, double randomShare) {
        double[] histories = new double[(states + 1) * width];
        histories[0] = 1;
        for (int state = 0; state < states; state++) {
            if (histories[state * width] > 0) {
                VisibleMove[] moves = moves(state);
                int chosen = Math.min(policy[state], moves.length - 1);
                for (int i = 0; i < moves.length; i++) {
                    double weight = randomShare / moves.length + (i == chosen ? 1 - randomShare : 0);
                    if (weight > 0) {
                        carry(histories, state, moves[i], weight);
                    }
                }
            }
        }
        return histories;
    }

    private void carry(double[] histories, int state, VisibleMove move, double weight) {
        for (int accepted = 0; accepted < move.share().length; accepted++) {
            double share = move.share()[accepted];
            if (share > 0) {
                move.carry(histories, state * width, accepted, weight * share, after(state, move, accepted));
            }
        }
    }

    /** Returns the expected reward of a policy. */
    double value(int[] policy) {
        double[] values = endValues();
        for (int state = states - 1; state >= 0; state--) {
            if (uniform[state * width] > 0) {
                credit(values, state, chosen(policy, state), values, state * width);
            }
        }
        return values[0];
    }

    /** Returns the histories of uniformly random legal steps. */
    double[] uniform() {
        return uniform;
    }

    /**
     * Returns the greedy policy of a learner whose values have converged. The values depend on the kind of its targets.
     *
     * @param targets kind of the learner's targets
     * @param histories histories of the states; the value of a step is the mean over them
     * @param policy present policy, for which whole-episode returns are computed; one-step targets use the greedy policy
     */
    ImprovedPolicy learn(ValueTargetKind targets, double[] histories, int[] policy) {
        double[] values = endValues();
        int[] better = new int[states];
        double[] moveValues = new double[width];
        for (int state = states - 1; state >= 0; state--) {
            if (histories[state * width] > 0) {
                VisibleMove[] moves = moves(state);
                double best = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < moves.length; i++) {
                    Arrays.fill(moveValues, 0);
                    credit(values, state, moves[i], moveValues, 0);
                    double mean = mean(moveValues, histories, state);
                    if (mean > best) {
                        best = mean;
                        better[state] = i;
                    }
                }
                keep(targets, best, histories, policy, values, state);
            }
        }
        return new ImprovedPolicy(better, values[0]);
    }

    /** Sets the values of a state. With one-step targets, histories that lead to the same state are no longer distinguished (state aliasing). */
    private void keep(
            ValueTargetKind targets, double best, double[] histories, int[] policy, double[] values, int state) {
        int at = state * width;
        switch (targets) {
            case ONE_STEP_PAID_AT_THE_END -> values[at] = best;
            case ONE_STEP_PAID_WHEN_SETTLED -> {
                values[at] = best - rewardPerTick * histories[at + 1] / histories[at];
                values[at + 1] = rewardPerTick;
            }
            case WHOLE_EPISODE -> credit(values, state, chosen(policy, state), values, at);
        }
    }

    private void credit(double[] values, int state, VisibleMove move, double[] before, int to) {
        before[to] += move.reward();
        for (int accepted = 0; accepted < move.share().length; accepted++) {
            double share = move.share()[accepted];
            if (share > 0) {
                move.credit(values, after(state, move, accepted), accepted, share, before, to);
            }
        }
    }

    private double mean(double[] moveValues, double[] histories, int state) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += moveValues[i] * histories[state * width + i];
        }
        return sum / histories[state * width];
    }

    /** Returns an array of all values that is zero except at the end of the auction, where only the gains so far have a value. */
    private double[] endValues() {
        double[] values = new double[(states + 1) * width];
        values[states * width + 1] = rewardPerTick;
        return values;
    }

    private VisibleMove[] moves(int state) {
        return turns.moves(state % turns.count());
    }

    private VisibleMove chosen(int[] policy, int state) {
        VisibleMove[] moves = moves(state);
        return moves[Math.min(policy[state], moves.length - 1)];
    }

    /** Returns the index of the next state's vector. The vector of the end of the auction is the last one. */
    private int after(int state, VisibleMove move, int accepted) {
        int next = move.next()[accepted];
        return width * (next < 0 ? states : (announcements(state) + 1) * turns.count() + next);
    }
}
