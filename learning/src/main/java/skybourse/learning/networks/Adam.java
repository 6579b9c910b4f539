package skybourse.learning.networks;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.VectorModule;

/**
 * Adam with bias correction, for one flat array of parameters.
 *
 * <p>Paper: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1 with the standard decay
 * rates .9 and .999. Differs: epsilon is added to {@code sqrt(v) / sqrt(1 - decay^t)}, as in PyTorch.
 */
public final class Adam {

    static final float FIRST_DECAY = 0.9f;
    static final float SECOND_DECAY = 0.999f;

    private final float epsilon;
    private final float[] first;
    private final float[] second;
    private long steps;

    /**
     * Starts with moments of zero.
     *
     * @param parameters how many parameters there are
     * @param epsilon keeps the divisor away from zero
     */
    public Adam(int parameters, double epsilon) {
        VectorModule.require();
        this.epsilon = (float) Checks.positive(epsilon, "epsilon");
        first = new float[parameters];
        second = new float[parameters];
    }

    /** Starts with moments of zero and epsilon 1e-8. */
    public Adam(int parameters) {
        this(parameters, 1e-8);
    }

    /** Moves the parameters one step against their gradients. */
    public void step(float[] parameters, float[] gradients, double learningRate) {
        steps++;
        float size = (float) (learningRate / (1 - StrictMath.pow(FIRST_DECAY, (double) steps)));
        float root = (float) Math.sqrt(1 - StrictMath.pow(SECOND_DECAY, (double) steps));
        new AdamStep(size, root, epsilon).make(parameters, gradients, first, second);
    }

    /** Returns how many steps were made. */
    public long steps() {
        return steps;
    }

    /** Returns both moments, first then second, as they stand; the arrays themselves. */
    public float[][] moments() {
        return new float[][] {first, second};
    }

    /** Goes on as after {@code steps} steps, with moments that were written into {@link #moments()}. */
    public void resume(long afterSteps) {
        if (afterSteps < 0) {
            throw new IllegalArgumentException("steps must not be negative: " + afterSteps);
        }
        steps = afterSteps;
    }
}
