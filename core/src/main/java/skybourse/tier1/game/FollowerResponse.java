package skybourse.tier1.game;

/**
 * A follower's best response: the ratios that maximise {@code sum_s [weight ln(1 + o_s / inverseQuality_s) - cost_s o_s]}
 * subject to {@code 0 <= o_s <= cap_s} and {@code sum_s o_s <= 1}. The problem is strictly concave and its answer a
 * water-filling: {@code o_s = clip(weight / (cost_s + nu) - inverseQuality_s, 0, cap_s)} (the cap where {@code cost_s +
 * nu <= 0}), {@code nu} the smallest number not below 0 with {@code sum_s o_s <= 1}.
 *
 * <p>Paper: bisection on the follower's first-order condition. Differs: several leaders share one follower, so that the
 * multiplier of the common budget is searched, not the ratio.
 */
public interface FollowerResponse {

    /** How near ratios come to the best ones, relative to {@code 1 + inverseQuality}. */
    double ACCURACY = 1e-12;

    /**
     * Writes the best ratios, each within {@link #ACCURACY} for the costs as given, and returns the multiplier
     * of the budget.
     *
     * @param weight {@code xi_n}, money, above 0
     * @param costs {@code double[links]}, what sending all of the task costs, money; not NaN, infinite for a closed leader
     * @param inverseQualities {@code double[links]}, {@code 1 / s_ns}, at least 1
     * @param caps {@code double[links]}, largest ratios in [0, 1]
     * @param ratios {@code double[links]}, written: the best ratios
     * @return {@code nu}, money; 0 where the budget does not bind
     */
    double respond(double weight, double[] costs, double[] inverseQualities, double[] caps, double[] ratios);

    /**
     * Returns the ratio of one link at a given multiplier.
     *
     * @param weight {@code xi_n}, money, above 0
     * @param cost what sending all of the task costs, multiplier included, money
     * @param inverseQuality {@code 1 / s_ns}
     * @param cap largest ratio
     */
    static double ratio(double weight, double cost, double inverseQuality, double cap) {
        return cost > 0 ? Math.min(cap, Math.max(weight / cost - inverseQuality, 0)) : cap;
    }
}
