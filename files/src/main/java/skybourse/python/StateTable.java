package skybourse.python;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.learning.headroom.StochasticPolicy.StepDistribution;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.StepSet;

/**
 * Table of the states in which the policy of a clock market is called, in a fixed order. It includes states with a single legal step. With it, a
 * policy can be given as a table of
 * probabilities by state.
 */
public final class StateTable {

    private final ClockMarketDistribution market;
    private final Map<ClockState, Integer> rows = new LinkedHashMap<>();

    /** Finds all states in which the policy can be called, for any choice of the steps of a market. */
    public StateTable(ClockMarketDistribution market) {
        this.market = market;
        PolicyValue.exact(market, new Uniform(), Long.MAX_VALUE);
    }

    private StepSet choices() {
        return market.steps();
    }

    /** Returns the number of states. */
    public int count() {
        return rows.size();
    }

    /** Returns the numbers of all states in row-major order, {@code float[count * form.size()]}. */
    public float[] numbers(StateEncoding form, ActionSet actions) {
        float[] numbers = new float[count() * form.size()];
        rows.forEach((state, row) ->
                System.arraycopy(form.numbers(state, actions), 0, numbers, row * form.size(), form.size()));
        return numbers;
    }

    /** Returns the number of legal actions of each state, {@code int[count]}. */
    public int[] legal() {
        return rows.keySet().stream()
                .mapToInt(state -> choices().legal(state.largestStepTicks()))
                .toArray();
    }

    /**
     * Returns a policy with given probabilities. The policy throws {@link IllegalArgumentException} in a state that is not in the table.
     *
     * @param name short name
     * @param probabilities {@code double[count * steps]} in row-major order: the probability of each action in each state; 0 for illegal actions
     */
    public StochasticPolicy policy(String name, double[] probabilities) {
        return new Tabled(name, probabilities);
    }

    private StepDistribution chances(ClockState state, double[] probabilities, int from) {
        long gap = state.largestStepTicks();
        long[] ticks = new long[choices().legal(gap)];
        Arrays.setAll(ticks, action -> choices().stepTicks(action, gap));
        return new StepDistribution(ticks, Arrays.copyOfRange(probabilities, from, from + ticks.length));
    }

    /** Policy that takes each legal step with the same probability. It adds every state in which it is called to the table. */
    private final class Uniform implements StochasticPolicy {
        @Override
        public String name() {
            return "uniform";
        }

        @Override
        public StepDistribution chances(ClockState state) {
            rows.putIfAbsent(state, rows.size());
            double[] probabilities = new double[choices().legal(state.largestStepTicks())];
            Arrays.fill(probabilities, 1.0 / probabilities.length);
            return StateTable.this.chances(state, probabilities, 0);
        }

        @Override
        public long stepTicks(ClockState state) {
            return PolicyStepSampling.of(this, state, 0);
        }
    }

    private final class Tabled implements StochasticPolicy {

        private final String name;
        private final double[] probabilities;

        Tabled(String name, double[] probabilities) {
            this.name = name;
            this.probabilities = probabilities;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public StepDistribution chances(ClockState state) {
            Integer row = rows.get(state);
            if (row == null) {
                throw new IllegalArgumentException("policy must be a function outside the law " + market.name()
                        + ", because a table has only the states of the law: " + name);
            }
            return StateTable.this.chances(state, probabilities, row * choices().size());
        }

        @Override
        public long stepTicks(ClockState state) {
            return PolicyStepSampling.of(this, state, 0);
        }
    }
}
