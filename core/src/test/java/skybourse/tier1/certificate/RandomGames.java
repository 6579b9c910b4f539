package skybourse.tier1.certificate;

import java.util.random.RandomGenerator;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Random games with the numbers of a campus: tasks of 4 to 6 Mbit and about 5e9 cycles, servers of 10e9 to 25e9 cycles per
 * second, prices of a few units per Mbit.
 *
 * @param agents followers
 * @param leaders leaders; each follower reaches {@code reach} of them
 * @param reach links of each follower
 * @param tightness share of links whose cap is below 1, in [0, 1]
 * @param money unit of money: every amount is multiplied by it
 */
record RandomGames(int agents, int leaders, int reach, double tightness, double money) {

    RandomGames(int agents, int leaders, int reach) {
        this(agents, leaders, reach, 0.3, 1);
    }

    PricingGame draw(RandomGenerator random) {
        double[] costs = new double[leaders];
        double[] overload = new double[leaders];
        double[] capacities = new double[leaders];
        double[] caps = new double[leaders];
        double perLeader = 5e9 * agents / leaders;
        for (int s = 0; s < leaders; s++) {
            costs[s] = money * uniform(random, 1e-9, 3e-9);
            overload[s] =
                    random.nextInt(4) == 0 ? 0 : money * Math.exp(uniform(random, Math.log(1e-10), Math.log(2e-8)));
            capacities[s] = perLeader * uniform(random, 0.2, 1.2);
            caps[s] = money * 20e-6;
        }
        var builder =
                new PricingGameBuilder(new LeaderTable(costs, overload, capacities, caps), agents, agents * reach);
        int[] order = new int[leaders];
        for (int s = 0; s < leaders; s++) {
            order[s] = s;
        }
        for (int n = 0; n < agents; n++) {
            double bits = uniform(random, 4e6, 6e6);
            double work = bits * uniform(random, 800, 1200);
            builder.agent(bits, work, money * uniform(random, 20, 30));
            double home = 1e-27 * Math.pow(uniform(random, 0.8e9, 1.5e9), 2) * work;
            for (int l = 0; l < reach; l++) {
                int pick = l + random.nextInt(leaders - l);
                int leader = order[pick];
                order[pick] = order[l];
                order[l] = leader;
                double sending = 0.1 * bits / uniform(random, 5e6, 80e6);
                double cap = random.nextDouble() < tightness ? uniform(random, 0.02, 0.6) : 1;
                builder.link(leader, money * (sending - home), uniform(random, 0.2, 0.95), cap);
            }
        }
        return builder.build();
    }

    /** Samples prices between 0 and 8 units per Mbit. */
    double[] prices(RandomGenerator random) {
        return random.doubles(leaders, 0, money * 8e-6).toArray();
    }

    private static double uniform(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
