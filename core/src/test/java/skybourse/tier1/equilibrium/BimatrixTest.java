package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

class BimatrixTest {

    @Test
    void matchingPenniesAreTossed() {
        double[][] weights = Bimatrix.solve(new double[][] {{1, -1}, {-1, 1}}, new double[][] {{-1, 1}, {1, -1}});
        assertThat(weights[0]).containsExactly(new double[] {0.5, 0.5}, within(1e-12));
        assertThat(weights[1]).containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    }

    /** Numbers that are none end the search, not the program; who asked sees that nothing was weighed. */
    @Test
    void whatCannotBeWeighedIsNotWeighed() {
        double[][] nothing = {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}};
        double[][] weights = Bimatrix.solve(nothing, nothing);
        assertThat(Arrays.stream(weights[0]).allMatch(Double::isFinite)).isFalse();
    }

    @Test
    void nobodyGainsInRandomGames() {
        for (int i = 0; i < 300; i++) {
            RandomGenerator random = new RandomStreams(5).stream("bimatrix", i);
            double[][] one = drawn(random, random.nextInt(1, 7), random.nextInt(1, 7));
            double[][] other = drawn(random, one[0].length, one.length);
            double[][] weights = Bimatrix.solve(one, other);
            assertThat(gain(one, weights[0], weights[1])).as("%d", i).isBetween(-1e-9, 1e-9);
            assertThat(gain(other, weights[1], weights[0])).as("%d", i).isBetween(-1e-9, 1e-9);
        }
    }

    private static double[][] drawn(RandomGenerator random, int rows, int columns) {
        double[][] payoffs = new double[rows][];
        for (int r = 0; r < rows; r++) {
            payoffs[r] = random.doubles(columns).toArray();
        }
        return payoffs;
    }

    private static double gain(double[][] payoff, double[] own, double[] others) {
        double best = Double.NEGATIVE_INFINITY;
        double earned = 0;
        for (int r = 0; r < own.length; r++) {
            double sum = 0;
            for (int c = 0; c < others.length; c++) {
                sum += payoff[r][c] * others[c];
            }
            best = Math.max(best, sum);
            earned += own[r] * sum;
        }
        return best - earned;
    }
}
