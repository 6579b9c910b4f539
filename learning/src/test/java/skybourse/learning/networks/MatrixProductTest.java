package skybourse.learning.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

class MatrixProductTest {

    private static final int[][] SHAPES = {
        {1, 1, 1}, {3, 5, 7}, {8, 32, 32}, {13, 33, 31}, {12, 64, 20}, {29, 70, 65}, {1, 256, 256}
    };

    private final RandomGenerator random = new RandomStreams(1).stream("product", 0);

    private Matrix draw(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        DenseLayer.fill(random, matrix, 1);
        return matrix;
    }

    /** Each element is one chain of fused multiply-adds in the order of k, compared to the bit. */
    @Test
    void everyElementIsOneFmaChainInOrder() {
        for (int[] s : SHAPES) {
            Matrix a = draw(s[0], s[1]);
            Matrix b = draw(s[1], s[2]);
            Matrix start = draw(s[0], s[2]);
            Matrix bias = draw(1, s[2]);
            Matrix c = Matrix.zeros(s[0], s[2]);
            MatrixProduct.affine(a, b, start, bias, c);
            for (int i = 0; i < s[0]; i++) {
                for (int j = 0; j < s[2]; j++) {
                    float sum = start.get(i, j) + bias.get(0, j);
                    for (int k = 0; k < s[1]; k++) {
                        sum = Math.fma(a.get(i, k), b.get(k, j), sum);
                    }
                    assertThat(c.get(i, j)).isEqualTo(sum);
                }
            }
        }
    }

    @Test
    void transposedProductAccumulates() {
        for (int[] s : SHAPES) {
            Matrix a = draw(s[0], s[1]);
            Matrix b = draw(s[0], s[2]);
            Matrix c = draw(s[1], s[2]);
            float[] before = c.toRows();
            MatrixProduct.accumulateTransposed(a, b, c);
            for (int i = 0; i < s[1]; i++) {
                for (int j = 0; j < s[2]; j++) {
                    float sum = before[i * s[2] + j];
                    for (int k = 0; k < s[0]; k++) {
                        sum = Math.fma(a.get(k, i), b.get(k, j), sum);
                    }
                    assertThat(c.get(i, j)).isEqualTo(sum);
                }
            }
        }
    }

    @Test
    void transposingTwiceGivesTheSameMatrix() {
        for (int[] s : SHAPES) {
            Matrix a = draw(s[1], s[2]);
            Matrix across = Matrix.zeros(s[2], s[1]);
            Matrix back = Matrix.zeros(s[1], s[2]);
            a.transposeInto(across);
            across.transposeInto(back);
            assertThat(back.values()).isEqualTo(a.values());
            assertThat(across.get(s[2] - 1, 0)).isEqualTo(a.get(0, s[2] - 1));
        }
    }

    @Test
    void refusesMismatchedShapes() {
        Matrix a = draw(2, 3);
        assertThatThrownBy(() -> MatrixProduct.multiply(a, a, Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shapes must fit: 2 x 3, 2 x 3, 2 x 3");
    }
}
