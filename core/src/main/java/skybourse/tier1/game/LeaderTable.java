package skybourse.tier1.game;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Checks;

/**
 * Leaders' costs, overload prices, capacities and price caps, by leader index. Arrays are not copied and must not be written to.
 *
 * <p>A load {@code L} costs {@code costPerWork L + overloadPrice (L - capacity)^+}, or the value of the leader's {@link CostCurve} if it
 * has one. A leader with a load above 0 also pays its fixed cost. The capacity is what a leader can compute; the last kink of its curve is
 * what it chooses to compute, which may be less.
 *
 * @param costsPerWork {@code q_s sigma_s mu_s^2}, money per unit of work; the curve's lowest slope if the leader has a curve
 * @param overloadPrices {@code kappa_s}, money per unit of work sold beyond capacity; 0 for a myopic leader; the difference between the
 *     curve's largest and lowest slope if the leader has a curve
 * @param capacities {@code B_s}, work that the leader can compute in the round; 0 if its backlog fills the round
 * @param priceCaps {@code pbar_s}, money per bit
 * @param posting leaders with posted prices: no solver moves them, and the certificate counts no gain for them; must not be written
 *     to
 * @param curves curve of each leader, null for a leader without; an empty array if no leader has a curve
 * @param fixedCosts {@code G_s}, cost of a leader with a load above 0, money; an empty array if no leader has such a cost
 */
public record LeaderTable(
        double[] costsPerWork,
        double[] overloadPrices,
        double[] capacities,
        double[] priceCaps,
        BitSet posting,
        @Nullable CostCurve[] curves,
        double[] fixedCosts) {

    private static final @Nullable CostCurve[] NO_CURVES = {};
    private static final double[] NO_COSTS = {};

    /**
     * Creates a table without posted prices.
     *
     * @throws IllegalArgumentException if a cost, overload price or capacity is negative or not finite, or a price cap is not
     *     positive and finite
     */
    public LeaderTable(double[] costsPerWork, double[] overloadPrices, double[] capacities, double[] priceCaps) {
        this(costsPerWork, overloadPrices, capacities, priceCaps, new BitSet(), NO_CURVES, NO_COSTS);
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
        for (double fixedCost : fixedCosts) {
            Checks.nonNegative(fixedCost, "fixedCost");
        }
    }

    /** Returns the same table with other posted prices. The set is not copied. */
    public LeaderTable withPosting(BitSet posting) {
        return new LeaderTable(costsPerWork, overloadPrices, capacities, priceCaps, posting, curves, fixedCosts);
    }

    /**
     * Returns the same table in which some leaders have curves. Their costs per work and overload prices are those of the curves.
     *
     * @param curves by leader, null for a leader without a curve
     * @throws IllegalArgumentException if the last piece of a curve is cubic
     */
    public LeaderTable withCurves(@Nullable CostCurve[] curves) {
        double[] costs = costsPerWork.clone();
        double[] overload = overloadPrices.clone();
        for (int s = 0; s < count(); s++) {
            CostCurve curve = curves[s];
            if (curve != null) {
                costs[s] = curve.firstSlope();
                overload[s] = curve.lastSlope() - costs[s];
            }
        }
        return new LeaderTable(costs, overload, capacities, priceCaps, posting, curves, fixedCosts);
    }

    /** Returns the same table with the given fixed costs, money by leader. */
    public LeaderTable withFixedCosts(double[] fixedCosts) {
        return new LeaderTable(costsPerWork, overloadPrices, capacities, priceCaps, posting, curves, fixedCosts);
    }

    /** Returns the table of a market of {@code share} times the size, with the same prices. */
    public LeaderTable scaled(double share) {
        double[] scaledCapacities =
                Arrays.stream(capacities).map(work -> work * share).toArray();
        double[] scaledCosts =
                Arrays.stream(fixedCosts).map(money -> money * share).toArray();
        @Nullable CostCurve[] scaledCurves = curves.clone();
        for (int s = 0; s < scaledCurves.length; s++) {
            CostCurve curve = scaledCurves[s];
            scaledCurves[s] = curve == null ? null : curve.scaled(share);
        }
        return new LeaderTable(
                costsPerWork, overloadPrices, scaledCapacities, priceCaps, posting, scaledCurves, scaledCosts);
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

    /** Returns the leader's cost by load; null if its cost per unit of work and its overload price are constant. */
    public @Nullable CostCurve curve(int leader) {
        return curves.length == 0 ? null : curves[leader];
    }

    /** Returns the leader's cost of having a load above 0, money. */
    public double fixedCost(int leader) {
        return fixedCosts.length == 0 ? 0 : fixedCosts[leader];
    }

    /** Returns the leader's decision profit, money: its revenue less the cost of its load and, if the load is above 0, its fixed cost. */
    public double profit(int leader, double price, double soldBits, double load) {
        CostCurve curve = curve(leader);
        double open = curve == null
                ? price * soldBits - ownCost(leader, load) - overloadCost(leader, load)
                : price * soldBits - curve.cost(load);
        return load > 0 ? open - fixedCost(leader) : open;
    }

    /**
     * Returns what the part of a load that the leader does not compute itself costs in addition to own work, money. Own work costs as much as
     * the last unit that the leader computes.
     */
    public double overloadCost(int leader, double load) {
        CostCurve curve = curve(leader);
        return curve == null
                ? overloadPrice(leader) * Math.max(0, load - capacity(leader))
                : (curve.lastSlope() - curve.slopeBelow(curve.lastKink())) * Math.max(0, load - curve.lastKink());
    }

    /** Returns the cost of a load without {@link #overloadCost} and without the fixed cost, money. */
    public double ownCost(int leader, double load) {
        CostCurve curve = curve(leader);
        return curve == null ? costPerWork(leader) * load : curve.cost(load) - overloadCost(leader, load);
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
                && posts(leader) == other.posts(leader)
                && Objects.equals(curve(leader), other.curve(leader))
                && fixedCost(leader) == other.fixedCost(leader);
    }

    /** Returns the leader's highest price, money per bit. */
    public double priceCap(int leader) {
        return priceCaps[leader];
    }
}
