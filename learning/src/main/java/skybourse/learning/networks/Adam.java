package skybourse.learning.networks;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.VectorModule;

/**
 * Adam optimizer with bias correction, for one flat array of parameters. Needs the vector module. Not thread-safe.
 *
 * <p>Paper: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1 with the standard decay
 * rates 0.9 and 0.999. Differs: epsilon is added to {@code sqrt(v) / sqrt(1 - decay^t)}, as in PyTorch.
 */
public final class Adam {

    static final float FIRST_DECAY = 0.9f;
    static final float SECOND_DECAY = 0.999f;

    private final float epsilon;
    private final float[] first;
    private final float[] second;
    private long steps;

    /**
     * Creates an optimizer with zero moments.
     *
     * @param parameters length of the parameter array
     * @param epsilon positive term of the divisor
     * @throws IllegalArgumentException if {@code epsilon} is not positive and finite
     * @throws LinkageError if the JVM was started without the vector module
     */
    public Adam(int parameters, double epsilon) {
        VectorModule.require();
        this.epsilon = (float) Checks.positive(epsilon, "epsilon");
        first = new float[parameters];
        second = new float[parameters];
    }

    /**
     * Creates an optimizer with zero moments and epsilon 1e-8.
     *
     * @throws LinkageError if the JVM was started without the vector module
     */
    public Adam(int parameters) {
        this(parameters, 1e-8);
    }

    /**
     * Makes one optimization step.
     *
     * @param parameters changed in place
     * @param gradients derivative of the loss with respect to each parameter
     * @param learningRate step size
     * @throws IllegalArgumentException if the number of parameters is not a multiple of the vector length
     */
    public void step(float[] parameters, float[] gradients, double learningRate) {
        steps++;
        float size = (float) (learningRate / (1 - StrictMath.pow(FIRST_DECAY, (double) steps)));
        float root = (float) Math.sqrt(1 - StrictMath.pow(SECOND_DECAY, (double) steps));
        new AdamStep(size, root, epsilon).make(parameters, gradients, first, second);
    }

    /** Returns the number of steps made. */
    public long steps() {
        return steps;
    }

    /** Returns the arrays of the first and the second moments; not copies. */
    public float[][] moments() {
        return new float[][] {first, second};
    }

    /**
     * Sets the number of steps made, to continue a training. The caller must write the moments into {@link #moments()}.
     *
     * @throws IllegalArgumentException if {@code afterSteps} is negative
     */
    public void resume(long afterSteps) {
        if (afterSteps < 0) {
            throw new IllegalArgumentException("steps must not be negative: " + afterSteps);
        }
        steps = afterSteps;
    }
}
