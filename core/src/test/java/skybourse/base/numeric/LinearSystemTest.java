package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

class LinearSystemTest {

    private static double[][] sample(RandomGenerator random, int size) {
        double[][] matrix = new double[size + 1][size + 1];
        for (double[] row : matrix) {
            Arrays.setAll(row, j -> random.nextInt(3) == 0 ? 0 : random.nextDouble(-1, 1));
        }
        for (int i = 0; i <= size; i++) {
            matrix[i][size - i] += 5; // far from singular, and zeros on the diagonal: pivots are needed
        }
        return matrix;
    }

    @Test
    void solutionSatisfiesEquations() {
        Cases.forAll(LinearSystemTest::sample, matrix -> {
            double[] right = new double[matrix.length];
            Arrays.setAll(right, i -> i - 2.5);
            double[][] copy = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
            double[] x = LinearSystem.solve(copy, right.clone());
            for (int i = 0; i < x.length; i++) {
                double sum = 0;
                for (int j = 0; j < x.length; j++) {
                    sum += matrix[i][j] * x[j];
                }
                assertThat(sum).isCloseTo(right[i], within(1e-9));
            }
        });
    }

    @Test
    void singularSystemHasNoFiniteSolution() {
        double[] x = LinearSystem.solve(new double[][] {{1, 1}, {2, 2}}, new double[] {1, 3});
        assertThat(Double.isFinite(x[0]) && Double.isFinite(x[1])).isFalse();
    }
}
