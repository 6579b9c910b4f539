package skybourse.learning.policy;

import skybourse.base.numeric.Checks;

/**
 * Variance-preserving noise schedule of a diffusion chain, with the coefficients of its reverse steps.
 *
 * <p>Paper: Ho, Jain and Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020, equations 7 and 15; the schedule {@code alpha_t =
 * exp(-b_min / T - (b_max - b_min) (2t - 1) / (2 T^2))} is that of Du et al., "Diffusion-based reinforcement learning for edge-enabled AI-generated
 * content services", IEEE TMC 2024. Differs: nothing.
 *
 * @param steps length T of the chain, at least 1
 * @param lowestRate {@code b_min}, above 0
 * @param highestRate {@code b_max}, above {@code lowestRate}
 */
public record DiffusionSchedule(int steps, double lowestRate, double highestRate) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code steps} is below 1, or a rate is not finite or outside its range
     */
    public DiffusionSchedule {
        Checks.positive(steps, "steps");
        Checks.positive(lowestRate, "lowestRate");
        Checks.positive(highestRate - lowestRate, "highestRate - lowestRate");
    }

    /**
     * Returns the schedule of a given length with rates 0.1 and 10 (Du et al.).
     *
     * @throws IllegalArgumentException if {@code steps} is below 1
     */
    public static DiffusionSchedule ofSteps(int steps) {
        return new DiffusionSchedule(steps, 0.1, 10);
    }

    /** Returns {@code 1 - alpha} of step {@code t}, in (0, 1); {@code t} is in [0, {@code steps - 1}]. */
    public double beta(int t) {
        return 1 - alpha(t);
    }

    private double alpha(int t) {
        double square = (double) steps * steps;
        return StrictMath.exp(-lowestRate / steps - 0.5 * (highestRate - lowestRate) * (2 * t + 1) / square);
    }

    /** Returns the product of the alphas of steps 0 to {@code t}; 1 for {@code t = -1}. */
    private double alphas(int t) {
        double product = 1;
        for (int i = 0; i <= t; i++) {
            product *= alpha(i);
        }
        return product;
    }

    /** Returns the coefficients of reverse step {@code t}, in [0, {@code steps - 1}]. */
    public Coefficients coefficients(int t) {
        double all = alphas(t);
        double before = alphas(t - 1);
        return new Coefficients(
                (float) Math.sqrt(1 / all),
                (float) Math.sqrt(1 / all - 1),
                (float) (beta(t) * Math.sqrt(before) / (1 - all)),
                (float) ((1 - before) * Math.sqrt(alpha(t)) / (1 - all)),
                (float) Math.sqrt(beta(t) * (1 - before) / (1 - all)));
    }

    /**
     * Coefficients of one reverse step. The estimate of x_0 is {@code ofSample x_t - ofNoise eps}, and the mean of the next sample is {@code
     * meanOfEstimate estimate + meanOfSample x_t}.
     *
     * @param deviation standard deviation of the next sample about its mean; 0 for the last step of the chain
     */
    public record Coefficients(
            float ofSample, float ofNoise, float meanOfEstimate, float meanOfSample, float deviation) {}
}
