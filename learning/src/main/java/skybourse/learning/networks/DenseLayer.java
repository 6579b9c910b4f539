package skybourse.learning.networks;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * Dense layer {@code activation(input weights + bias)}. Its parameters are in a flat array: the weights, {@code inputs} x {@code
 * outputs}, then the bias, one row.
 *
 * @param inputs width of the input, at least 1
 * @param outputs width of the output, at least 1
 * @param offset index of the layer's first parameter
 * @param activation activation function
 */
public record DenseLayer(int inputs, int outputs, int offset, Activation activation) {

    /** @throws IllegalArgumentException if {@code inputs} or {@code outputs} is not positive */
    public DenseLayer {
        Checks.positive(inputs, "inputs");
        Checks.positive(outputs, "outputs");
    }

    /** Returns the number of floats of the layer in the parameter array, with padding. */
    public int size() {
        return Matrix.size(inputs, outputs) + Matrix.size(1, outputs);
    }

    /** Returns the weights as a view of an array of parameters or of their gradients. */
    public Matrix weights(float[] parameters) {
        return new Matrix(parameters, offset, inputs, outputs);
    }

    /** Returns the bias, one row, as a view of an array of parameters or of their gradients. */
    public Matrix bias(float[] parameters) {
        return new Matrix(parameters, offset + Matrix.size(inputs, outputs), 1, outputs);
    }

    /** Initializes weights and bias with uniform random numbers in {@code [-1, 1) / sqrt(inputs)}, as PyTorch does. */
    public void initialise(RandomGenerator random, float[] parameters) {
        fill(random, weights(parameters), inputs);
        fill(random, bias(parameters), inputs);
    }

    /** Fills a matrix row by row with uniform random numbers in {@code [-1, 1) / sqrt(fanIn)}. */
    public static void fill(RandomGenerator random, Matrix matrix, int fanIn) {
        float reach = (float) (1 / Math.sqrt(fanIn));
        for (int r = 0; r < matrix.rows(); r++) {
            for (int c = 0; c < matrix.columns(); c++) {
                matrix.set(r, c, (2 * random.nextFloat() - 1) * reach);
            }
        }
    }

    /** Computes {@code output} for each row of {@code input}, and the derivatives of the activation into {@code slope}. */
    public void forward(float[] parameters, Matrix input, Matrix output, Matrix slope) {
        MatrixProduct.affine(input, weights(parameters), bias(parameters), output);
        activation.apply(output, slope);
    }

    /** Computes {@code output} for each row of {@code input}. */
    public void forward(float[] parameters, Matrix input, Matrix output) {
        MatrixProduct.affine(input, weights(parameters), bias(parameters), output);
        activation.apply(output);
    }

    /**
     * Adds the derivative of the loss with respect to this layer's parameters.
     *
     * @param input the input of {@link #forward}
     * @param slope the derivatives of the activation that {@code forward} computed
     * @param gradient on entry the derivative with respect to the output, on return the derivative with respect to the argument of the activation
     * @param gradients array of parameter gradients, to which the derivative is added
     */
    public void backward(Matrix input, Matrix slope, Matrix gradient, float[] gradients) {
        if (activation != Activation.LINEAR) {
            ElementwiseOperations.multiply(gradient, slope);
        }
        MatrixProduct.accumulateTransposed(input, gradient, weights(gradients));
        ElementwiseOperations.addColumnSums(gradient, bias(gradients));
    }
}
