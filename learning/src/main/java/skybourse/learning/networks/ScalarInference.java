package skybourse.learning.networks;

/**
 * Scalar form of the operations of inference, for JVMs without the vector module. Results equal those of {@link VectorMatrixProduct} and {@link
 * VectorActivation} in every bit. Training needs the vector module.
 */
final class ScalarInference {

    private ScalarInference() {}

    static void multiply(Matrix a, Matrix b, Matrix c) {
        affine(a, b, Matrix.zeros(c.rows(), c.columns()), Matrix.zeros(1, c.columns()), c);
    }

    static void affine(Matrix a, Matrix b, Matrix bias, Matrix c) {
        affine(a, b, Matrix.zeros(c.rows(), c.columns()), bias, c);
    }

    static void affine(Matrix a, Matrix b, Matrix start, Matrix bias, Matrix c) {
        MatrixProduct.check(a.columns() == b.rows() && b.columns() == c.columns(), a, b, c);
        for (int column = 0; column < c.columns(); column += Matrix.PANEL) {
            int wide = Math.min(Matrix.PANEL, c.columns() - column);
            for (int row = 0; row < c.rows(); row++) {
                int to = c.index(row, column);
                for (int j = 0; j < wide; j++) {
                    c.values()[to + j] = start.get(row, column + j) + bias.get(0, column + j);
                }
                for (int k = 0; k < b.rows(); k++) {
                    addMultiple(a.get(row, k), b.values(), b.index(k, column), c.values(), to, wide);
                }
            }
        }
    }

    private static void addMultiple(float x, float[] b, int from, float[] c, int to, int wide) {
        for (int j = 0; j < wide; j++) {
            c[to + j] = Math.fma(x, b[from + j], c[to + j]);
        }
    }

    /** Applies an activation. {@code slope} may be {@code z} if the derivatives are not needed. */
    static void apply(Activation activation, Matrix z, Matrix slope) {
        for (int i = 0; i < z.size(); i++) {
            float x = z.values()[z.offset() + i];
            float bend = 1;
            float y = x;
            switch (activation) {
                case LINEAR -> {}
                case RELU -> {
                    bend = x <= 0 ? 0 : 1;
                    y = x <= 0 ? 0 : x;
                }
                case TANH -> {
                    float e = FloatExponential.exp(x + x);
                    y = (e - 1) / (e + 1);
                    bend = 1 - y * y;
                }
                case MISH -> {
                    float e = FloatExponential.exp(Math.min(x, FloatExponential.STEEP));
                    float w = e * (e + 2);
                    float q = 1 / (w + 2);
                    y = x * (w * q);
                    bend = Math.fma(x, Math.fma(e, e, e) * q * q * 4, w * q);
                }
            }
            slope.values()[slope.offset() + i] = bend;
            z.values()[z.offset() + i] = y;
        }
    }
}
