package skybourse.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.training.TrainedRange;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.ClockState.SideState;

class ExternalPolicyTest {

    private static final ClockMarketDistribution MARKET =
            BenchmarkMarkets.named("narrow-3x2").orElseThrow();
    private static final long HIGH = MARKET.buyersStartTicks();

    /** Returns a state whose clocks are {@code gap} ticks apart, with the sellers' clock at its start. */
    private static ClockState stateWithGap(long gap) {
        long low = MARKET.sellersStartTicks();
        return new ClockState(
                Side.BUYERS, 3, new SideState(HIGH, low + gap, 3, 0, true), new SideState(low, low, 2, 0, true));
    }

    private static ExternalPolicy policy(ExternalPolicy.PolicyFunction chooser) {
        AuctionProblem problem = AuctionProblem.of(MARKET);
        return new ExternalPolicy("own", problem.form(), problem.actions(), TrainedRange.ANY, 2, 7, chooser);
    }

    private static ExternalPolicy constantPolicy(double... probabilities) {
        return policy((numbers, legal, drawn) -> probabilities);
    }

    @Test
    void functionGetsStateAndLegalSteps() {
        long gap = MARKET.gapTicks();
        ExternalPolicy last = policy((numbers, legal, drawn) -> {
            assertThat(numbers).hasSize(10);
            assertThat(numbers[2]).isEqualTo(1);
            assertThat(legal).isEqualTo(MARKET.steps().legal(gap));
            assertThat(drawn).hasSize(2);
            return IntStream.rangeClosed(1, legal)
                    .mapToDouble(i -> i == legal ? 1 : 0)
                    .toArray();
        });
        assertThat(last.stepTicks(stateWithGap(gap)))
                .isEqualTo(MARKET.steps().ticks().get(MARKET.steps().legal(gap) - 1));
        assertThat(constantPolicy(0, 1).stepTicks(stateWithGap(2))).isEqualTo(2);
    }

    /** The start clocks are twice as far apart as in the market: steps of 1 to 13 ticks become 2 to 26. */
    @Test
    void stepsScaleWithGapAndRangeLimitsCalls() {
        var far = new ClockState(Side.BUYERS, 0, new SideState(60, 60, 3, 0, true), new SideState(0, 0, 2, 0, false));
        assertThat(constantPolicy(0, 0, 0, 0, 0, 1).chances(far).ticks()).containsExactly(2, 4, 6, 10, 16, 26);
        AuctionProblem problem = AuctionProblem.of(MARKET);
        var range = new TrainedRange(Long.MAX_VALUE, Long.MAX_VALUE, 30, 30, 5);
        var limited =
                new ExternalPolicy("own", problem.form(), problem.actions(), range, 2, 7, (numbers, legal, drawn) -> {
                    throw new AssertionError("outside of its range");
                });
        assertThat(limited.stepTicks(far)).isEqualTo(10);
        assertThatThrownBy(() -> limited.stepTicks(stateWithGap(MARKET.gapTicks())))
                .hasMessage("outside of its range");
    }

    @Test
    void refusesInvalidProbabilities() {
        assertThat(MARKET.steps().legal(2)).isEqualTo(2); // steps of 1 and 2 ticks
        for (ExternalPolicy wrong : new ExternalPolicy[] {
            constantPolicy(1), constantPolicy(0, 0, 1), constantPolicy(0.4, 0.4), constantPolicy(-1, 2)
        }) {
            assertThatThrownBy(() -> wrong.stepTicks(stateWithGap(2)))
                    .hasMessageStartingWith("probabilities must be one for each of 2 steps");
        }
    }

    private static float[] normalNumbers(long seed, ClockState state) {
        AuctionProblem problem = AuctionProblem.of(MARKET);
        float[][] seen = new float[1][];
        new ExternalPolicy(
                        "own",
                        problem.form(),
                        problem.actions(),
                        TrainedRange.ANY,
                        4,
                        seed,
                        (numbers, legal, drawn) -> {
                            seen[0] = drawn;
                            double[] first = new double[legal];
                            first[0] = 1;
                            return first;
                        })
                .chances(state);
        return seen[0];
    }

    /** Four numbers in each of 29 states have mean 0 and variance 1, within four standard errors. */
    @Test
    void seedAndStateDetermineNormalNumbers() {
        assertThat(normalNumbers(7, stateWithGap(3)))
                .isEqualTo(normalNumbers(7, stateWithGap(3)))
                .doesNotContain(0, Float.NaN);
        assertThat(normalNumbers(8, stateWithGap(3)))
                .as("another seed")
                .doesNotContain(normalNumbers(7, stateWithGap(3)))
                .doesNotContain(normalNumbers(0, stateWithGap(3)));
        assertThat(normalNumbers(7, stateWithGap(4)))
                .as("another state")
                .doesNotContain(normalNumbers(7, stateWithGap(3)));
        double[] all = LongStream.range(2, HIGH + 1)
                .mapToObj(gap -> normalNumbers(7, stateWithGap(gap)))
                .flatMapToDouble(some -> IntStream.range(0, some.length).mapToDouble(i -> some[i]))
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double square =
                Arrays.stream(all).map(number -> number * number).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(all.length)));
        assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / all.length)));
    }

    @Test
    void samplesAreFixedByStateAndIndependentBetweenMarkets() {
        ExternalPolicy even = constantPolicy(0.25, 0.75);
        ClockState state = stateWithGap(2);
        assertThat(IntStream.range(0, 50).mapToLong(i -> even.stepTicks(state))).containsOnly(even.stepTicks(state));
        assertThat(even.chances(state).probabilities()).containsExactly(0.25, 0.75);
        double second = IntStream.range(0, 10_000)
                .filter(market ->
                        PolicyStepSampling.byMarket(even).apply(market).stepTicks(state) == 2)
                .count();
        assertThat(second / 10_000).isCloseTo(0.75, within(0.02));
        assertThat(PolicyStepSampling.byMarket(even).apply(0).name()).isEqualTo("own");
        assertThat(Arrays.stream(new int[] {0, 1}).mapToObj(PolicyStepSampling.byMarket(even)::apply))
                .allSatisfy(once -> assertThat(once.stepTicks(state)).isEqualTo(once.stepTicks(state)));
    }
}
