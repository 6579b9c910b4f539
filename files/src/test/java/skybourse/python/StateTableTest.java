package skybourse.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockMarketDistributionBuilder;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.RewardWeights;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.ClockState.SideState;
import skybourse.tier2.clock.StepSet;

/** States are recorded by a policy of the test. Rows are matched with them by their numbers. */
class StateTableTest {

    private static final int GAP = 10;
    private static final List<Long> STEPS = List.of(1L, 2L, 3L, 5L);
    private static final ClockMarketDistribution MARKET = ClockMarketDistributionBuilder.builder()
            .name("tiny")
            .components(List.of(new UnitDemandMarketDistribution(
                    2, ValueDistribution.uniform(3, 9), 1, ValueDistribution.uniform(1, 6))))
            .buyersStartTicks(GAP)
            .sellersStartTicks(0)
            .steps(new StepSet(STEPS))
            .weights(RewardWeights.standard())
            .build();
    private static final AuctionProblem PROBLEM = AuctionProblem.of(MARKET);

    private final StateTable table = new StateTable(MARKET);
    private final Set<ClockState> states = recordStates();

    /**
     * Returns the number of legal steps: those that do not pass the other clock, and the first that reaches or passes
     * it.
     */
    private static int legal(long gap) {
        return (int) Math.min(
                STEPS.size(), 1 + STEPS.stream().filter(step -> step < gap).count());
    }

    private static Set<ClockState> recordStates() {
        Set<ClockState> states = new LinkedHashSet<>();
        PolicyValue.exact(
                MARKET,
                new StochasticPolicy() {
                    @Override
                    public String name() {
                        return "recorder";
                    }

                    @Override
                    public StepDistribution chances(ClockState state) {
                        states.add(state);
                        long gap = state.largestStepTicks();
                        double[] even = new double[legal(gap)];
                        Arrays.fill(even, 1.0 / even.length);
                        return new StepDistribution(ticks(gap), even);
                    }

                    @Override
                    public long stepTicks(ClockState state) {
                        return 1;
                    }
                },
                Long.MAX_VALUE);
        return states;
    }

    private static long[] ticks(long gap) {
        return STEPS.stream()
                .limit(legal(gap))
                .mapToLong(step -> Math.min(step, gap))
                .toArray();
    }

    private Map<List<Float>, Integer> rows() {
        float[] numbers = table.numbers(PROBLEM.form(), PROBLEM.actions());
        int width = PROBLEM.form().size();
        assertThat(numbers).hasSize(table.count() * width);
        Map<List<Float>, Integer> rows = new HashMap<>();
        for (int row = 0; row < table.count(); row++) {
            rows.put(list(Arrays.copyOfRange(numbers, row * width, (row + 1) * width)), row);
        }
        assertThat(rows).hasSize(table.count());
        return rows;
    }

    private static List<Float> list(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList();
    }

    private int row(ClockState state) {
        return rows().get(list(PROBLEM.form().numbers(state, PROBLEM.actions())));
    }

    @Test
    void everyStateHasOneRow() {
        Map<List<Float>, Integer> rows = rows();
        int[] legal = table.legal();
        assertThat(table.count()).isEqualTo(states.size()).isGreaterThan(100);
        assertThat(legal).hasSize(states.size()).contains(1, 2, 3, 4);
        for (ClockState state : states) {
            float[] numbers = PROBLEM.form().numbers(state, PROBLEM.actions());
            assertThat(rows).containsKey(list(numbers));
            long gap = Math.round((numbers[2] - numbers[3]) * GAP);
            assertThat(gap)
                    .isEqualTo(state.buyers().clockTicks() - state.sellers().clockTicks());
            assertThat(legal[rows.get(list(numbers))]).isEqualTo(legal(gap));
        }
    }

    /** Row r takes its legal step r mod n always, or with probability 3/4 and its first step otherwise. */
    @Test
    void policyUsesProbabilitiesOfTheStateRow() {
        int[] legal = table.legal();
        double[] certain = new double[legal.length * STEPS.size()];
        double[] drawn = new double[certain.length];
        for (int row = 0; row < legal.length; row++) {
            int chosen = row % legal[row];
            certain[row * STEPS.size() + chosen] = 1;
            drawn[row * STEPS.size()] = 0.25;
            drawn[row * STEPS.size() + chosen] += 0.75;
        }
        Map<List<Float>, Integer> rows = rows();
        StochasticPolicy one = table.policy("certain", certain);
        StochasticPolicy other = table.policy("drawn", drawn);
        assertThat(one.name()).isEqualTo("certain");
        for (ClockState state : states) {
            int row = rows.get(list(PROBLEM.form().numbers(state, PROBLEM.actions())));
            long[] ticks = ticks(state.largestStepTicks());
            int chosen = row % ticks.length;
            assertThat(one.stepTicks(state)).isEqualTo(ticks[chosen]);
            assertThat(other.chances(state).ticks()).isEqualTo(ticks);
            double[] chances = new double[ticks.length];
            chances[0] = 0.25;
            chances[chosen] += 0.75;
            assertThat(other.chances(state).probabilities()).isEqualTo(chances);
        }
    }

    @Test
    void refusesStatesOutsideTheMarket() {
        var far = new ClockState(
                Side.BUYERS, 0, new SideState(1000, 1000, 3, 0, false), new SideState(0, 0, 2, 0, false));
        StochasticPolicy policy = table.policy("own", new double[table.count() * STEPS.size()]);
        assertThatThrownBy(() -> policy.chances(far))
                .hasMessage("policy must be a function outside the law tiny, because a table has only the"
                        + " states of the law: own");
    }

    @Test
    void refusesProbabilitiesThatDoNotSumToOne() {
        StochasticPolicy policy = table.policy("own", new double[table.count() * STEPS.size()]);
        ClockState first = states.iterator().next();
        assertThat(row(first)).isZero();
        assertThatThrownBy(() -> policy.chances(first))
                .hasMessageStartingWith("probabilities must be one for each of 4 steps");
    }
}
