package skybourse.tier1.certificate;

import java.util.List;
import java.util.Locale;

/**
 * What each player that may move could still gain by deviating alone: upper bounds, recomputed apart from the solver, with rounding
 * added. The profile is an {@code epsilon}-equilibrium; this is a proof, up to the stated rounding, not a sample.
 *
 * @param epsilon the largest relative gap of any player: {@code max(max_s gap_s / max(|profit_s|, moneyScale), max_n gap_n
 *     / weight_n)}
 * @param tolerance the {@code epsilon} that was asked for; cells are refined until it holds or the effort limit is reached
 * @param leaders the gap of each leader, by leader index; 0 for one that posts its price
 * @param largestFollowerGap the largest relative duality gap of a follower, {@code gap_n / weight_n}
 * @param largestGapMoney the largest gap of any player, in money
 */
public record EquilibriumCertificate(
        double epsilon, double tolerance, List<LeaderGap> leaders, double largestFollowerGap, double largestGapMoney) {

    public EquilibriumCertificate {
        leaders = List.copyOf(leaders);
    }

    /**
     * One leader's part of the proof.
     *
     * @param price the price examined, money per bit; {@code PricingGame.CLOSED} for a closed leader
     * @param profit what it earns at {@code price}, money
     * @param upperBound no price in {@code [0, cap]} earns more, money; at least 0, as a leader may close
     * @param bestPrice the best price seen while bounding; {@code PricingGame.CLOSED} where none earns more than 0
     * @param bestProfit what {@code bestPrice} earns, money
     * @param evaluations how many prices were evaluated
     * @param relativeGap {@code (upperBound - profit) / max(|profit|, moneyScale)}, not below 0; what rounding may have added
     *     to {@code profit} is taken off in both places
     */
    public record LeaderGap(
            double price,
            double profit,
            double upperBound,
            double bestPrice,
            double bestProfit,
            int evaluations,
            double relativeGap) {}

    /** Returns whether {@code epsilon} is within the tolerance asked for. */
    public boolean holds() {
        return epsilon <= tolerance;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "eps %.3g (asked %.3g) over %d leaders", epsilon, tolerance, leaders.size());
    }
}
