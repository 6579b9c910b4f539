package skybourse.tier1.certificate;

import java.util.List;
import java.util.Locale;

/**
 * Upper bounds on each player's gain from a unilateral deviation, computed independently of the solver. Players are the followers
 * and the leaders without a posted price. Bounds on rounding errors are included, so the profile is proved to be an {@code
 * epsilon}-equilibrium.
 *
 * @param epsilon largest relative gap of any player: {@code max(max_s gap_s / max(|profit_s|, moneyScale), max_n gap_n / weight_n)}
 * @param tolerance requested {@code epsilon}; cells are refined until it is met or the limit of evaluations is reached
 * @param leaders gap of each leader, by leader index; 0 for a leader with a posted price
 * @param largestFollowerGap largest relative duality gap of a follower, {@code gap_n / weight_n}
 * @param largestGapMoney largest gap of any player, in money
 */
public record EquilibriumCertificate(
        double epsilon, double tolerance, List<LeaderGap> leaders, double largestFollowerGap, double largestGapMoney) {

    public EquilibriumCertificate {
        leaders = List.copyOf(leaders);
    }

    /**
     * Gap of one leader.
     *
     * @param price examined price, money per bit; {@code PricingGame.CLOSED} for a closed leader; the most probable price of a leader that randomizes
     * @param profit profit at {@code price}, money; the expected profit of the mix if any leader randomizes
     * @param upperBound upper bound on the profit at any price in {@code [0, cap]}, money; at least 0, because a leader may close; {@code profit} for
     *     a posted price
     * @param bestPrice best price evaluated, money per bit; {@code PricingGame.CLOSED} if none has a profit above 0
     * @param bestProfit profit at {@code bestPrice}, money
     * @param evaluations number of prices evaluated
     * @param relativeGap {@code (upperBound - profit) / max(|profit|, moneyScale)}, not below 0; the possible rounding error of
     *     {@code profit} is subtracted from both profits
     */
    public record LeaderGap(
            double price,
            double profit,
            double upperBound,
            double bestPrice,
            double bestProfit,
            int evaluations,
            double relativeGap) {}

    /** Returns whether {@code epsilon} is at most the requested tolerance. */
    public boolean holds() {
        return epsilon <= tolerance;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "eps %.3g (asked %.3g) over %d leaders", epsilon, tolerance, leaders.size());
    }
}
