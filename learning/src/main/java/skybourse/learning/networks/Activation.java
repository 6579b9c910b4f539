package skybourse.learning.networks;

import java.util.Arrays;
import skybourse.base.numeric.VectorModule;

/** Activation function of a layer. All functions map 0 to 0, so that the padding of a {@link Matrix} stays zero. */
public enum Activation {
    LINEAR,
    RELU,
    TANH,
    /** {@code z tanh(log(1 + exp z))}. Paper: Misra, "Mish: A self regularized non-monotonic activation", BMVC 2020. */
    MISH;

    /**
     * Applies the function and computes its derivative.
     *
     * @param z arguments on entry, function values on return
     * @param slope receives the derivative at each argument; has the same shape as {@code z}
     */
    public void apply(Matrix z, Matrix slope) {
        if (!VectorModule.isAvailable()) {
            ScalarInference.apply(this, z, slope);
            return;
        }
        switch (this) {
            case LINEAR -> fillOnes(slope);
            case RELU -> VectorActivation.relu(z, slope);
            case TANH -> VectorActivation.tanh(z, slope);
            case MISH -> VectorActivation.mish(z.values(), z.offset(), slope.values(), slope.offset(), z.size());
        }
    }

    /** Applies the function; {@code z} contains arguments on entry and function values on return. */
    public void apply(Matrix z) {
        switch (this) {
            case LINEAR -> {}
            case MISH -> {
                if (VectorModule.isAvailable()) {
                    VectorActivation.mish(z.values(), z.offset(), z.size());
                } else {
                    apply(z, z);
                }
            }
            default -> apply(z, z);
        }
    }

    private static void fillOnes(Matrix slope) {
        Arrays.fill(slope.values(), slope.offset(), slope.offset() + slope.size(), 1f);
    }
}
