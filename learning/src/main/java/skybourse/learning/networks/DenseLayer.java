package skybourse.learning.networks;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * One dense layer, {@code activation(input weights + bias)}, whose numbers lie in a flat parameter array: the weights,
 * {@code inputs} x {@code outputs}, then the bias, one row.
 *
 * @param inputs width of the input
 * @param outputs width of the output
 * @param offset where the layer starts in the parameter array
 * @param activation what follows the sum
 */
public record DenseLayer(int inputs, int outputs, int offset, Activation activation) {

    public DenseLayer {
        Checks.positive(inputs, "inputs");
        Checks.positive(outputs, "outputs");
    }

    /** Returns how many floats the layer takes, padding included. */
    public int size() {
        return Matrix.size(inputs, outputs) + Matrix.size(1, outputs);
    }

    /** Returns the weights as they lie in an array of parameters or of their gradients. */
    public Matrix weights(float[] parameters) {
        return new Matrix(parameters, offset, inputs, outputs);
    }

    /** Returns the bias as it lies in an array of parameters or of their gradients. */
    public Matrix bias(float[] parameters) {
        return new Matrix(parameters, offset + Matrix.size(inputs, outputs), 1, outputs);
    }

    /** Sets weights and bias, drawing from {@code random}; uniform within {@code 1 / sqrt(inputs)}, as PyTorch does. */
    public void initialise(RandomGenerator random, float[] parameters) {
        fill(random, weights(parameters), inputs);
        fill(random, bias(parameters), inputs);
    }

    /** Fills a matrix row by row with uniform numbers within {@code 1 / sqrt(fanIn)}. */
    public static void fill(RandomGenerator random, Matrix matrix, int fanIn) {
        float reach = (float) (1 / Math.sqrt(fanIn));
        for (int r = 0; r < matrix.rows(); r++) {
            for (int c = 0; c < matrix.columns(); c++) {
                matrix.set(r, c, (2 * random.nextFloat() - 1) * reach);
            }
        }
    }

    /** Sets {@code output} for each row of {@code input}, and {@code slope} to the activation's derivatives. */
    public void forward(float[] parameters, Matrix input, Matrix output, Matrix slope) {
        MatrixProduct.affine(input, weights(parameters), bias(parameters), output);
        activation.apply(output, slope);
    }

    /** Sets {@code output} for each row of {@code input}. */
    public void forward(float[] parameters, Matrix input, Matrix output) {
        MatrixProduct.affine(input, weights(parameters), bias(parameters), output);
        activation.apply(output);
    }

    /**
     * Adds this layer's share of the gradient.
     *
     * @param input what {@link #forward} was given
     * @param slope what it returned
     * @param gradient derivative by the output on entry, by the sum on return
     * @param gradients receives, added, the derivative by the parameters
     */
    public void backward(Matrix input, Matrix slope, Matrix gradient, float[] gradients) {
        if (activation != Activation.LINEAR) {
            Elementwise.multiply(gradient, slope);
        }
        MatrixProduct.accumulateTransposed(input, gradient, weights(gradients));
        Elementwise.addColumnSums(gradient, bias(gradients));
    }
}
