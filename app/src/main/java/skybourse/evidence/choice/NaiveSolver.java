package skybourse.evidence.choice;

import skybourse.tier1.equilibrium.BestPriceSearch;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.GridPriceSearch;
import skybourse.tier1.equilibrium.LeaderMoveOrder;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.equilibrium.StopRule;
import skybourse.tier1.game.FollowerResponse;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Literal implementation of the paper's solver, the baseline of {@code bench tier1}. One after another, leaders search a grid of prices and refine by golden
 * section. Every candidate price solves the problems of all followers by bisection. The solver takes hundreds to thousands of times as long as the
 * other solvers.
 *
 * <p>It differs from the model in one case. A leader that cannot earn anything sets its price cap, not the lowest price at which nobody buys.
 */
public record NaiveSolver() implements EquilibriumSolver {

    /** Number of prices that a leader tries in one iteration: the grid, the golden section and the leader's present price. */
    public static final int PRICES_PER_CHOICE = 400 + 50 + 5;

    private static final int BISECTION_STEPS = 50;
    private static final BestResponseIteration SETTINGS =
            new BestResponseIteration(LeaderMoveOrder.GAUSS_SEIDEL, 1, new StopRule(1e-6, 12), NaiveSolver::choose);

    @Override
    public SolverRun start(PricingGame game, double[] start) {
        return SETTINGS.start(game, start);
    }

    private static BestPriceSearch.Choice choose(PricingGame game, double[] prices, int leader) {
        double[] tried = prices.clone();
        return GridPriceSearch.baseline().choose(game, leader, prices[leader], price -> {
            tried[leader] = price;
            return profit(game, tried, leader);
        });
    }

    /**
     * Returns the decision profit of a leader, in money. Solves the problem of every follower.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit
     * @param leader index of the leader
     */
    public static double profit(PricingGame game, double[] prices, int leader) {
        double sold = 0;
        double load = 0;
        for (int n = 0; n < game.agents(); n++) {
            double ratio = ratioOf(game, prices, n, leader);
            sold += ratio * game.taskBits()[n];
            load += ratio * game.taskWork()[n];
        }
        return game.leaderTable().profit(leader, prices[leader], sold, load);
    }

    /** Returns the share of its task that a follower sends to a leader. */
    private static double ratioOf(PricingGame game, double[] prices, int agent, int leader) {
        double nu = multiplier(game, prices, agent);
        LinkIndices entries = game.entriesOf(agent);
        for (int l = 0; l < entries.count(); l++) {
            if (game.linkLeader()[entries.at(l)] == leader) {
                return ratio(game, prices, agent, entries.at(l), nu);
            }
        }
        return 0;
    }

    private static double multiplier(PricingGame game, double[] prices, int agent) {
        if (total(game, prices, agent, 0) <= 1) {
            return 0;
        }
        double low = 0;
        double high = highest(game, prices, agent);
        for (int step = 0; step < BISECTION_STEPS; step++) {
            double middle = 0.5 * (low + high);
            if (total(game, prices, agent, middle) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double total(PricingGame game, double[] prices, int agent, double nu) {
        double sum = 0;
        LinkIndices entries = game.entriesOf(agent);
        for (int l = 0; l < entries.count(); l++) {
            sum += ratio(game, prices, agent, entries.at(l), nu);
        }
        return sum;
    }

    /** Returns a multiplier, for the constraint on the sum of ratios, at which the follower sends nothing. */
    private static double highest(PricingGame game, double[] prices, int agent) {
        double highest = 0;
        LinkIndices entries = game.entriesOf(agent);
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            double worth = game.weight()[agent] / game.linkInverseQuality()[entry];
            highest = Math.max(highest, worth - cost(game, prices, agent, entry));
        }
        return highest;
    }

    private static double cost(PricingGame game, double[] prices, int agent, int entry) {
        return prices[game.linkLeader()[entry]] * game.taskBits()[agent] + game.linkCharge()[entry];
    }

    private static double ratio(PricingGame game, double[] prices, int agent, int entry, double nu) {
        return FollowerResponse.ratio(
                game.weight()[agent],
                cost(game, prices, agent, entry) + nu,
                game.linkInverseQuality()[entry],
                game.linkCap()[entry]);
    }
}
