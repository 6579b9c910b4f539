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
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.training.TrainedRange;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.ClockState.SideState;

class ExternalPolicyTest {

    private static final ClockMarket MARKET =
            BenchmarkMarkets.named("narrow-3x2").orElseThrow();
    private static final long HIGH = MARKET.buyersStartTicks();

    /** Clocks that are {@code gap} apart, of which the sellers' stands at its start. */
    private static ClockState apart(long gap) {
        long low = MARKET.sellersStartTicks();
        return new ClockState(
                Side.BUYERS, 3, new SideState(HIGH, low + gap, 3, 0, true), new SideState(low, low, 2, 0, true));
    }

    private static ExternalPolicy policy(ExternalPolicy.PolicyFunction chooser) {
        AuctionProblem problem = AuctionProblem.of(MARKET);
        return new ExternalPolicy("own", problem.form(), problem.actions(), TrainedRange.ANY, 2, 7, chooser);
    }

    private static ExternalPolicy always(double... probabilities) {
        return policy((numbers, legal, drawn) -> probabilities);
    }

    @Test
    void theFunctionSeesTheStateAndChoosesAmongItsLegalSteps() {
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
        assertThat(last.stepTicks(apart(gap)))
                .isEqualTo(MARKET.steps().ticks().get(MARKET.steps().legal(gap) - 1));
        assertThat(always(0, 1).stepTicks(apart(2))).isEqualTo(2);
    }

    /** The start clocks are twice as far apart as in the law: steps of 1 to 13 ticks are 2 to 26 there. */
    @Test
    void stepsGrowWithTheGapAndTheRangeDecidesWhereTheFunctionIsCalled() {
        var far = new ClockState(Side.BUYERS, 0, new SideState(60, 60, 3, 0, true), new SideState(0, 0, 2, 0, false));
        assertThat(always(0, 0, 0, 0, 0, 1).chances(far).ticks()).containsExactly(2, 4, 6, 10, 16, 26);
        AuctionProblem problem = AuctionProblem.of(MARKET);
        var range = new TrainedRange(Long.MAX_VALUE, Long.MAX_VALUE, 30, 30, 5);
        var fenced =
                new ExternalPolicy("own", problem.form(), problem.actions(), range, 2, 7, (numbers, legal, drawn) -> {
                    throw new AssertionError("outside of its range");
                });
        assertThat(fenced.stepTicks(far)).isEqualTo(10);
        assertThatThrownBy(() -> fenced.stepTicks(apart(MARKET.gapTicks()))).hasMessage("outside of its range");
    }

    @Test
    void anActionThatIsNotLegalIsRefused() {
        assertThat(MARKET.steps().legal(2)).isEqualTo(2); // steps of 1 and 2 ticks
        for (ExternalPolicy wrong :
                new ExternalPolicy[] {always(1), always(0, 0, 1), always(0.4, 0.4), always(-1, 2)}) {
            assertThatThrownBy(() -> wrong.stepTicks(apart(2)))
                    .hasMessageStartingWith("probabilities must be one for each of 2 steps");
        }
    }

    private static float[] drawn(long seed, ClockState state) {
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

    /** Four numbers in each of 29 states: mean 0 and variance 1 within four standard errors. */
    @Test
    void theFunctionReceivesNormalNumbersThatSeedAndStateFix() {
        assertThat(drawn(7, apart(3))).isEqualTo(drawn(7, apart(3))).doesNotContain(0, Float.NaN);
        assertThat(drawn(8, apart(3)))
                .as("another seed")
                .doesNotContain(drawn(7, apart(3)))
                .doesNotContain(drawn(0, apart(3)));
        assertThat(drawn(7, apart(4))).as("another state").doesNotContain(drawn(7, apart(3)));
        double[] all = LongStream.range(2, HIGH + 1)
                .mapToObj(gap -> drawn(7, apart(gap)))
                .flatMapToDouble(some -> IntStream.range(0, some.length).mapToDouble(i -> some[i]))
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double square =
                Arrays.stream(all).map(number -> number * number).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(all.length)));
        assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / all.length)));
    }

    @Test
    void drawsAreFixedByTheStateInRoundsAndIndependentBetweenMarkets() {
        ExternalPolicy even = always(0.25, 0.75);
        ClockState state = apart(2);
        assertThat(IntStream.range(0, 50).mapToLong(i -> even.stepTicks(state))).containsOnly(even.stepTicks(state));
        assertThat(even.chances(state).probabilities()).containsExactly(0.25, 0.75);
        double second = IntStream.range(0, 10_000)
                .filter(market -> SampledSteps.byMarket(even).apply(market).stepTicks(state) == 2)
                .count();
        assertThat(second / 10_000).isCloseTo(0.75, within(0.02));
        assertThat(SampledSteps.byMarket(even).apply(0).name()).isEqualTo("own");
        assertThat(Arrays.stream(new int[] {0, 1}).mapToObj(SampledSteps.byMarket(even)::apply))
                .allSatisfy(once -> assertThat(once.stepTicks(state)).isEqualTo(once.stepTicks(state)));
    }
}
