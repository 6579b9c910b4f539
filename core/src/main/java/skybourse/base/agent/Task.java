package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * What a wireless agent wants done this round; any part of it may be done elsewhere.
 *
 * @param inputBits size of the input, {@code D_n}
 * @param work size of the computation in work units, {@code C_n}: CPU cycles, or token-equivalents
 * @param deadlineSeconds when the last part must be back, {@code epsilon_n}
 */
public record Task(double inputBits, double work, double deadlineSeconds) {

    public Task {
        Checks.amount(inputBits, "inputBits");
        Checks.amount(work, "work");
        Checks.amount(deadlineSeconds, "deadlineSeconds");
    }
}
