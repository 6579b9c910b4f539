package skybourse.game;

import java.util.Arrays;

/**
 * What every follower buys at given prices, and what that makes of the leaders.
 *
 * @param ratios {@code o_ns} by link entry of the game, 0 for padding
 * @param multipliers {@code nu_n} by agent, money
 * @param loads {@code L_s} by leader, work
 * @param profits {@code Pi_s} by leader, money, what overload is priced at included
 */
public record Allocation(double[] ratios, double[] multipliers, double[] loads, double[] profits) {

    /**
     * Computes the followers' responses one by one.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit; {@link PricingGame#CLOSED} for a closed leader
     * @param response how a follower finds its best ratios
     * @return the allocation
     */
    public static Allocation at(PricingGame game, double[] prices, FollowerResponse response) {
        int leaders = game.leaders();
        double[] ratios = new double[game.blockStart(game.blocks())];
        double[] multipliers = new double[game.agents()];
        double[] soldBits = new double[leaders + 1];
        double[] loads = new double[leaders + 1];
        for (int n = 0; n < game.agents(); n++) {
            int first = game.blockStart(n / PricingGame.LANES) + n % PricingGame.LANES;
            int width = game.blockWidth(n / PricingGame.LANES);
            multipliers[n] = new Follower(game, n, first, width).respond(prices, response, ratios);
            for (int l = 0; l < width; l++) {
                int entry = first + l * PricingGame.LANES;
                soldBits[game.linkLeader()[entry]] += ratios[entry] * game.taskBits()[n];
                loads[game.linkLeader()[entry]] += ratios[entry] * game.taskWork()[n];
            }
        }
        double[] profits = new double[leaders];
        for (int s = 0; s < leaders; s++) {
            profits[s] = profit(game.leaderTable(), s, prices[s], soldBits[s], loads[s]);
        }
        return new Allocation(ratios, multipliers, Arrays.copyOf(loads, leaders), profits);
    }

    private static double profit(LeaderTable leaders, int s, double price, double soldBits, double load) {
        if (price == PricingGame.CLOSED) {
            return 0;
        }
        double overload = Math.max(0, load - leaders.capacity(s));
        return price * soldBits - leaders.costPerWork(s) * load - leaders.overloadPrice(s) * overload;
    }

    /** One agent's links, unpacked. */
    private record Follower(PricingGame game, int agent, int first, int width) {

        double respond(double[] prices, FollowerResponse response, double[] ratios) {
            double[] costs = new double[width];
            double[] inverseQualities = new double[width];
            double[] caps = new double[width];
            double[] own = new double[width];
            for (int l = 0; l < width; l++) {
                int entry = first + l * PricingGame.LANES;
                int leader = game.linkLeader()[entry];
                double price = leader < prices.length ? prices[leader] : PricingGame.CLOSED;
                costs[l] = price * game.taskBits()[agent] + game.linkCharge()[entry];
                inverseQualities[l] = game.linkInverseQuality()[entry];
                caps[l] = game.linkCap()[entry];
            }
            double nu = response.respond(game.weight()[agent], costs, inverseQualities, caps, own);
            for (int l = 0; l < width; l++) {
                ratios[first + l * PricingGame.LANES] = own[l];
            }
            return nu;
        }
    }
}
