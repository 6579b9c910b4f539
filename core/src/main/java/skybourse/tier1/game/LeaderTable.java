package skybourse.tier1.game;

import java.util.BitSet;
import skybourse.base.numeric.Checks;

/**
 * Leaders' costs, overload prices, capacities and price caps, by leader index. Arrays are not copied and must not be written to.
 *
 * @param costsPerWork {@code q_s sigma_s mu_s^2}, money per unit of work
 * @param overloadPrices {@code kappa_s}, money per unit of work sold beyond capacity; 0 for a myopic leader
 * @param capacities {@code B_s}, work that the leader can compute in the round; 0 if its backlog fills the round
 * @param priceCaps {@code pbar_s}, money per bit
 * @param posting leaders with posted prices: no solver moves them, and the certificate counts no gain for them; must not be written
 *     to
 */
public record LeaderTable(
        double[] costsPerWork, double[] overloadPrices, double[] capacities, double[] priceCaps, BitSet posting) {

    /**
     * Creates a table without posted prices.
     *
     * @throws IllegalArgumentException if a cost, overload price or capacity is negative or not finite, or a price cap is not
     *     positive and finite
     */
    public LeaderTable(double[] costsPerWork, double[] overloadPrices, double[] capacities, double[] priceCaps) {
        this(costsPerWork, overloadPrices, capacities, priceCaps, new BitSet());
    }

    /**
     * @throws IllegalArgumentException if a cost, overload price or capacity is negative or not finite, or a price cap is not
     *     positive and finite
     */
    public LeaderTable {
        for (int s = 0; s < costsPerWork.length; s++) {
            Checks.nonNegative(costsPerWork[s], "costPerWork");
            Checks.nonNegative(overloadPrices[s], "overloadPrice");
            Checks.nonNegative(capacities[s], "capacity");
            Checks.positive(priceCaps[s], "priceCap");
        }
    }

    /** Returns the number of leaders. */
    public int count() {
        return costsPerWork.length;
    }

    /** Returns the leader's cost of a unit of work, money per unit of work. */
    public double costPerWork(int leader) {
        return costsPerWork[leader];
    }

    /** Returns the leader's price of overload, money per unit of work beyond capacity. */
    public double overloadPrice(int leader) {
        return overloadPrices[leader];
    }

    /** Returns the work that the leader can compute in the round. */
    public double capacity(int leader) {
        return capacities[leader];
    }

    /** Returns whether the leader's price is posted. */
    public boolean posts(int leader) {
        return posting.get(leader);
    }

    /** Returns whether a leader has the same cost, overload price, capacity, price cap and posting in another table. */
    public boolean sameTerms(LeaderTable other, int leader) {
        return costsPerWork[leader] == other.costsPerWork[leader]
                && overloadPrices[leader] == other.overloadPrices[leader]
                && capacities[leader] == other.capacities[leader]
                && priceCaps[leader] == other.priceCaps[leader]
                && posts(leader) == other.posts(leader);
    }

    /** Returns the leader's highest price, money per bit. */
    public double priceCap(int leader) {
        return priceCaps[leader];
    }
}
