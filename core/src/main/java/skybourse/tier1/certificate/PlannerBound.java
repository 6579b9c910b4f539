package skybourse.tier1.certificate;

import skybourse.base.numeric.TaskRunner;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Certified efficiency of tier 1: the welfare at given prices, and an upper bound on the welfare of any allocation.
 *
 * <p>Tier 1 welfare is the followers' gain from sending tasks plus the leaders' decision profits; payments cancel. It is 0 if no follower
 * sends anything. A planner that chooses all ratios maximizes a concave function. A shadow price {@code lambda_s} is a price per unit of
 * leader {@code s}'s capacity, in {@code [0, overloadPrice_s]}. Each vector of shadow prices gives an upper bound on the maximum. The
 * smallest upper bound found is used. Bounds on rounding errors are added to it and subtracted from the welfare.
 *
 * <p>Ours: the upper bound. The paper has no comparison with an optimum of tier 1.
 *
 * @param welfare welfare at the prices, money; rounding errors subtracted
 * @param optimum upper bound on the welfare of any allocation, money; rounding errors added
 * @param share {@code welfare / optimum}, at most 1: a lower bound on the share of the planner's optimum; 1 if no gain is possible
 */
public record PlannerBound(double welfare, double optimum, double share) {

    /** An optimum of at most this share of {@link PricingGame#moneyScale} counts as 0, because it may be a rounding error. */
    private static final double NOTHING = 1e-9;

    /**
     * Bounds the efficiency of given prices.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit; {@link PricingGame#CLOSED} for a closed leader
     * @param tasks runs the followers' responses; does not change the result
     */
    public static PlannerBound of(PricingGame game, double[] prices, TaskRunner tasks) {
        Allocation sold = Allocation.at(game, prices, new ExactFollowerResponse(), tasks);
        double welfare = welfare(game, sold);
        double optimum = new PlannerDual(game, tasks).leastUpperBound(prices);
        double nothing = NOTHING * game.moneyScale();
        boolean isNothing = optimum <= nothing && welfare >= -nothing;
        return new PlannerBound(welfare, optimum, isNothing ? 1 : Math.min(1, welfare / optimum));
    }

    private static double welfare(PricingGame game, Allocation sold) {
        var sum = new ErrorBoundedSum();
        for (int n = 0; n < game.agents(); n++) {
            addFollower(game, n, sold.ratios(), sum);
        }
        for (int s = 0; s < game.leaders(); s++) {
            addLeader(game.leaderTable(), s, sold.loads()[s], game.agents(), sum);
        }
        return sum.value() - sum.error();
    }

    /** Subtracts the cost of a leader's load, except the cost of its work if that is constant per unit. */
    private static void addLeader(LeaderTable table, int s, double load, int agents, ErrorBoundedSum sum) {
        CostCurve curve = table.curve(s);
        if (load > 0 && table.fixedCost(s) > 0) {
            sum.add(-table.fixedCost(s));
        }
        double price = table.overloadPrice(s);
        if (curve == null) {
            sum.add(-price * Math.max(0, load - table.capacity(s)));
        } else {
            sum.add(-curve.cost(load));
            price = curve.slopeAbove(load) * (curve.pieces().size() + 2);
        }
        // The load is a sum over the agents. This term bounds its rounding error.
        sum.spare(price * load * agents);
    }

    private static void addFollower(PricingGame game, int n, double[] ratios, ErrorBoundedSum sum) {
        LinkIndices entries = game.entriesOf(n);
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            double ratio = ratios[entry];
            if (ratio > 0) {
                int s = game.linkLeader()[entry];
                sum.add(game.weight()[n] * Math.log1p(ratio / game.linkInverseQuality()[entry]));
                sum.add(-game.linkCharge()[entry] * ratio);
                if (game.leaderTable().curve(s) == null) {
                    sum.add(-game.leaderTable().costPerWork(s) * game.taskWork()[n] * ratio);
                }
            }
        }
    }
}
