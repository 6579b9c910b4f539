package skybourse.learning.networks;

import java.util.Locale;
import skybourse.base.numeric.VectorModule;

/**
 * Products of {@link Matrix matrices}. All methods throw {@link IllegalArgumentException} if the operands cannot be multiplied or the result has
 * another number of columns. Other mismatches of shapes are not always detected.
 *
 * <p>Each element of a result is one chain of fused multiply-adds. The chain begins at the element's start value and follows the order of the
 * reduction index. Vector lanes run across columns only. The result is therefore equal in every bit for any vector width and tiling.
 *
 * <p>Paper: register tiling of Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008). Differs:
 * panels are the storage format itself, so that no packing is needed.
 */
public final class MatrixProduct {

    private MatrixProduct() {}

    /** Sets {@code c = a b}. */
    public static void multiply(Matrix a, Matrix b, Matrix c) {
        if (VectorModule.isAvailable()) {
            VectorMatrixProduct.multiply(a, b, c);
        } else {
            ScalarInference.multiply(a, b, c);
        }
    }

    /** Sets {@code c = a b + bias}; {@code bias} is one row, added to each row. */
    public static void affine(Matrix a, Matrix b, Matrix bias, Matrix c) {
        if (VectorModule.isAvailable()) {
            VectorMatrixProduct.affine(a, b, bias, c);
        } else {
            ScalarInference.affine(a, b, bias, c);
        }
    }

    /** Sets {@code c = a b + start + bias}; {@code start} has the shape of {@code c}, and {@code bias} is one row. */
    public static void affine(Matrix a, Matrix b, Matrix start, Matrix bias, Matrix c) {
        if (VectorModule.isAvailable()) {
            VectorMatrixProduct.affine(a, b, start, bias, c);
        } else {
            ScalarInference.affine(a, b, start, bias, c);
        }
    }

    /**
     * Sets {@code c = c + a b}.
     *
     * @throws LinkageError if the JVM was started without the vector module
     */
    public static void accumulate(Matrix a, Matrix b, Matrix c) {
        VectorModule.require();
        VectorMatrixProduct.accumulate(a, b, c);
    }

    /**
     * Sets {@code c = c + transpose(a) b}.
     *
     * @throws LinkageError if the JVM was started without the vector module
     */
    public static void accumulateTransposed(Matrix a, Matrix b, Matrix c) {
        VectorModule.require();
        VectorMatrixProduct.accumulateTransposed(a, b, c);
    }

    static void check(boolean fits, Matrix a, Matrix b, Matrix c) {
        if (!fits) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "shapes must fit: %d x %d, %d x %d, %d x %d",
                    a.rows(),
                    a.columns(),
                    b.rows(),
                    b.columns(),
                    c.rows(),
                    c.columns()));
        }
    }
}
