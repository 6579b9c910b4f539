package skybourse.tier1.game;

import java.util.Arrays;
import skybourse.base.numeric.TaskRunner;

/**
 * Followers' demand at given prices, with the leaders' loads and profits. Arrays are not copied.
 *
 * @param ratios {@code o_ns} by link entry of the game, 0 for padding
 * @param multipliers {@code nu_n} by agent, money
 * @param loads {@code L_s} by leader, work
 * @param profits {@code Pi_s} by leader, money, after the cost of overload
 */
public record Allocation(double[] ratios, double[] multipliers, double[] loads, double[] profits) {

    // Smallest number of followers per thread.
    private static final int LEAST_PER_THREAD = 4_096;

    /**
     * Computes the followers' responses on the caller's thread.
     *
     * @param prices {@code double[leaders]}, money per bit; {@link PricingGame#CLOSED} for a closed leader
     */
    public static Allocation at(PricingGame game, double[] prices, FollowerResponse response) {
        return at(game, prices, response, TaskRunner.CALLER);
    }

    /**
     * Computes the followers' responses.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit; {@link PricingGame#CLOSED} for a closed leader
     * @param response best response of a follower; must be safe for several threads if {@code tasks} has several
     * @param tasks runs the responses; does not change the result
     * @return the allocation
     */
    public static Allocation at(PricingGame game, double[] prices, FollowerResponse response, TaskRunner tasks) {
        int leaders = game.leaders();
        double[] ratios = new double[game.linkLeader().length];
        double[] multipliers = new double[game.agents()];
        tasks.run(game.agents(), LEAST_PER_THREAD, n -> {
            LinkIndices entries = game.entriesOf(n);
            double[] own = new double[entries.count()];
            multipliers[n] = new Follower(game, n, entries).respond(prices, response, own);
            for (int l = 0; l < own.length; l++) {
                ratios[entries.at(l)] = own[l];
            }
        });
        double[] soldBits = new double[leaders];
        double[] loads = new double[leaders];
        for (int n = 0; n < game.agents(); n++) {
            LinkIndices entries = game.entriesOf(n);
            for (int l = 0; l < entries.count(); l++) {
                int entry = entries.at(l);
                soldBits[game.linkLeader()[entry]] += ratios[entry] * game.taskBits()[n];
                loads[game.linkLeader()[entry]] += ratios[entry] * game.taskWork()[n];
            }
        }
        double[] profits = new double[leaders];
        Arrays.setAll(profits, s -> profit(game.leaderTable(), s, prices[s], soldBits[s], loads[s]));
        return new Allocation(ratios, multipliers, loads, profits);
    }

    /**
     * Sales of one leader at given prices.
     *
     * @param load work
     * @param profit money, after the cost of overload
     */
    public record Sales(double load, double profit) {}

    /**
     * Computes the sales of one leader. They are bit-identical to the sales in the complete allocation. Evaluates only the followers with a
     * link to it.
     *
     * @param prices {@code double[leaders]}, money per bit; {@link PricingGame#CLOSED} for a closed leader
     * @param leader index of the leader
     */
    public static Sales of(PricingGame game, double[] prices, FollowerResponse response, int leader) {
        double soldBits = 0;
        double load = 0;
        for (int link = game.columnStart(leader); link < game.columnStart(leader + 1); link++) {
            int n = game.columnAgent()[link];
            LinkIndices entries = game.entriesOf(n);
            double[] own = new double[entries.count()];
            new Follower(game, n, entries).respond(prices, response, own);
            double ratio = own[(game.columnEntry()[link] - entries.first()) / PricingGame.LANES];
            soldBits += ratio * game.taskBits()[n];
            load += ratio * game.taskWork()[n];
        }
        return new Sales(load, profit(game.leaderTable(), leader, prices[leader], soldBits, load));
    }

    private static double profit(LeaderTable leaders, int s, double price, double soldBits, double load) {
        if (price == PricingGame.CLOSED) {
            return 0;
        }
        return leaders.profit(s, price, soldBits, load);
    }

    /** One agent's problem, with its links numbered from 0. */
    private record Follower(PricingGame game, int agent, LinkIndices entries) {

        double respond(double[] prices, FollowerResponse response, double[] own) {
            int count = entries.count();
            double[] costs = new double[count];
            double[] inverseQualities = new double[count];
            double[] caps = new double[count];
            for (int l = 0; l < count; l++) {
                int entry = entries.at(l);
                costs[l] = prices[game.linkLeader()[entry]] * game.taskBits()[agent] + game.linkCharge()[entry];
                inverseQualities[l] = game.linkInverseQuality()[entry];
                caps[l] = game.linkCap()[entry];
            }
            double nu = response.respond(game.weight()[agent], costs, inverseQualities, caps, own);
            assert nu >= 0 : nu;
            assert isFeasible(own, caps, inverseQualities) : Arrays.toString(own);
            return nu;
        }

        /** Returns whether the ratios satisfy their caps, and whether they satisfy the budget within {@link FollowerResponse#ACCURACY}. */
        private static boolean isFeasible(double[] ratios, double[] caps, double[] inverseQualities) {
            double most = 1;
            double sum = 0;
            for (int l = 0; l < ratios.length; l++) {
                assert ratios[l] >= 0 && ratios[l] <= caps[l] : ratios[l] + " of " + caps[l];
                sum += ratios[l];
                most += FollowerResponse.ACCURACY * (1 + inverseQualities[l]);
            }
            return sum <= most;
        }
    }
}
