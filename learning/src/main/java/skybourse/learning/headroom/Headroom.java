package skybourse.learning.headroom;

/**
 * Headroom of a market, which is the largest gain of a policy over the best fixed step.
 *
 * @param market name of the market
 * @param fixed the fixed step chosen on training markets
 * @param hindsight the fixed step with the highest reward on the evaluation markets
 * @param found the best policy found, a lower bound of the optimum
 * @param ceiling the Bayes-optimal value or an upper bound of it
 * @param exact whether {@code ceiling} is the Bayes-optimal value; if true, all numbers are exact
 */
public record Headroom(
        String market, RewardMark fixed, RewardMark hindsight, RewardMark found, RewardMark ceiling, boolean exact) {

    /**
     * Policy or bound with its expected reward.
     *
     * @param name name of the policy or bound
     * @param reward expected reward
     * @param halfWidth half width of its 95 % confidence interval; 0 if exact
     */
    public record RewardMark(String name, double reward, double halfWidth) {}

    /**
     * Returns the share of the headroom that a reward captures: 0 for the best fixed step, 1 for Bayes-optimal. If the ceiling is only an upper
     * bound, the result is a lower bound of that share.
     */
    public double share(double reward) {
        return (reward - fixed.reward()) / (ceiling.reward() - fixed.reward());
    }

    /** Returns the headroom relative to the best fixed step; an upper bound if the ceiling is one. */
    public double relative() {
        return ceiling.reward() / fixed.reward() - 1;
    }

    /** Returns the gain of the best policy found, relative to the best fixed step, at least 0. */
    public double relativeFound() {
        return Math.max(0, found.reward() / fixed.reward() - 1);
    }
}
