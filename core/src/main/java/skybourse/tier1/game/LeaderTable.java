package skybourse.tier1.game;

import java.util.BitSet;
import skybourse.base.numeric.Checks;

/**
 * What the game needs to know of its leaders, by leader index.
 *
 * @param costsPerWork {@code q_s sigma_s mu_s^2}, money per unit of work
 * @param overloadPrices {@code kappa_s}, money per unit of work sold beyond capacity; 0 for a myopic leader
 * @param capacities {@code B_s}, work the leader can do in the round; 0 where older work fills it
 * @param priceCaps {@code pbar_s}, money per bit
 * @param posting leaders whose prices stand: nobody moves them, and they have nothing to gain by another. Not to be written to
 */
public record LeaderTable(
        double[] costsPerWork, double[] overloadPrices, double[] capacities, double[] priceCaps, BitSet posting) {

    /** Makes a table of leaders that may all move their prices; see the parameters above. */
    public LeaderTable(double[] costsPerWork, double[] overloadPrices, double[] capacities, double[] priceCaps) {
        this(costsPerWork, overloadPrices, capacities, priceCaps, new BitSet());
    }

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

    /** Returns what one unit of work costs the leader, in money. */
    public double costPerWork(int leader) {
        return costsPerWork[leader];
    }

    /** Returns the price the leader puts on a unit of work beyond capacity, in money. */
    public double overloadPrice(int leader) {
        return overloadPrices[leader];
    }

    /** Returns the work the leader can do in the round. */
    public double capacity(int leader) {
        return capacities[leader];
    }

    /** Tells whether a leader's price stands. */
    public boolean posts(int leader) {
        return posting.get(leader);
    }

    /** Tells whether a leader has the same terms in another table. */
    public boolean sameTerms(LeaderTable other, int leader) {
        return costsPerWork[leader] == other.costsPerWork[leader]
                && overloadPrices[leader] == other.overloadPrices[leader]
                && capacities[leader] == other.capacities[leader]
                && priceCaps[leader] == other.priceCaps[leader]
                && posts(leader) == other.posts(leader);
    }

    /** Returns the leader's highest price, in money per bit. */
    public double priceCap(int leader) {
        return priceCaps[leader];
    }
}
