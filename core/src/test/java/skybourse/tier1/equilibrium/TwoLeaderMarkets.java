package skybourse.tier1.equilibrium;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Two leaders that compete for one to eight agents, with explicit links. All numbers are uniform and independent: tasks of 3 to 7
 * Mbit at 500 to 1,500 work units per bit, weights 10 to 40; a link saves 0 to 10 money, has quality 0.2 to 1 and carries all of a
 * task, or with probability 0.5 a share of 0.1 to 1. A leader's work costs 0 to 2.5e-9, its capacity is 5e9 per agent times 10 to
 * the power of -1 to 0, its cap 20 per Mbit; overload costs nothing, 0 to 3e-9 or a prohibitive 4e-8, each with probability 1/3. About one
 * such market in seven has no pure equilibrium that any method finds.
 */
public final class TwoLeaderMarkets {

    private static final double CAP = 20e-6;

    private TwoLeaderMarkets() {}

    public static PricingGame draw(long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("two-leaders", 0);
        int agents = random.nextInt(1, 9);
        double[] costs = new double[2];
        double[] capacities = new double[2];
        double[] overload = new double[2];
        for (int s = 0; s < 2; s++) {
            costs[s] = random.nextDouble(0, 2.5e-9);
            capacities[s] = 5e9 * agents * Math.pow(10, random.nextDouble(-1, 0));
            overload[s] = switch (random.nextInt(3)) {
                case 0 -> 0;
                case 1 -> random.nextDouble(0, 3e-9);
                default -> CAP / 500;
            };
        }
        var builder = new PricingGameBuilder(new LeaderTable(costs, overload, capacities, new double[] {CAP, CAP}));
        for (int n = 0; n < agents; n++) {
            double bits = random.nextDouble(3e6, 7e6);
            double weight = random.nextDouble(10, 40);
            builder.agent(bits, bits * random.nextDouble(500, 1500), weight);
            for (int s = 0; s < 2; s++) {
                double charge = -random.nextDouble(0, 10);
                double quality = random.nextDouble(.2, 1);
                builder.link(s, charge, quality, random.nextBoolean() ? 1 : random.nextDouble(.1, 1));
            }
        }
        return builder.build();
    }
}
