package skybourse.tier1.game;

/**
 * Follower's best response: the ratios that maximise {@code sum_s [weight ln(1 + o_s / inverseQuality_s) - cost_s o_s]} subject to
 * {@code 0 <= o_s <= cap_s} and {@code sum_s o_s <= 1}. The problem is strictly concave, and its solution is a water-filling:
 * {@code o_s = clip(weight / (cost_s + nu) - inverseQuality_s, 0, cap_s)} (the cap if {@code cost_s + nu <= 0}), {@code nu} the
 * smallest number not below 0 with {@code sum_s o_s <= 1}.
 *
 * <p>Paper: bisection on the follower's first-order condition. Differs: a follower divides its task among several leaders. Implementations
 * therefore search for the multiplier of the common budget, not for a ratio.
 */
public interface FollowerResponse {

    /** Largest error of a ratio, relative to {@code 1 + inverseQuality}. */
    double ACCURACY = 1e-12;

    /**
     * Computes the best ratios, each within {@link #ACCURACY} for the given costs.
     *
     * @param weight {@code xi_n}, money, above 0
     * @param costs {@code double[links]}, cost of sending the complete task, money; not NaN, infinite for a closed leader
     * @param inverseQualities {@code double[links]}, {@code 1 / s_ns}, at least 1
     * @param caps {@code double[links]}, largest ratios, in [0, 1]
     * @param ratios {@code double[links]}, written: the best ratios
     * @return {@code nu}, the multiplier of the budget, money; 0 if the budget does not bind
     */
    double respond(double weight, double[] costs, double[] inverseQualities, double[] caps, double[] ratios);

    /**
     * Returns the ratio of one link at a given multiplier.
     *
     * @param weight {@code xi_n}, money, above 0
     * @param cost cost of sending the complete task, including the multiplier, money
     * @param inverseQuality {@code 1 / s_ns}
     * @param cap largest ratio, in [0, 1]
     */
    static double ratio(double weight, double cost, double inverseQuality, double cap) {
        return cost > 0 ? Math.min(cap, Math.max(weight / cost - inverseQuality, 0)) : cap;
    }
}
