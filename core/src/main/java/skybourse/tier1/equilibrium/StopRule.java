package skybourse.tier1.equilibrium;

import skybourse.base.numeric.Checks;

/**
 * Stop rule of an equilibrium solver: a tolerance for the leaders' gains, and the largest number of rounds or steps.
 *
 * @param gainTolerance largest relative gain at which a leader counts as converged; a smaller value needs more rounds, a larger value more
 *     repairs
 * @param stepLimit largest number of rounds or steps
 */
public record StopRule(double gainTolerance, int stepLimit) {

    /** @throws IllegalArgumentException if {@code gainTolerance} is not positive and finite, or {@code stepLimit} is not positive */
    public StopRule {
        Checks.positive(gainTolerance, "gainTolerance");
        Checks.positive(stepLimit, "stepLimit");
    }
}
