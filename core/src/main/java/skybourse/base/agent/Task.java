package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * Task of a wireless agent in one round. It can be divided between the agent and leaders.
 *
 * @param inputBits size of the input, {@code D_n}, in [1e-18, 1e18]
 * @param work size of the computation in work units, {@code C_n}: CPU cycles, or token-equivalents; in [1e-18, 1e18]
 * @param deadlineSeconds time from the arrival of the task within which its last part must be back, {@code epsilon_n}, in [1e-18, 1e18]
 */
public record Task(double inputBits, double work, double deadlineSeconds) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Task {
        Checks.amount(inputBits, "inputBits");
        Checks.amount(work, "work");
        Checks.amount(deadlineSeconds, "deadlineSeconds");
    }
}
