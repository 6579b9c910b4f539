package skybourse.tier1.equilibrium;

import skybourse.base.numeric.Checks;

/**
 * When a walk over prices ends.
 *
 * @param gainTolerance relative gain below which a leader counts as at rest; smaller ones cost rounds, larger ones repairs
 * @param stepLimit rounds or steps at most
 */
public record StopRule(double gainTolerance, int stepLimit) {

    public StopRule {
        Checks.positive(gainTolerance, "gainTolerance");
        Checks.positive(stepLimit, "stepLimit");
    }
}
