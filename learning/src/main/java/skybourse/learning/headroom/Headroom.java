package skybourse.learning.headroom;

/**
 * How much a policy can gain over the best fixed step on a market.
 *
 * @param market name
 * @param fixed the fixed step chosen on training markets
 * @param hindsight the fixed step that was best on the evaluation markets
 * @param found the best policy found, a lower bound of the optimum
 * @param ceiling the Bayes-optimal value, or an upper bound of it
 * @param exact whether {@code ceiling} is the Bayes-optimal value; then all numbers are exact
 */
public record Headroom(String market, Mark fixed, Mark hindsight, Mark found, Mark ceiling, boolean exact) {

    /**
     * A policy or bound and its expected reward.
     *
     * @param name of the policy or of what bounds
     * @param reward expected
     * @param halfWidth of the 95 % interval; 0 where exact
     */
    public record Mark(String name, double reward, double halfWidth) {}

    /**
     * Returns the share of the headroom that a reward captures: 0 for the best fixed step, 1 for Bayes-optimal. Where the
     * ceiling is only a bound this is the least that the share can be.
     */
    public double share(double reward) {
        return (reward - fixed.reward()) / (ceiling.reward() - fixed.reward());
    }

    /** Returns the headroom relative to the best fixed step, at most. */
    public double relative() {
        return ceiling.reward() / fixed.reward() - 1;
    }

    /** Returns the headroom relative to the best fixed step that a policy was found to capture, at least 0. */
    public double relativeFound() {
        return Math.max(0, found.reward() / fixed.reward() - 1);
    }
}
