package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.learning.environment.TwoClocks;
import skybourse.learning.headroom.ClairvoyantSteps;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockMarketDistributionBuilder;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;
import tools.jackson.databind.JsonNode;

/**
 * All four two-clock problems of {@code mdp_known_values.json}: best value, known sequence and fixed steps, by the
 * file's rule.
 *
 * <p>{@code BayesOptimalPolicy} supports limits with known distributions and the auction's own rule; neither holds
 * here. Both rules have the same largest gains from trade, which are compared with the clairvoyant schedule.
 */
class TwoClocksTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void bestValueEqualsKnownValue(int index) {
        JsonNode problem = KnownValues.clocks(index);
        assertThat(new TwoClocks(problem).best())
                .isCloseTo(problem.get("optimal_return").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void knownSequenceHasKnownReturnAndClocks(int index) {
        JsonNode problem = KnownValues.clocks(index);
        int[] steps = KnownValues.ints(problem.get("steps"));
        int[] actions = Arrays.stream(KnownValues.ints(problem.get("one_optimal_action_sequence")))
                .map(step -> Arrays.binarySearch(steps, step))
                .toArray();
        TwoClocks clocks = new TwoClocks(problem);
        assertThat(clocks.play(actions)).isCloseTo(problem.get("optimal_return").asDouble(), within(1e-9));
        assertThat(clocks.clocks()).isEqualTo(KnownValues.ints(problem.get("final_clocks")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void fixedStepsHaveKnownReturns(int index) {
        JsonNode problem = KnownValues.clocks(index);
        int[] steps = KnownValues.ints(problem.get("steps"));
        for (int action = 0; action < steps.length; action++) {
            JsonNode known = problem.at("/fixed_step_policies/" + steps[action]);
            TwoClocks clocks = new TwoClocks(problem);
            int rounds = clocks.playAlways(action);
            assertThat(rounds).isEqualTo(known.get("rounds").asInt());
            assertThat(clocks.clocks()).isEqualTo(KnownValues.ints(known.get("final_clocks")));
            int same = action;
            int[] actions = IntStream.range(0, rounds).map(move -> same).toArray();
            double kappa = problem.get("kappa").asDouble();
            assertThat(clocks.play(actions)).isCloseTo(known.get("return").asDouble(), within(1e-9));
            assertThat(clocks.play(actions) + kappa * rounds)
                    .isCloseTo(known.get("welfare").asDouble(), within(1e-9));
        }
    }

    /** If only welfare is rewarded, the best schedule of the auction itself realizes all gains from trade. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void clairvoyantScheduleReachesFullWelfareWithoutMessageCosts(int index) {
        JsonNode problem = KnownValues.clocks(index);
        long[] values = longs(problem.get("buyers"));
        long[] costs = longs(problem.get("sellers"));
        SampledMarket limits = new SampledMarket(values, costs);
        long most = problem.get("full_information_max_welfare").asLong();
        assertThat(limits.clairvoyantWelfareTicks()).isEqualTo(most);

        ValueDistribution any = ValueDistribution.uniform(0, 100);
        ClockMarketDistribution market = ClockMarketDistributionBuilder.builder()
                .name("known")
                .components(List.of(new UnitDemandMarketDistribution(values.length, any, costs.length, any)))
                .buyersStartTicks(problem.get("Cb0").asLong())
                .sellersStartTicks(problem.get("Cs0").asLong())
                .steps(StepSet.of(longs(problem.get("steps"))))
                .weights(new RewardWeights(1, 0, 0))
                .build();
        ClockReward welfare = new ClockReward(new RewardWeights(1, 0, 0), new RewardScale(1, 1));
        assertThat(ClairvoyantSteps.value(market, welfare, limits)).isCloseTo(most, within(1e-9));
    }

    private static long[] longs(JsonNode array) {
        return IntStream.of(KnownValues.ints(array)).asLongStream().toArray();
    }
}
