package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;

class MixedPricesTest {

    private static final Mix TWO = new Mix(List.of(new Point(3, 0.25), new Point(4, 0.75)));
    private static final Mix THREE = new Mix(List.of(new Point(1, 0.5), new Point(2, 0.125), new Point(5, 0.375)));
    private static final MixedPrices MIXED = new MixedPrices(List.of(TWO, Mix.of(7), THREE));

    @Test
    void everyProfileOccursOnceWithItsProbability() {
        assertThat(MIXED.profiles()).isEqualTo(6);
        assertThat(MIXED.randomizingLeaders()).isEqualTo(2);
        assertThat(MIXED.profile(0)).containsExactly(3, 7, 1);
        assertThat(MIXED.profile(1)).containsExactly(4, 7, 1);
        assertThat(MIXED.profile(5)).containsExactly(4, 7, 5);
        assertThat(MIXED.rivalProbability(5, -1)).isEqualTo(0.75 * 0.375);
        assertThat(MIXED.rivalProbability(5, 0)).isEqualTo(0.375);
        assertThat(MIXED.rivalProbability(5, 2)).isEqualTo(0.75);
        assertThat(MIXED.likeliest()).containsExactly(4, 7, 1);
    }

    @Test
    void pricesAreSampledByTheirWeights() {
        RandomGenerator random = new RandomStreams(3).stream("mixed-price", 0);
        int first = 0;
        int last = 0;
        for (int i = 0; i < 40_000; i++) {
            double[] drawn = MIXED.drawn(random);
            first += drawn[0] == 3 ? 1 : 0;
            last += drawn[2] == 5 ? 1 : 0;
        }
        assertThat(first / 40_000.0).isCloseTo(0.25, within(0.01));
        assertThat(last / 40_000.0).isCloseTo(0.375, within(0.01));
    }

    /** Weights are consecutive intervals: [0, 0.5) is the first price, [0.5, 0.625) the second, [0.625, 1) the third. */
    @Test
    void weightIntervalIncludesStartExcludesEnd() {
        double[] levels = {0, Math.nextDown(0.5), 0.5, Math.nextDown(0.625), 0.625, Math.nextDown(1.0)};
        assertThat(Arrays.stream(levels).map(THREE::at)).containsExactly(1.0, 1.0, 2.0, 2.0, 5.0, 5.0);
        assertThat(new Mix(List.of(new Point(8, 0), new Point(9, 1))).at(0))
                .as("a price without weight is never sampled")
                .isEqualTo(9);
    }

    /** If weights sum to slightly less than one, a level above them samples the likeliest price. */
    @Test
    void levelAboveAllWeightsSamplesLikeliestPrice() {
        Mix mix = new Mix(List.of(new Point(4, 0.5), new Point(5, 0.5 - 0x1p-51), new Point(6, 0)));
        assertThat(mix.at(1 - 0x1p-50)).isEqualTo(5);
        assertThat(mix.at(Math.nextDown(1.0))).isEqualTo(4);
    }

    /** Each leader uses one random number, in leader order, whether it randomizes or not. */
    @Test
    void sampleUsesOneRandomNumberPerLeader() {
        double[] numbers = {0.3, 0.1, 0.55};
        int[] taken = {0};
        RandomGenerator told = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("another kind of number");
            }

            @Override
            public double nextDouble() {
                return numbers[taken[0]++];
            }
        };
        assertThat(MIXED.drawn(told)).containsExactly(4, 7, 2);
        assertThat(taken[0]).isEqualTo(3);
    }

    /** Of equally likely prices the first one counts. */
    @Test
    void firstOfEquallyLikelyPricesIsLikeliest() {
        assertThat(new Mix(List.of(new Point(2, 0.5), new Point(1, 0.5))).likeliest())
                .isEqualTo(2);
        assertThat(new Mix(List.of(new Point(1, 0.25), new Point(5, 0.375), new Point(3, 0.375))).likeliest())
                .isEqualTo(5);
    }

    @Test
    void rejectsInvalidMixes() {
        double closed = PricingGame.CLOSED;
        for (List<Point> points : List.of(
                List.<Point>of(),
                List.of(new Point(1, 0.5), new Point(2, 0.4)),
                List.of(new Point(1, 0.5), new Point(2, 0.5 + 0x1p-49)),
                List.of(new Point(1, 0.5), new Point(1, 0.5)),
                List.of(new Point(0, 0.5), new Point(-0.0, 0.5)),
                List.of(new Point(1, 0.5), new Point(closed, 0.5)),
                Collections.nCopies(5, new Point(1, 0.2)))) {
            assertThatThrownBy(() -> new Mix(points)).as("%s", points).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Point(1, -0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Point(Double.NaN, 0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MixedPrices(Collections.nCopies(13, TWO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new MixedPrices(Collections.nCopies(12, TWO)).profiles()).isEqualTo(4_096);
    }
}
