package skybourse.learning.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.random.RandomStreams;

/** Plain loops and vector code give the same bits, whether or not rows and columns fill their tiles. */
class ScalarInferenceTest {

    private final RandomGenerator random = new RandomStreams(9).stream("plain layers", 0);

    private Matrix randomMatrix(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        DenseLayer.fill(random, matrix, 1);
        return matrix;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 9, 31, 32, 33, 70})
    void plainProductsEqualVectorProducts(int columns) {
        for (int rows : new int[] {1, 4, 7, 8, 16, 33}) {
            Matrix a = randomMatrix(rows, 2 * columns + 1);
            Matrix b = randomMatrix(2 * columns + 1, columns);
            Matrix start = randomMatrix(rows, columns);
            Matrix bias = randomMatrix(1, columns);
            Matrix[] vector = {Matrix.zeros(rows, columns), Matrix.zeros(rows, columns), Matrix.zeros(rows, columns)};
            Matrix[] plain = {Matrix.zeros(rows, columns), Matrix.zeros(rows, columns), Matrix.zeros(rows, columns)};
            VectorMatrixProduct.multiply(a, b, vector[0]);
            ScalarInference.multiply(a, b, plain[0]);
            VectorMatrixProduct.affine(a, b, bias, vector[1]);
            ScalarInference.affine(a, b, bias, plain[1]);
            VectorMatrixProduct.affine(a, b, start, bias, vector[2]);
            ScalarInference.affine(a, b, start, bias, plain[2]);
            for (int i = 0; i < vector.length; i++) {
                assertThat(plain[i].values()).isEqualTo(vector[i].values());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void plainActivationsEqualVectorActivations(Activation activation) {
        Matrix sums = randomMatrix(64, 40);
        for (int i = 0; i < sums.values().length; i++) {
            sums.values()[i] *= (float) Math.pow(2, i % 9);
        }
        sums.set(5, 5, Float.NaN);
        sums.set(6, 6, -0f);
        Matrix vector = copy(sums);
        Matrix plain = copy(sums);
        Matrix slopes = randomMatrix(64, 40);
        Matrix plainSlopes = randomMatrix(64, 40);
        activation.apply(vector, slopes);
        ScalarInference.apply(activation, plain, plainSlopes);
        assertThat(plain.values()).isEqualTo(vector.values());
        assertThat(plainSlopes.values()).isEqualTo(slopes.values());
        activation.apply(sums);
        assertThat(sums.values()).isEqualTo(vector.values());
    }

    private static Matrix copy(Matrix matrix) {
        return new Matrix(matrix.values().clone(), 0, matrix.rows(), matrix.columns());
    }
}
